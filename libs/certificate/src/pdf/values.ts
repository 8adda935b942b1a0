export type Value =
  | null
  | boolean
  | number
  | Name
  | Text
  | Reference
  | readonly Value[]
  | Dict
  | Stream;

export class Name {
  constructor(readonly name: string) {}
}

export class Text {
  constructor(
    readonly bytes: Uint8Array,
    readonly isHex: boolean = false,
  ) {}
}

export class Reference {
  constructor(readonly number: number) {}
}

export class Dict {
  readonly entries: ReadonlyMap<string, Value>;

  constructor(entries: Iterable<readonly [string, Value]>) {
    this.entries = new Map(entries);
  }

  get(key: string): Value | undefined {
    return this.entries.get(key);
  }

  with(changes: Readonly<Record<string, Value | undefined>>): Dict {
    const entries = new Map(this.entries);
    for (const [key, value] of Object.entries(changes))
      if (value === undefined) entries.delete(key);
      else entries.set(key, value);
    return new Dict(entries);
  }
}

export class Stream {
  constructor(
    readonly dict: Dict,
    readonly data: Uint8Array,
  ) {}
}

export const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);

export const listed = (value: Value | undefined): readonly Value[] => (isList(value) ? value : []);

export const name = (text: string): Name => new Name(text);
export const dict = (entries: Readonly<Record<string, Value>>): Dict =>
  new Dict(Object.entries(entries));
export const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
export const ascii = (text: string): Text => new Text(latin1(text));

export const unicode = (text: string): Text =>
  new Text(Buffer.from(`\ufeff${text}`, 'utf16le').swap16(), true);

const isPlain = (byte: number): boolean => byte >= 0x20 && byte < 0x7f;

function encodedText({ bytes, isHex }: Text): string {
  const hex = Buffer.from(bytes).toString('hex').toUpperCase();
  if (isHex || !bytes.every(isPlain)) return `<${hex}>`;
  return `(${Buffer.from(bytes)
    .toString('latin1')
    .replace(/[()\\]/g, '\\$&')})`;
}

const encodedName = (text: string): string =>
  `/${text.replace(/[^!-~]|[()<>[\]{}/%#]/g, (letter) => `#${latin1(letter).toString('hex').toUpperCase()}`)}`;

const encodedNumber = (value: number): string =>
  value
    .toFixed(6)
    .replace(/\.?0+$/, '')
    .replace(/^-0$/, '0');

const encodedDict = (value: Dict): string =>
  `<<${[...value.entries].map(([key, entry]) => `${encodedName(key)} ${encoded(entry)}`).join('\n')}>>`;

export function encoded(value: Value): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return encodedNumber(value);
  if (value instanceof Name) return encodedName(value.name);
  if (value instanceof Text) return encodedText(value);
  if (value instanceof Reference) return `${value.number} 0 R`;
  if (value instanceof Dict) return encodedDict(value);
  if (value instanceof Stream) throw new TypeError('a stream stands by itself');
  return `[${value.map(encoded).join(' ')}]`;
}

export function encodedObject(number: number, value: Value): Buffer {
  const begin = `${number} 0 obj\n`;
  if (!(value instanceof Stream)) return latin1(`${begin}${encoded(value)}\nendobj\n`);
  const head = encodedDict(value.dict.with({ Length: value.data.length }));
  return Buffer.concat([
    latin1(`${begin}${head}\nstream\n`),
    value.data,
    latin1('\nendstream\nendobj\n'),
  ]);
}

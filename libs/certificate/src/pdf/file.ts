import { Lexer, PdfFault } from './lexer.js';
import {
  Dict,
  encodedObject,
  encoded,
  latin1,
  Reference,
  type Stream,
  type Value,
  listed,
} from './values.js';

export interface PdfFile {
  readonly bytes: Uint8Array;
  readonly objects: ReadonlyMap<number, Value>;
  readonly trailer: Dict;
  readonly table: number;
}

const head = latin1('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n');

const mostRevisions = 8;
const mostObjects = 100_000;

interface Revision {
  readonly offsets: ReadonlyMap<number, number>;
  readonly trailer: Dict;
}

function readEntry(lexer: Lexer): number | undefined {
  const entry = Buffer.from(lexer.bytes.subarray(lexer.at, lexer.at + 20)).toString('latin1');
  const [, offset, kind] = /^(\d{10}) \d{5} ([nf])(?: \r| \n|\r\n)$/.exec(entry) ?? [];
  if (offset === undefined) throw lexer.fault('6.1.4');
  lexer.at += 20;
  return kind === 'n' ? Number(offset) : undefined;
}

function readTable(bytes: Uint8Array, at: number): Revision {
  const lexer = new Lexer(bytes, at);
  if (!lexer.isNext('xref\n')) throw lexer.fault('6.1.4');
  const offsets = new Map<number, number>();
  lexer.expect('xref\n');
  while (!lexer.isNext('trailer')) {
    const first = lexer.whole();
    lexer.expect(' ');
    const count = lexer.whole();
    lexer.expect('\n');
    if (first + count > mostObjects) throw lexer.fault('6.1.4');
    for (let i = 0; i < count; i += 1) {
      const offset = readEntry(lexer);
      if (offset !== undefined) offsets.set(first + i, offset);
    }
  }
  lexer.expect('trailer');
  const trailer = lexer.value();
  if (!(trailer instanceof Dict)) throw lexer.fault('6.1.4');
  return { offsets, trailer };
}

function startOf(bytes: Uint8Array): number {
  const tail = Buffer.from(bytes.subarray(-64)).toString('latin1');
  const [, offset] = /startxref\n(\d{1,10})\n%%EOF\n?$/.exec(tail) ?? [];
  if (offset === undefined) throw new PdfFault('6.1.4', 'end of the file');
  return Number(offset);
}

export function readPdf(bytes: Uint8Array): PdfFile {
  const table = startOf(bytes);
  const objects = new Map<number, Value>();
  let newest: Dict | undefined;
  let next: Value | undefined = table;
  for (let revision = 0; typeof next === 'number'; revision += 1) {
    if (revision === mostRevisions) throw new PdfFault('6.1.4', 'revisions');
    const { offsets, trailer } = readTable(bytes, next);
    newest ??= trailer;
    for (const [number, offset] of offsets) {
      const lexer = new Lexer(bytes, offset);
      if (!lexer.isNext(`${number} 0 obj`)) throw lexer.fault('6.1.4');
      const found = lexer.object();
      if (!objects.has(number)) objects.set(number, found.value);
    }
    next = trailer.get('Prev');
  }
  return { bytes, objects, trailer: newest ?? new Dict([]), table };
}

export const resolved = (file: PdfFile, value: Value | undefined): Value | undefined =>
  value instanceof Reference ? file.objects.get(value.number) : value;

export function dictAt(file: PdfFile, value: Value | undefined): Dict {
  const found = resolved(file, value);
  return found instanceof Dict ? found : new Dict([]);
}

export const catalogOf = (file: PdfFile): Dict => dictAt(file, file.trailer.get('Root'));

const isStream = (value: Value | undefined): value is Stream =>
  typeof value === 'object' && value !== null && 'data' in value;

export function streamAt(file: PdfFile, value: Value | undefined): Stream | undefined {
  const found = resolved(file, value);
  return isStream(found) ? found : undefined;
}

export function pagesOf(file: PdfFile): readonly Reference[] {
  const pages = dictAt(file, catalogOf(file).get('Pages'));
  const kids = listed(resolved(file, pages.get('Kids')));
  return kids.filter((kid) => kid instanceof Reference);
}

function encodedTable(offsets: readonly (readonly [number, number | null])[]): string {
  const sections: { first: number; rows: string[] }[] = [];
  for (const [number, offset] of offsets) {
    const last = sections.at(-1);
    const row =
      offset === null ? '0000000000 65535 f \n' : `${String(offset).padStart(10, '0')} 00000 n \n`;
    if (last !== undefined && last.first + last.rows.length === number) last.rows.push(row);
    else sections.push({ first: number, rows: [row] });
  }
  return sections.map(({ first, rows }) => `${first} ${rows.length}\n${rows.join('')}`).join('');
}

export function encodedBody(
  objects: ReadonlyMap<number, Value>,
  trailer: Dict,
  offset: number,
): Buffer {
  const parts: Buffer[] = offset === 0 ? [head] : [];
  const offsets: [number, number | null][] = offset === 0 ? [[0, null]] : [];
  let at = offset === 0 ? head.length : offset;
  for (const [number, value] of [...objects].sort(([a], [b]) => a - b)) {
    const part = encodedObject(number, value);
    offsets.push([number, at]);
    parts.push(part);
    at += part.length;
  }
  const table = `xref\n${encodedTable(offsets)}trailer\n${encoded(trailer)}\nstartxref\n${at}\n%%EOF\n`;
  return Buffer.concat([...parts, latin1(table)]);
}

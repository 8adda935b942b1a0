import { catalogOf, dictAt, pagesOf, type PdfFile, resolved, streamAt } from '../pdf/file.js';
import { Lexer } from '../pdf/lexer.js';
import {
  Dict,
  isList,
  listed,
  Name,
  type Reference,
  Stream,
  Text,
  type Value,
} from '../pdf/values.js';

export interface Operation {
  readonly operator: string;
  readonly operands: readonly Value[];
}

export interface ShownFont {
  readonly font: Dict;
  readonly glyphs: ReadonlySet<number>;
}

export interface Document {
  readonly file: PdfFile;
  readonly catalog: Dict;
  readonly pages: readonly Dict[];
  readonly dicts: readonly Dict[];
  readonly plain: readonly Value[];
  readonly operations: readonly Operation[] | undefined;
  readonly fonts: readonly ShownFont[];
}

function* within(value: Value): Generator<Value> {
  yield value;
  if (value instanceof Stream) yield* within(value.dict);
  else if (value instanceof Dict) for (const entry of value.entries.values()) yield* within(entry);
  else for (const entry of listed(value)) yield* within(entry);
}

function operationsIn(bytes: Uint8Array): Operation[] {
  const lexer = new Lexer(bytes, 0);
  const found: Operation[] = [];
  let operands: Value[] = [];
  for (lexer.skip(); lexer.at < bytes.length; lexer.skip()) {
    const letter = String.fromCharCode(bytes[lexer.at] ?? 0);
    if (/[A-Za-z'"]/.test(letter)) {
      found.push({ operator: lexer.word(), operands });
      operands = [];
    } else operands.push(lexer.value());
  }
  return found;
}

function contentsOf(file: PdfFile, page: Dict): Buffer {
  const contents = resolved(file, page.get('Contents'));
  const parts = isList(contents) ? contents : [page.get('Contents')];
  return Buffer.concat(parts.map((part) => streamAt(file, part)?.data ?? new Uint8Array()));
}

function readOperations(file: PdfFile, page: Dict): readonly Operation[] | undefined {
  try {
    return operationsIn(contentsOf(file, page));
  } catch {
    // Bytes that cause any failure are no valid content stream.
    return undefined;
  }
}

const textsOf = (operand: Value | undefined): readonly Text[] =>
  operand instanceof Text ? [operand] : listed(operand).filter((each) => each instanceof Text);

const numbersIn = ({ bytes }: Text): readonly number[] =>
  Array.from({ length: bytes.length >> 1 }, (_, i) => Buffer.from(bytes).readUInt16BE(2 * i));

function glyphsOf(operations: readonly Operation[]): ReadonlyMap<string, Set<number>> {
  const found = new Map<string, Set<number>>();
  let glyphs = new Set<number>();
  for (const { operator, operands } of operations) {
    const [first] = operands;
    if (operator === 'Tf' && first instanceof Name) {
      glyphs = found.get(first.name) ?? new Set();
      found.set(first.name, glyphs);
    } else if (operator === 'Tj' || operator === 'TJ')
      for (const glyph of textsOf(first).flatMap(numbersIn)) glyphs.add(glyph);
  }
  return found;
}

function fontsOf(file: PdfFile, page: Dict, operations: readonly Operation[]): ShownFont[] {
  const shown = glyphsOf(operations);
  const fonts = dictAt(file, dictAt(file, page.get('Resources')).get('Font'));
  return [...fonts.entries].map(([name, font]) => ({
    font: dictAt(file, font),
    glyphs: shown.get(name) ?? new Set(),
  }));
}

export function documentOf(file: PdfFile): Document {
  const values = [...file.objects.values()].flatMap((value) => [...within(value)]);
  const pages = pagesOf(file).map((page: Reference) => dictAt(file, page));
  const read = pages.map((page) => readOperations(file, page));
  const operations = read.flatMap((each) => each ?? []);
  return {
    ...{ file, pages, catalog: catalogOf(file) },
    dicts: values.filter((value) => value instanceof Dict),
    plain: values.filter((value) => !(value instanceof Dict) && !(value instanceof Stream)),
    operations: read.includes(undefined) ? undefined : operations,
    fonts: pages.flatMap((page, i) => fontsOf(file, page, read[i] ?? [])),
  };
}

export const isNamed = (value: Value | undefined, ...names: readonly string[]): boolean =>
  value instanceof Name && names.includes(value.name);

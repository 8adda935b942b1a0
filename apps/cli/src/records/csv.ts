import { say } from '#language/console';
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export class CsvFlaw extends Error {
  constructor(
    readonly line: number,
    says: string,
  ) {
    super(says);
  }
}

export const csvLimits = { rows: 2_048, cells: 64, characters: 16_000 } as const;

// Separators of spreadsheets in different countries; the first found in the first line, outside quotes,
// counts.
const separators = [',', ';', '\t'] as const;

function separatorOf(text: string): string {
  const [first = ''] = text.split(/\r?\n/, 1);
  const bare = first.replace(/"[^"]*"/g, '');
  return separators.find((each) => bare.includes(each)) ?? ',';
}

/** Reads the rows of CSV (RFC 4180); skips empty rows. Accepts comma, semicolon or tab between cells. Pure. @throws CsvFlaw */
export function parseCsv(text: string): CsvRow[] {
  const separator = separatorOf(text);
  const rows: CsvRow[] = [];
  let place: Place = { at: 0, line: 1 };
  while (place.at < text.length) {
    const { cells, end } = rowAt(text, place, separator);
    if (cells.some((each) => each.trim() !== '')) rows.push({ line: place.line, cells });
    if (rows.length > csvLimits.rows)
      throw new CsvFlaw(place.line, say('csv.moreRows', { rows: csvLimits.rows }));
    place = { at: lineEnd(text, end), line: end.line + 1 };
  }
  return rows;
}

interface Place {
  readonly at: number;
  readonly line: number;
}

function rowAt(text: string, begin: Place, separator: string): { cells: string[]; end: Place } {
  const cells: string[] = [];
  let end = begin;
  let isLast = false;
  while (!isLast) {
    const { cell, next, lines } = cellAt(text, end, separator);
    assertRoom(cell, cells, end.line);
    cells.push(cell);
    end = { at: next, line: end.line + lines };
    isLast = !text.startsWith(separator, next);
    if (isLast) continue;
    end = { at: next + 1, line: end.line };
    // The row ends with an empty cell at the end of the text.
    isLast = end.at >= text.length;
    if (isLast) cells.push('');
  }
  return { cells, end };
}

function assertRoom(cell: string, cells: readonly string[], line: number): void {
  if (cell.length > csvLimits.characters)
    throw new CsvFlaw(line, say('csv.cellMoreCharacters', { characters: csvLimits.characters }));
  if (cells.length >= csvLimits.cells)
    throw new CsvFlaw(line, say('csv.rowMoreCells', { cells: csvLimits.cells }));
}

function lineEnd(text: string, { at, line }: Place): number {
  if (text.startsWith('\r\n', at)) return at + 2;
  if (text.startsWith('\n', at)) return at + 1;
  if (at < text.length) throw new CsvFlaw(line, say('csv.carriageReturnStandsAlone'));
  return at;
}

interface Cell {
  readonly cell: string;
  readonly next: number;
  readonly lines: number;
}

const cellAt = (text: string, place: Place, separator: string): Cell =>
  text[place.at] === '"' ? quotedAt(text, place, separator) : bareAt(text, place, separator);

const endsCell = (text: string, at: number, separator: string): boolean =>
  at >= text.length || `${separator}\r\n`.includes(text.charAt(at));

function bareAt(text: string, { at, line }: Place, separator: string): Cell {
  let next = at;
  while (!endsCell(text, next, separator)) next += 1;
  const cell = text.slice(at, next);
  if (cell.includes('"')) throw new CsvFlaw(line, say('csv.quoteInsideCellWithout'));
  return { cell, next, lines: 0 };
}

function quotedAt(text: string, { at, line }: Place, separator: string): Cell {
  let end = at + 1;
  while (text[end] !== '"' || text[end + 1] === '"') {
    if (end >= text.length) throw new CsvFlaw(line, say('csv.cellBeginsQuoteNever'));
    end += text[end] === '"' ? 2 : 1;
  }
  const next = end + 1;
  if (!endsCell(text, next, separator)) throw new CsvFlaw(line, say('csv.textAfterClosingQuote'));
  const cell = text.slice(at + 1, end).replaceAll('""', '"');
  return { cell, next, lines: cell.split('\n').length - 1 };
}

const isBare = (cell: string): boolean => /^[^\s",;]+(?: [^\s",;]+)*$/.test(cell);

export const formatCsv = (rows: readonly (readonly string[])[]): string =>
  rows
    .map((row) => row.map((cell) => (isBare(cell) ? cell : `"${cell.replaceAll('"', '""')}"`)))
    .map((row) => `${row.join(',')}\r\n`)
    .join('');

/** A row of a file, and the line on which it begins: a cell in quotes may go over several. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Why a text is no CSV, and on which line. */
export class CsvFlaw extends Error {
  constructor(
    readonly line: number,
    says: string,
  ) {
    super(says);
  }
}

export const csvLimits = { rows: 2_048, cells: 64, characters: 16_000 } as const;

/** Spreadsheets write the one of their country: the first of these that stands in the first line outside of quotes. */
const separators = [',', ';', '\t'] as const;

function separatorOf(text: string): string {
  const [first = ''] = text.split(/\r?\n/, 1);
  const bare = first.replace(/"[^"]*"/g, '');
  return separators.find((each) => bare.includes(each)) ?? ',';
}

/**
 * Rows of a text as RFC 4180 has them, also with line feeds alone, or with another separator. A quote inside a cell without
 * quotes, or text after the closing one, is refused: two programs would read two things. Rows without any text are left out.
 * Pure. @throws CsvFlaw
 */
export function parseCsv(text: string): CsvRow[] {
  const separator = separatorOf(text);
  const rows: CsvRow[] = [];
  let line = 1;
  let begun = 1;
  let cells: string[] = [];
  let at = 0;
  while (at < text.length) {
    const { cell, next, lines } = cellAt(text, at, separator, line);
    if (cell.length > csvLimits.characters)
      throw new CsvFlaw(line, `a cell has more than ${csvLimits.characters} characters`);
    if (cells.length >= csvLimits.cells)
      throw new CsvFlaw(line, `a row has more than ${csvLimits.cells} cells`);
    cells.push(cell);
    line += lines;
    at = next;
    if (text.startsWith(separator, at)) {
      at += 1;
      // The row ends with an empty cell that nothing follows.
      if (at < text.length) continue;
      cells.push('');
    }
    if (text.startsWith('\r\n', at)) at += 2;
    else if (text.startsWith('\n', at)) at += 1;
    else if (at < text.length) throw new CsvFlaw(line, 'a carriage return stands alone');
    if (cells.some((each) => each.trim() !== '')) rows.push({ line: begun, cells });
    if (rows.length > csvLimits.rows)
      throw new CsvFlaw(begun, `there are more than ${csvLimits.rows} rows`);
    line += 1;
    begun = line;
    cells = [];
  }
  return rows;
}

interface Cell {
  readonly cell: string;
  /** Where what follows it begins. */
  readonly next: number;
  /** Ends of lines inside it. */
  readonly lines: number;
}

function cellAt(text: string, at: number, separator: string, line: number): Cell {
  if (text[at] !== '"') {
    let next = at;
    while (next < text.length && !`${separator}\r\n`.includes(text.charAt(next))) next += 1;
    const cell = text.slice(at, next);
    if (cell.includes('"')) throw new CsvFlaw(line, 'a quote inside a cell without quotes');
    return { cell, next, lines: 0 };
  }
  let end = at + 1;
  while (text[end] !== '"' || text[end + 1] === '"') {
    if (end >= text.length)
      throw new CsvFlaw(line, 'a cell begins with a quote that is never closed');
    end += text[end] === '"' ? 2 : 1;
  }
  const next = end + 1;
  if (next < text.length && !`${separator}\r\n`.includes(text.charAt(next)))
    throw new CsvFlaw(line, 'text after the closing quote of a cell');
  const cell = text.slice(at + 1, end).replaceAll('""', '"');
  return { cell, next, lines: cell.split('\n').length - 1 };
}

const isBare = (cell: string): boolean => /^[^\s",;]+(?: [^\s",;]+)*$/.test(cell);

/** RFC 4180, with commas. Pure: `parseCsv` gives the same rows again when none is empty. */
export const formatCsv = (rows: readonly (readonly string[])[]): string =>
  rows
    .map((row) => row.map((cell) => (isBare(cell) ? cell : `"${cell.replaceAll('"', '""')}"`)))
    .map((row) => `${row.join(',')}\r\n`)
    .join('');

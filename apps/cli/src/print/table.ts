import type { Colour } from '../terminal.js';
import { cut, padded, paddedLeft, widthOf, wrapped } from './width.js';

/** Width and colours of the output. `columns`: width of the terminal; undefined without a terminal. */
export interface Style {
  readonly columns: number | undefined;
  readonly paint: (colour: Colour, text: string) => string;
}

export interface Column {
  readonly head: string;
  /** Smallest width to which the column may be cut. A column without `least` is never cut. */
  readonly least?: number;
  /** Order in which columns are left out on a narrow terminal: the highest number first. Columns without a number always stay. */
  readonly spare?: number;
  readonly right?: true;
}

export interface Row {
  readonly cells: readonly string[];
  /** Lines below the row; lines that are too long are broken, never cut. */
  readonly notes?: readonly string[];
  readonly colour?: Colour | undefined;
}

const gap = 2;
const indent = 4;

interface Sized {
  readonly column: Column;
  readonly at: number;
  readonly width: number;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
const leastOf = ({ column, width }: Sized): number => Math.min(width, column.least ?? width);
const together = (widths: readonly number[]): number => sum(widths) + gap * (widths.length - 1);

function chosen(all: readonly Sized[], columns: number): readonly Sized[] {
  if (together(all.map(leastOf)) <= columns) return all;
  const spare = Math.max(...all.map(({ column }) => column.spare ?? 0));
  return spare === 0
    ? all
    : chosen(
        all.filter(({ column }) => column.spare !== spare),
        columns,
      );
}

// The columns that can be cut give way together, the widest first.
function narrowed(all: readonly Sized[], columns: number): readonly Sized[] {
  const sizes = all.map((each) => ({ ...each, least: leastOf(each) }));
  for (let over = together(sizes.map(({ width }) => width)) - columns; over > 0; over -= 1) {
    const [widest] = sizes
      .filter(({ width, least }) => width > least)
      .sort((a, b) => b.width - a.width);
    if (widest === undefined) break;
    widest.width -= 1;
  }
  return sizes;
}

function sized(columns: readonly Column[], rows: readonly Row[], style: Style): readonly Sized[] {
  const all = columns.map((column, at) => ({
    column,
    at,
    width: Math.max(widthOf(column.head), ...rows.map(({ cells }) => widthOf(cells[at] ?? ''))),
  }));
  const most = style.columns;
  return most === undefined ? all : narrowed(chosen(all, most), most);
}

/** Formats a table with header, rows and notes; empty without rows. Cuts and leaves out columns on a narrow terminal. Pure. */
export function table(columns: readonly Column[], rows: readonly Row[], style: Style): string[] {
  if (rows.length === 0) return [];
  const shown = sized(columns, rows, style);
  const line = (cells: readonly string[]): string =>
    shown
      .map(({ at, width, column }) => {
        const text = cut(cells[at] ?? '', width);
        return column.right === true ? paddedLeft(text, width) : padded(text, width);
      })
      .join(' '.repeat(gap))
      .trimEnd();
  return [
    line(columns.map(({ head }) => head)),
    ...rows.flatMap(({ cells, notes = [], colour }) =>
      [line(cells), ...notes.flatMap((note) => noteLines(note, style))].map((each) =>
        colour === undefined ? each : style.paint(colour, each),
      ),
    ),
  ];
}

const noteLines = (note: string, { columns }: Style): string[] =>
  (columns === undefined ? [note] : wrapped(note, Math.max(20, columns - indent))).map(
    (line) => ' '.repeat(indent) + line,
  );

export interface Figure {
  readonly what: string;
  readonly by: string;
  readonly unit: string;
  readonly median: number;
  readonly rounds: readonly number[];
  readonly beside?: string;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}

export const rounded = (value: number): number => Number(value.toPrecision(4));

export function figure(
  what: string,
  by: string,
  unit: string,
  rounds: readonly number[],
  beside?: string,
): Figure {
  return {
    ...{ what, by, unit, median: rounded(median(rounds)), rounds: rounds.map(rounded) },
    ...(beside === undefined ? {} : { beside }),
  };
}

export function table(figures: readonly Figure[], others: readonly Figure[] = []): string {
  const rows = figures.map(({ what, by, unit, median: value, beside }) => {
    const besides = [...figures, ...others];
    const other = besides.find((each) => each.what === what && each.by === beside);
    const ratio = other === undefined ? '' : `${rounded(value / other.median)} x ${other.by}`;
    return [what, by, String(value), unit, ratio];
  });
  return columns([['what', 'by', 'median', 'unit', 'ratio'], ...rows], 2);
}

export function columns(rows: readonly (readonly string[])[], numbers: number): string {
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const width = (at: number): number => widths?.[at] ?? 0;
  return rows
    .map((row) =>
      row
        .map((cell, at) => (at === numbers ? cell.padStart(width(at)) : cell.padEnd(width(at))))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

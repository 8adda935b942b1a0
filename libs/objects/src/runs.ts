import type { ChunkRun } from './partial.js';

/** Sorts and merges runs, and limits them to chunks 0 to `end` (exclusive), because a neighbour may name any runs. */
export function clipRuns(runs: readonly ChunkRun[], end: number): ChunkRun[] {
  const clipped: ChunkRun[] = [];
  const ordered = runs
    .map(({ from, to }) => ({ from: Math.max(0, from), to: Math.min(to, end) }))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from);
  for (const run of ordered) {
    const last = clipped.at(-1);
    if (last !== undefined && run.from <= last.to)
      clipped[clipped.length - 1] = { from: last.from, to: Math.max(last.to, run.to) };
    else clipped.push(run);
  }
  return clipped;
}

export const countRuns = (runs: readonly ChunkRun[]): number =>
  runs.reduce((sum, { from, to }) => sum + to - from, 0);

export function firstOf(runs: readonly ChunkRun[], limit: number): number[] {
  const indexes: number[] = [];
  for (const { from, to } of runs)
    for (let index = from; index < to && indexes.length < limit; index += 1) indexes.push(index);
  return indexes;
}

export function withoutChunk(runs: readonly ChunkRun[], index: number): ChunkRun[] {
  return runs.flatMap(({ from, to }) =>
    index < from || index >= to
      ? [{ from, to }]
      : [
          { from, to: index },
          { from: index + 1, to },
        ].filter((run) => run.from < run.to),
  );
}

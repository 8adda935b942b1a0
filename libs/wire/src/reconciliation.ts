import { createHash } from 'node:crypto';
import {
  type LedgerName,
  type LedgerRow,
  type LinkId,
  parseSha256,
  type Span,
  type Spans,
  type StateCode,
} from '#kernel';
import { canonicalJson } from './canonical-json.js';

/** Numbers that one digest stands for. */
export const blockSize = 64;
/** Most blocks of one span: a busier link is compared in several parts. */
export const maxBlocks = 128;
export const maxSpan = blockSize * maxBlocks;

/** A number that one State has otherwise than the other; null: not at all. */
export interface Difference {
  readonly ledger: LedgerName;
  /** The State that gave the number. */
  readonly by: StateCode;
  readonly number: number;
  /** Words of the State that gave the number, and of the one that took it. */
  readonly given: string | null;
  readonly taken: string | null;
}

/**
 * Summary of what a State holds of the numbers `from` (exclusive) to `to`: SHA-256 per 64 numbers over the lines
 * `<number> <text>\n` of those it has, ascending.
 * @throws RangeError for rows out of order or outside, or a span above 8,192 numbers
 */
export function spanOf(rows: readonly LedgerRow[], from: number, to: number): Span {
  if (to < from || to - from > maxSpan) throw new RangeError(`span ${from} to ${to}`);
  const hashes = Array.from({ length: Math.ceil((to - from) / blockSize) }, () =>
    createHash('sha256'),
  );
  let last = from;
  for (const { number, text } of rows) {
    if (number <= last || number > to) throw new RangeError(`row ${number}`);
    hashes[blockOf(from, number)]?.update(`${number} ${text}\n`);
    last = number;
  }
  return { from, to, blocks: hashes.map((hash) => parseSha256(hash.digest('hex'))) };
}

const blockOf = (from: number, number: number): number =>
  Math.floor((number - from - 1) / blockSize);

/** Places of the blocks in which the two digests differ. */
export const blocksApart = (mine: Span, theirs: Span): readonly number[] =>
  mine.blocks.flatMap((block, at) => (block === theirs.blocks[at] ? [] : [at]));

/** Rows of one block. */
export const rowsOfBlock = (
  rows: readonly LedgerRow[],
  { from }: Span,
  block: number,
): readonly LedgerRow[] => rows.filter(({ number }) => blockOf(from, number) === block);

/** Whether both spans speak of the same numbers: only then can they be compared. */
export const sameNumbers = (a: Span, b: Span): boolean =>
  a.from === b.from && a.to === b.to && a.blocks.length === b.blocks.length;

/** Compares what both hold, ascending. Empty exactly when both say the same of every number. */
export function compareLedgers(
  which: Pick<Difference, 'ledger' | 'by'>,
  given: readonly LedgerRow[],
  taken: readonly LedgerRow[],
): Difference[] {
  const byNumber = (rows: readonly LedgerRow[]): ReadonlyMap<number, string> =>
    new Map(rows.map((row) => [row.number, row.text]));
  const [a, b] = [byNumber(given), byNumber(taken)];
  return [...new Set([...a.keys(), ...b.keys()])]
    .sort((x, y) => x - y)
    .filter((number) => a.get(number) !== b.get(number))
    .map((number) => ({
      ...which,
      number,
      given: a.get(number) ?? null,
      taken: b.get(number) ?? null,
    }));
}

/** Report that both States sign of one day and part of their link. */
export interface ReconciliationReport {
  readonly link: LinkId;
  readonly day: string;
  readonly part: number;
  /** The one at end 1 first. */
  readonly states: readonly [StateCode, StateCode];
  /** Rows that each gave, in that order. */
  readonly given: readonly [Spans, Spans];
  /** Of the first four blocks that differ, in the order of giver, ledger, number: at most 256. */
  readonly differences: readonly Difference[];
  /** Numbers above `from` up to `to` of further blocks that differ, in the same order; none when `complete`. */
  readonly unlisted: readonly UnlistedNumbers[];
  readonly complete: boolean;
}

export interface UnlistedNumbers {
  readonly ledger: LedgerName;
  readonly by: StateCode;
  readonly from: number;
  readonly to: number;
}

/** Canonical bytes: both States make the same from the same facts. Digests are folded into one a span. */
export function encodeReport({ given, ...report }: ReconciliationReport): string {
  const fold = ({ from, to, blocks }: Span): object => ({
    from,
    to,
    sha256: createHash('sha256').update(blocks.join('\n')).digest('hex'),
  });
  const json = canonicalJson({
    typ: 'liaise-reconciliation',
    v: 1,
    ...report,
    given: given.map(({ messages, receipts }) => ({
      messages: fold(messages),
      receipts: fold(receipts),
    })),
  });
  return Buffer.from(json).toString();
}

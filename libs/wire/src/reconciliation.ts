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

export const blockSize = 64;
export const maxBlocks = 128;
export const maxSpan = blockSize * maxBlocks;

export interface Difference {
  readonly ledger: LedgerName;
  readonly by: StateCode;
  readonly number: number;
  readonly given: string | null;
  readonly taken: string | null;
}

/**
 * Digests of the rows numbered from `from + 1` to `to`: one SHA-256 for each 64 numbers, over lines `<number> <text>\n`.
 * @throws RangeError for unordered rows, rows outside this range, or a range above 8,192 numbers
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

export const blocksApart = (mine: Span, theirs: Span): readonly number[] =>
  mine.blocks.flatMap((block, at) => (block === theirs.blocks[at] ? [] : [at]));

export const rowsOfBlock = (
  rows: readonly LedgerRow[],
  { from }: Span,
  block: number,
): readonly LedgerRow[] => rows.filter(({ number }) => blockOf(from, number) === block);

export const sameNumbers = (a: Span, b: Span): boolean =>
  a.from === b.from && a.to === b.to && a.blocks.length === b.blocks.length;

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

export interface ReconciliationReport {
  readonly link: LinkId;
  readonly day: string;
  readonly part: number;
  readonly states: readonly [StateCode, StateCode];
  readonly given: readonly [Spans, Spans];
  readonly differences: readonly Difference[];
  readonly unlisted: readonly UnlistedNumbers[];
  readonly complete: boolean;
}

export interface UnlistedNumbers {
  readonly ledger: LedgerName;
  readonly by: StateCode;
  readonly from: number;
  readonly to: number;
}

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

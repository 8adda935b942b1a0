import {
  type LedgerName,
  ledgerNames,
  type LedgerRow,
  type LinkId,
  type NamedRow,
  type Span,
  type Spans,
  type StateCode,
} from '#kernel';
import type { Ledgers } from '#mailbox';
import type { Tx } from '#store';
import {
  blocksApart,
  blockSize,
  compareLedgers,
  type Difference,
  maxSpan,
  rowsOfBlock,
  sameNumbers,
  spanOf,
  type UnlistedNumbers,
} from '#wire';

/** Maximum number of differing ledger blocks that one statement lists row by row. Statements have a size limit. */
const mostBlocks = 4;

type Rows = Readonly<Record<LedgerName, readonly LedgerRow[]>>;

export interface View {
  readonly given: Spans;
  readonly taken: Spans;
  readonly givenRows: Rows;
  readonly takenRows: Rows;
}

export interface PeerView {
  readonly given: Spans;
  readonly taken: Spans;
  readonly rows: readonly NamedRow[];
}

export interface Names {
  readonly own: StateCode;
  readonly peer: StateCode;
}

const each = async <T>(make: (name: LedgerName) => Promise<T>): Promise<Record<LedgerName, T>> => ({
  messages: await make('messages'),
  receipts: await make('receipts'),
});

export function givenAfter(
  tx: Tx,
  ledgers: Ledgers,
  linkId: LinkId,
  before: { readonly own: Spans } | undefined,
): Promise<Spans> {
  return each(async (name) => {
    const first = before?.own[name].to ?? 0;
    const to = await ledgers.settledTo(tx, linkId, name, { from: first, limit: maxSpan });
    return spanOf(await ledgers.given(tx, linkId, name, { from: first, to }), first, to);
  });
}

export async function viewOf(
  tx: Tx,
  ledgers: Ledgers,
  linkId: LinkId,
  { given, theirs }: { readonly given: Spans; readonly theirs: Spans },
): Promise<View> {
  const rows = (what: 'given' | 'taken', spans: Spans): Promise<Rows> =>
    each((name) => ledgers[what](tx, linkId, name, spans[name]));
  const [givenRows, takenRows] = [await rows('given', given), await rows('taken', theirs)];
  const spans = (of: Rows, numbers: Spans): Promise<Spans> =>
    each((name) => Promise.resolve(spanOf(of[name], numbers[name].from, numbers[name].to)));
  return {
    given: await spans(givenRows, given),
    taken: await spans(takenRows, theirs),
    givenRows,
    takenRows,
  };
}

interface Apart {
  readonly ledger: LedgerName;
  readonly by: StateCode;
  readonly block: number;
  readonly mine: Span;
  readonly theirs: Span;
  readonly rows: readonly LedgerRow[];
}

function apart(view: View, other: Omit<PeerView, 'rows'>, names: Names): readonly Apart[] {
  return [names.own, names.peer].sort().flatMap((by) =>
    ledgerNames.flatMap((ledger) => {
      const own = by === names.own;
      const mine = own ? view.given[ledger] : view.taken[ledger];
      const theirs = own ? other.taken[ledger] : other.given[ledger];
      const rows = own ? view.givenRows[ledger] : view.takenRows[ledger];
      return blocksApart(mine, theirs).map((block) => ({ ledger, by, block, mine, theirs, rows }));
    }),
  );
}

const named = ({ ledger, by, block, mine, rows }: Apart): NamedRow[] =>
  rowsOfBlock(rows, mine, block).map((row) => ({ ...row, ledger, by }));

export const rowsShown = (view: View, other: Omit<PeerView, 'rows'>, names: Names): NamedRow[] =>
  apart(view, other, names).slice(0, mostBlocks).flatMap(named);

const ofBlock = (rows: readonly NamedRow[], { ledger, by, block, mine }: Apart): LedgerRow[] =>
  rowsOfBlock(
    rows.filter((row) => row.ledger === ledger && row.by === by),
    mine,
    block,
  ).map(({ number, text }) => ({ number, text }));

/**
 * Returns true if the neighbour's rows match the neighbour's block digests, otherwise false. Keeps rows that contradict the
 * digests out of the signed report.
 */
export function rowsFit(view: View, other: PeerView, names: Names): boolean {
  const shown = apart(view, other, names).slice(0, mostBlocks);
  const rows = shown.map((block) => ofBlock(other.rows, block));
  if (rows.reduce((sum, { length }) => sum + length, 0) !== other.rows.length) return false;
  try {
    return shown.every(({ theirs, block }, i) => {
      const { from, to } = theirs;
      return spanOf(rows[i] ?? [], from, to).blocks[block] === theirs.blocks[block];
    });
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

export function differencesOf(view: View, other: PeerView, names: Names): Difference[] {
  return apart(view, other, names)
    .slice(0, mostBlocks)
    .flatMap((block) => {
      const { ledger, by } = block;
      const [mine, theirs] = [named(block), ofBlock(other.rows, block)];
      return by === names.own
        ? compareLedgers({ ledger, by }, mine, theirs)
        : compareLedgers({ ledger, by }, theirs, mine);
    });
}

export function unlistedOf(
  view: View,
  other: Omit<PeerView, 'rows'>,
  names: Names,
): UnlistedNumbers[] {
  const ranges: UnlistedNumbers[] = [];
  for (const { ledger, by, block, mine } of apart(view, other, names).slice(mostBlocks)) {
    const from = mine.from + block * blockSize;
    const to = Math.min(from + blockSize, mine.to);
    const last = ranges.at(-1);
    if (last?.ledger === ledger && last.by === by && last.to === from) {
      ranges.pop();
      ranges.push({ ...last, to });
    } else ranges.push({ ledger, by, from, to });
  }
  return ranges;
}

export const wellFormed = (spans: Spans): boolean =>
  ledgerNames.every((name) => {
    const { from, to, blocks } = spans[name];
    return (
      to >= from && to - from <= maxSpan && blocks.length === spanOf([], from, to).blocks.length
    );
  });

export const ofSameNumbers = (a: Spans, b: Spans): boolean =>
  ledgerNames.every((name) => sameNumbers(a[name], b[name]));

export const equalSpans = (a: Spans, b: Spans): boolean =>
  ledgerNames.every((name) => {
    const [one, other]: readonly Span[] = [a[name], b[name]];
    return (
      one !== undefined &&
      other !== undefined &&
      sameNumbers(one, other) &&
      one.blocks.every((block, i) => block === other.blocks[i])
    );
  });

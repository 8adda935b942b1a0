import {
  type LedgerName,
  ledgerNames,
  type LedgerRow,
  type LinkId,
  type NamedRow,
  type Span,
  type Spans,
  type StateCode,
} from '#model';
import type { Ledgers } from '#mailbox';
import type { Tx } from '#store';
import { compareLedgers, type Difference, maxSpan, rowsToShow, sameNumbers, spanOf } from '#wire';

/** Rows of one statement, and differences of one report. */
export const mostRows = 512;

type Rows = Readonly<Record<LedgerName, readonly LedgerRow[]>>;

/** What one State holds of both directions of a link. */
export interface View {
  readonly given: Spans;
  readonly taken: Spans;
  readonly givenRows: Rows;
  readonly takenRows: Rows;
}

/** The same, as the other State told it: rows only of blocks that differ. */
export interface Told {
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

/** What this State gave above `from` and is sure of. */
export function givenFrom(
  tx: Tx,
  ledgers: Ledgers,
  linkId: LinkId,
  from: Readonly<Record<LedgerName, number>>,
): Promise<Spans> {
  return each(async (name) => {
    const to = await ledgers.settledTo(tx, linkId, name, from[name], maxSpan);
    return spanOf(await ledgers.given(tx, linkId, name, from[name], to), from[name], to);
  });
}

/** Own rows within the numbers of `given` (own) and `theirs` (the neighbour's). */
export async function viewOf(
  tx: Tx,
  ledgers: Ledgers,
  linkId: LinkId,
  given: Spans,
  theirs: Spans,
): Promise<View> {
  const rows = (what: 'given' | 'taken', spans: Spans): Promise<Rows> =>
    each((name) => ledgers[what](tx, linkId, name, spans[name].from, spans[name].to));
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

/** What the other must see of ours: rows of the blocks in which we differ, of both directions. */
export function rowsShown(view: View, other: Omit<Told, 'rows'>, names: Names): NamedRow[] {
  return ledgerNames.flatMap((ledger) => [
    ...rowsToShow(view.givenRows[ledger], view.given[ledger], other.taken[ledger]).map((row) => ({
      ...row,
      ledger,
      by: names.own,
    })),
    ...rowsToShow(view.takenRows[ledger], view.taken[ledger], other.given[ledger]).map((row) => ({
      ...row,
      ledger,
      by: names.peer,
    })),
  ]);
}

/** Every difference, in one order for both States: by giver, ledger, number. */
export function differencesOf(view: View, other: Told, names: Names): Difference[] {
  const theirs = (ledger: LedgerName, by: StateCode): readonly LedgerRow[] =>
    other.rows.filter((row) => row.ledger === ledger && row.by === by);
  const ours = rowsShown(view, other, names);
  const mine = (ledger: LedgerName, by: StateCode): readonly LedgerRow[] =>
    ours.filter((row) => row.ledger === ledger && row.by === by);
  return [names.own, names.peer]
    .sort()
    .flatMap((by) =>
      ledgerNames.flatMap((ledger) =>
        by === names.own
          ? compareLedgers({ ledger, by }, mine(ledger, by), theirs(ledger, by))
          : compareLedgers({ ledger, by }, theirs(ledger, by), mine(ledger, by)),
      ),
    );
}

/** Whether a neighbour's spans are of the form that `spanOf` makes. */
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

import { type LedgerRow, parseStateCode, type Spans } from '#kernel';
import { aStatement } from '../../../test/support/builders.js';
import { linkOf } from '../../../test/support/journal.js';
import {
  differencesOf,
  rowsFit,
  rowsShown,
  unlistedOf,
  type View,
} from './reconciliation.queries.js';
import { encodeReport, encodeStatement, maxSpan, spanOf } from '#wire';

const [xa, xb] = [parseStateCode('XA'), parseStateCode('XB')];
const [ofA, ofB] = [
  { own: xa, peer: xb },
  { own: xb, peer: xa },
];
const size = 64 * 20;
const all = Array.from({ length: size }, (_, i): LedgerRow => {
  return { number: i + 1, text: i.toString(16).padStart(64, '0') };
});
const nothing = { from: 0, to: 0, blocks: [] };
const spans = (rows: readonly LedgerRow[]): Spans => ({
  messages: spanOf(rows, 0, size),
  receipts: nothing,
});
const none: Spans = { messages: nothing, receipts: nothing };
const empty = { messages: [], receipts: [] };

function viewsOf(taken: readonly LedgerRow[]): { a: View; b: View } {
  const rows = (messages: readonly LedgerRow[]) => ({ messages, receipts: [] });
  return {
    a: { given: spans(all), taken: none, givenRows: rows(all), takenRows: empty },
    b: { given: none, taken: spans(taken), givenRows: empty, takenRows: rows(taken) },
  };
}

describe('what two States show each other of their link', () => {
  // One message of each block: more than one statement can show.
  const taken = all.filter(({ number }) => number % 64 !== 7);
  const { a, b } = viewsOf(taken);
  const shownByA = { given: a.given, taken: a.taken, rows: rowsShown(a, b, ofA) };
  const shownByB = { given: b.given, taken: b.taken, rows: rowsShown(b, a, ofB) };

  it('leads both to the same differences, however many blocks differ', () => {
    const found = differencesOf(a, shownByB, ofA);
    expect(found).toEqual(differencesOf(b, shownByA, ofB));
    expect(found.map(({ number, taken: held }) => [number, held])).toEqual(
      Array.from({ length: 4 }, (_, block) => [block * 64 + 7, null]),
    );
    const unlisted = unlistedOf(a, b, ofA);
    expect(unlisted).toEqual(unlistedOf(b, a, ofB));
    expect(unlisted).toEqual([{ ledger: 'messages', by: xa, from: 256, to: size }]);
    expect(shownByA.rows).toHaveLength(256);
  });

  it('fits its digests; rows of other blocks, changed and missing ones do not', () => {
    expect(rowsFit(a, shownByB, ofA)).toBe(true);
    expect(rowsFit(b, shownByA, ofB)).toBe(true);
    const [first, ...rest] = shownByB.rows;
    if (first === undefined) throw new Error('no rows');
    for (const rows of [
      rest,
      [{ ...first, text: 'f'.repeat(64) }, ...rest],
      [...shownByB.rows, first],
      [...shownByB.rows, { ...first, number: 300 }],
      [...shownByB.rows, { ...first, number: 100_000 }],
      [...shownByB.rows, { ...first, by: xb }],
    ])
      expect(rowsFit(a, { ...shownByB, rows }, ofA)).toBe(false);
  });

  it('is nothing where both hold the same', () => {
    const same = viewsOf(all);
    expect(rowsShown(same.a, same.b, ofA)).toEqual([]);
    expect(unlistedOf(same.a, same.b, ofA)).toEqual([]);
    // Rows of uncompared numbers could make a State sign that it lacks them.
    const row = { number: 5, text: 'f'.repeat(64), ledger: 'messages', by: xa } as const;
    expect(rowsFit(same.a, { ...same.b, rows: [row] }, ofA)).toBe(false);
  });

  it('fits one statement, however much differs of however busy a link', () => {
    const from = 8_000_000_000_000_000;
    const numbers = Array.from({ length: maxSpan }, (_, i) => from + i + 1);
    // Every second block differs, so ranges do not merge.
    const rows = (fill: string): LedgerRow[] =>
      numbers.map((number, i) => {
        const differs = Math.floor(i / 64) % 2 === 0;
        const text = (differs ? fill : '0').repeat(64);
        return { number, text: `${text.slice(0, 32)} ${text}` };
      });
    const [mine, theirs] = [rows('a'), rows('b')];
    const both = (of: LedgerRow[]): Spans => {
      const span = spanOf(of, from, from + maxSpan);
      return { messages: span, receipts: span };
    };
    const [mineOf, theirsOf] = [
      { messages: mine, receipts: mine },
      { messages: theirs, receipts: theirs },
    ];
    const a = { given: both(mine), taken: both(mine), givenRows: mineOf, takenRows: mineOf };
    const b = {
      given: both(theirs),
      taken: both(theirs),
      givenRows: theirsOf,
      takenRows: theirsOf,
    };
    const shownByPeer = { given: b.given, taken: b.taken, rows: rowsShown(b, a, ofB) };
    expect(rowsFit(a, shownByPeer, ofA)).toBe(true);
    const unlisted = unlistedOf(a, b, ofA);
    expect(unlisted).toHaveLength(4 * 64 - 4);
    const report = encodeReport({
      ...{ link: linkOf(1), day: '2026-03-01', part: 9_999, states: [xa, xb], unlisted },
      given: [a.given, b.given],
      differences: differencesOf(a, shownByPeer, ofA),
      complete: false,
    });
    const body = { phase: 'REPORT', day: '2026-03-01', part: 9_999, report } as const;
    const shown = { given: a.given, taken: a.taken, rows: rowsShown(a, b, ofA) };
    const statement = aStatement('reconciliation', { body: { ...body, ...shown } });
    expect(encodeStatement(statement).length).toBeGreaterThan(100_000);
  });
});

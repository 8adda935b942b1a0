import { describe, expect, it } from '@jest/globals';
import type { Document, DocumentId, MessageId, Timestamp } from '#kernel';
import { aDocumentId, aDocumentOf, aHash, aMessageId } from '../../../../test/support/builders.js';
import { bodyOf } from '../../../../test/support/bodies.js';
import type { Listening } from '../listening.rules.js';
import { packageBounds } from '../packages.lists.js';
import {
  asksFor,
  indexedAsks,
  isSayable,
  isSilent,
  isTurnOf,
  type NeighbourAsk,
  type ShownDocument,
  waitedFor,
  withAnswer,
  withDelay,
  withSaying,
  withSilence,
  withWaiting,
} from './asks.rules.js';
import type { PackageAnswer } from './custody-record.schema.js';

const at = '2026-03-02T12:00:00.000Z' as Timestamp;
const ids = { one: aDocumentId('one'), two: aDocumentId('two') };
const said = (name: keyof typeof ids): ShownDocument => ({
  document: { ...aDocumentOf('response'), id: ids[name] },
  sha256: aHash(name),
});
const consent = (
  names: readonly (keyof typeof ids)[],
  body: Partial<Document<'evidence-consent'>['body']> = {},
  composedAt = '2026-03-01T12:00:00.000Z',
): ShownDocument => {
  const items = names.map((name) => ({
    ...{ document: ids[name], sha256: aHash(name), attachments: [] },
  }));
  const id = aDocumentId(`consent ${names.join()} ${composedAt}`);
  const of = { ...bodyOf['evidence-consent'](), items, custodyRecord: true, ...body };
  const document = aDocumentOf('evidence-consent', {
    ...{ id, composedAt: composedAt as Timestamp, body: of },
  });
  return { document, sha256: aHash(id) };
};
let made = 0;
const newAsk = (): MessageId => aMessageId(`ask ${(made += 1)}`);
const asked = (...came: ShownDocument[]) =>
  asksFor([said('one'), said('two'), ...came], at, newAsk);

describe('asks for entries of the neighbour', () => {
  it('name the documents that a consent covers and that came', () => {
    const [first, ...more] = asked(consent(['one', 'two']));
    expect(more).toEqual([]);
    expect(first).toMatchObject({ items: [aHash('one'), aHash('two')], part: 0, outcome: null });
  });

  it('are made by the newest consent first, and once for each document', () => {
    const newer = consent(['one'], {}, '2026-03-01T13:00:00.000Z');
    const found = asked(consent(['one', 'two']), newer);
    expect(found.map(({ items }) => items)).toEqual([[aHash('one')], [aHash('two')]]);
    expect(found[0]?.consent).toBe(newer.document.id);
  });

  it.each([
    ['says nothing of it', consent(['one'], { custodyRecord: false })],
    ['refuses', consent(['one'], { outcome: 'REFUSED' })],
    ['has ended', consent(['one'], { expiresAt: '2026-03-02T11:00:00.000Z' as Timestamp })],
  ])('are none where the consent %s', (_, which) => {
    expect(asked(which)).toEqual([]);
  });

  it('are none for a document that is not given out, or of other bytes', () => {
    const other = { ...said('one'), sha256: aHash('other') };
    expect(asksFor([other, consent(['one', 'two'])], at, newAsk)).toEqual([]);
  });
});

const now = Date.parse(at);
const after = (ms: number, since = now): Listening => ({ since, now: now + ms });
const sayAfter = (ask: NeighbourAsk, ms: number): NeighbourAsk => withSaying(ask, after(ms));
const open = asked(consent(['one']))[0] as NeighbourAsk;
const answer = (members: Partial<PackageAnswer> = {}): PackageAnswer => ({
  ...{ ask: open.ask, refused: null, part: 0, parts: 2, entries: [] },
  checkpoint: 'xb.example/log\n42\nroot\n',
  ...members,
});

describe('an answer of the neighbour', () => {
  const first = withAnswer(open, answer(), 0, after(0));

  it('is one of several parts, all under one size', () => {
    expect(first).toMatchObject({ part: 1, parts: 2, size: 42, outcome: null, saidAt: null });
    const last = withAnswer(first, answer({ part: 1 }), 0, after(0));
    expect(last).toMatchObject({ part: 2, outcome: 'GIVEN' });
    expect(indexedAsks([last])).toEqual([{ consent: open.consent, outcome: 'GIVEN', answers: 2 }]);
  });

  it('changes nothing where it comes twice or out of order', () => {
    expect(withAnswer(first, answer(), 0, after(0))).toBe(first);
    expect(withAnswer(open, answer({ part: 1 }), 0, after(0))).toBe(open);
  });

  it('ends the ask where it refuses, at whatever part', () => {
    const refused = answer({ refused: 'CUSTODY_WITHHELD', part: 1, parts: 0, checkpoint: '' });
    const ended = withAnswer(first, refused, 0, after(0));
    expect(indexedAsks([ended])).toEqual([
      { consent: open.consent, outcome: 'WITHHELD', answers: 0 },
    ]);
  });

  it.each([
    ['of another size', { part: 1, checkpoint: 'xb.example/log\n43\nroot\n' }],
    ['of more parts than the first said', { part: 1, parts: 3 }],
    ['of no checkpoint', { part: 1, checkpoint: 'words' }],
  ])('is not taken where it is %s', (_, members) => {
    expect(withAnswer(first, answer(members), 0, after(0)).outcome).toBe('INVALID');
  });

  it('is not taken where it is more than a package holds', () => {
    expect(withAnswer(open, answer({ parts: 171 }), 0, after(0)).outcome).toBeNull();
    expect(withAnswer(open, answer({ parts: 171 }), 1, after(0)).outcome).toBe('INVALID');
    expect(withAnswer(open, answer({ parts: 0 }), 0, after(0)).outcome).toBe('INVALID');
  });

  it('is waited for a bounded time, from when the part was first asked for', () => {
    const { neighbourMs } = packageBounds;
    const silentAfter = (ask: NeighbourAsk, ms: number): boolean => isSilent(ask, 0, after(ms));
    const first = sayAfter(open, 0);
    expect([neighbourMs, neighbourMs + 1].map((ms) => silentAfter(first, ms))).toEqual([
      ...[false, true],
    ]);
    const again = sayAfter(first, neighbourMs - 60_000);
    expect(silentAfter(again, neighbourMs)).toBe(false);
    expect(silentAfter(again, neighbourMs + 1)).toBe(true);
    const next = sayAfter(withAnswer(again, answer(), 0, after(neighbourMs)), neighbourMs);
    expect(silentAfter(next, 2 * neighbourMs)).toBe(false);
    expect(silentAfter(next, 2 * neighbourMs + 1)).toBe(true);
  });

  it('is never missing where nobody was asked for it, however late it is', () => {
    const { neighbourAllMs } = packageBounds;
    const late = after(9 * neighbourAllMs);
    expect(isSilent(open, 2 * neighbourAllMs, late)).toBe(false);
    const further = withAnswer(sayAfter(open, 0), answer(), 0, after(neighbourAllMs));
    expect(isSilent(further, 2 * neighbourAllMs, late)).toBe(false);
  });

  it('may still come after this State was off: it is asked for anew, and waited for', () => {
    const { neighbourMs, neighbourAllMs, againMs } = packageBounds;
    const before = sayAfter(sayAfter(open, 0), 200_000);
    const back = 9 * neighbourMs;
    const since = (ms: number): Listening => after(back + ms, now + back);
    expect(isSilent(before, 0, since(0))).toBe(false);
    expect(isSilent(before, 0, since(neighbourMs + 1))).toBe(false);
    expect(isSayable(before, now + back)).toBe(true);
    const anew = withSaying(before, since(0));
    const left = neighbourMs - 200_000;
    expect(isSilent(anew, 0, since(left))).toBe(false);
    expect(isSilent(anew, 0, since(left + 1))).toBe(true);
    // Whatever was waited before, and for others: time to answer is left after each saying.
    expect(isSilent(anew, neighbourAllMs, since(againMs))).toBe(false);
    expect(isSilent({ ...anew, waitedMs: neighbourMs }, 0, since(againMs))).toBe(false);
    expect(isSilent({ ...anew, waitedMs: neighbourMs }, 0, since(againMs + 1))).toBe(true);
    // What came at once after that costs nothing either.
    expect(withAnswer(before, answer(), 0, since(0)).spentMs).toBe(200_000);
  });

  it('costs all asks of a package a bounded time, of which each has its own share', () => {
    const { neighbourMs, neighbourAllMs, againMs } = packageBounds;
    const other = sayAfter(open, 0);
    expect(isSilent(other, neighbourAllMs, after(neighbourMs))).toBe(false);
    expect(isSilent(other, neighbourAllMs, after(neighbourMs + 1))).toBe(true);
    const further = sayAfter({ ...open, part: 1, spentMs: neighbourMs }, 0);
    const beside = neighbourAllMs - neighbourMs;
    expect(isSilent(further, beside, after(againMs))).toBe(false);
    expect(isSilent(further, beside, after(againMs + 1))).toBe(true);
    expect(isSilent(further, beside - againMs - 1, after(againMs + 1))).toBe(false);
  });

  it('ends in time, however slowly a neighbour answers part by part', () => {
    const { neighbourMs, neighbourAllMs } = packageBounds;
    let [slow, ms] = [sayAfter(open, 0), 0];
    while (!isSilent(slow, 0, after((ms += neighbourMs - 60_000))))
      slow = sayAfter(withAnswer(slow, answer({ part: slow.part, parts: 171 }), 0, after(ms)), ms);
    expect([slow.outcome, slow.part]).toEqual([null, 30]);
    expect(ms).toBeGreaterThan(neighbourAllMs);
    expect(ms).toBeLessThan(neighbourAllMs + neighbourMs);
    expect(waitedFor([withSilence(slow, after(ms)), open])).toBe(ms);
  });

  it('is waited for by rows that were written before the time was counted', () => {
    const { waitedMs: _waited, spentMs: _spent, ...old } = sayAfter(open, 0);
    const late = after(packageBounds.neighbourMs + 1);
    expect(isSilent(old, 0, late)).toBe(true);
    expect(waitedFor([old])).toBe(0);
    expect(withAnswer(old, answer(), 0, after(5)).spentMs).toBe(5);
  });

  it('is asked for again, later and later', () => {
    const { againMs } = packageBounds;
    const saidOnce = { ...open, saidAt: now, tries: 1 };
    expect(isSayable(open, now)).toBe(true);
    expect([againMs, againMs + 1].map((ms) => isSayable(saidOnce, now + ms))).toEqual([
      false,
      true,
    ]);
    expect(isSayable({ ...saidOnce, tries: 2 }, now + againMs + 1)).toBe(false);
    expect(isSayable({ ...saidOnce, tries: 9 }, now + 120_001)).toBe(true);
  });

  it('has all its time after an ask that could not leave for a while, but not for ever', () => {
    const { chanceMs, neighbourMs, neighbourAllMs } = packageBounds;
    let unsent = sayAfter(open, 0);
    for (let ms = 0; ms <= chanceMs; ms += 60_000) unsent = withDelay(unsent, after(ms));
    expect(unsent).toMatchObject({ outcome: null, unsentMs: chanceMs, waitedMs: 0 });
    expect(withDelay(unsent, after(chanceMs + 1)).outcome).toBe('SILENT');
    expect(isSilent(unsent, 0, after(chanceMs + neighbourMs))).toBe(false);
    expect(isSilent(unsent, neighbourAllMs, after(chanceMs + neighbourMs))).toBe(false);
    expect(isSilent(unsent, 0, after(chanceMs + neighbourMs + 1))).toBe(true);
    // Time in which this State was off counts nothing here either.
    const back = 9 * chanceMs;
    expect(withDelay(sayAfter(open, 0), after(back, now + back)).unsentMs).toBe(0);
  });

  it('is noted as it was waited for: ended, not sent yet, silent, or none of these', () => {
    const { neighbourMs } = packageBounds;
    const first = sayAfter(open, 0);
    const late = after(neighbourMs + 1);
    const none = { isUnsent: false, besideMs: 0 };
    expect(withWaiting(first, none, after(neighbourMs))).toBe(first);
    expect(withWaiting(first, none, late)).toEqual(withSilence(first, late));
    expect(withWaiting(first, { ...none, isUnsent: true }, late)).toEqual(withDelay(first, late));
    const given = { ...first, outcome: 'GIVEN' } as const;
    expect(withWaiting(given, { ...none, isUnsent: true }, late)).toBe(given);
  });

  it('is asked for again after the clock was turned back, and the time until then counts nothing', () => {
    const ahead = sayAfter(open, 3_600_000);
    expect(isSilent(ahead, packageBounds.neighbourAllMs, after(0))).toBe(false);
    expect(isSayable(ahead, now)).toBe(true);
    expect(withSaying(ahead, after(0))).toMatchObject({ saidAt: now, waitedMs: 0 });
    expect(withAnswer(ahead, answer(), 0, after(0)).spentMs).toBe(0);
  });

  it('is asked for while no other ask is on its way over the link', () => {
    const { turnMs, chanceMs } = packageBounds;
    const [mine, other] = [aMessageId('mine'), { ask: aMessageId('other'), at: now }];
    for (const isWaiting of [false, true]) {
      expect(isTurnOf(mine, undefined, now, isWaiting)).toBe(true);
      expect(isTurnOf(mine, { ask: mine, at: now }, now, isWaiting)).toBe(true);
      const pause = isWaiting ? chanceMs : turnMs;
      expect(isTurnOf(mine, other, now + pause, isWaiting)).toBe(false);
      expect(isTurnOf(mine, other, now + pause + 1, isWaiting)).toBe(true);
      expect(isTurnOf(mine, other, now - pause - 1, isWaiting)).toBe(true);
    }
  });

  it('leaves no open ask in an index', () => {
    expect(() => indexedAsks([open])).toThrow(RangeError);
    const none: readonly DocumentId[] = indexedAsks([]).map((each) => each.consent);
    expect(none).toEqual([]);
  });
});

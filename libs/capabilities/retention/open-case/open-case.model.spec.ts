import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { consentScopes } from '#capabilities/evidence/evidence.lists';
import { parseStateCode } from '#kernel';
import {
  erasureOf,
  lookAgainAt,
  openCaseOf as openCase,
  type CaseAct,
  type OpenCase,
  type OpenGround,
} from './open-case.model.js';

const day = (n: number): Date => new Date(Date.UTC(2026, 0, n));
const act = (typ: string, n: number, said: CaseAct['said'] = {}): CaseAct => ({
  ...{ typ, said },
  at: day(n),
});
const [own, peer] = [parseStateCode('XB'), parseStateCode('XA')];
const openCaseOf = (acts: readonly CaseAct[], now: Date): OpenCase | null =>
  openCase(acts, own, now);
const handed = (n: number): CaseAct => act('pkg.handed', n, { exhibit: 'border-police-2026-1' });
const consent = (n: number, until: Date | null = null, said: CaseAct['said'] = {}): CaseAct =>
  act('consent.granted', n, {
    ...{ document: 'consent', by: peer, scope: 'NAMED_PROCEEDINGS' },
    ...{ until: until && until.toISOString(), ...said },
  });
const request = (n: number, draft = false): CaseAct =>
  act('formal.requested', n, { document: 'request', draft });
const answer = (n: number, outcome: string): CaseAct =>
  act('formal.answered', n, { document: 'answer', request: 'request', outcome });
const recall = (n: number, document: string, what = 'RECALL'): CaseAct =>
  act('item.recalled', n, { document, act: what });

const grounds = (acts: readonly CaseAct[], now = day(20)): OpenGround | null =>
  openCaseOf(acts, now)?.ground ?? null;

describe('the case of a thread', () => {
  it('is not open without an act', () => {
    expect(openCaseOf([], day(1))).toBeNull();
    expect(
      grounds([act('consent.refused', 1, { document: 'consent' }), request(2, true)]),
    ).toBeNull();
  });

  it('is open for good once a package was handed over, since the newest act', () => {
    expect(openCaseOf([handed(1)], day(20))).toEqual({
      ...{ ground: 'PACKAGE_HANDED', since: day(1), until: null },
    });
    expect(openCaseOf([handed(1), consent(2), handed(3)], day(20))).toMatchObject({
      since: day(3),
    });
  });

  it('is opened by a consent to evidential use alone', () => {
    const open = consentScopes.filter((scope) => grounds([consent(1, null, { scope })]) !== null);
    expect(open).toEqual(['NAMED_PROCEEDINGS', 'ANY_CRIMINAL_PROCEEDINGS']);
  });

  it('counts consents of the neighbour from the first, until this State acts', () => {
    const since = (...acts: readonly CaseAct[]) => openCaseOf(acts, day(20))?.since;
    const of = (n: number, by = peer) => consent(n, null, { document: String(n), by });
    expect(since(of(1), of(2), of(3))).toEqual(day(1));
    expect(since(of(1), act('consent.withdrawn', 2, { document: '1', by: peer }), of(3))).toEqual(
      day(1),
    );
    expect(since(of(1), act('consent.requested', 2, { by: own }), of(3), of(4))).toEqual(day(3));
    expect(since(of(1), of(2, own))).toEqual(day(2));
    expect(since(of(1), handed(2), of(3), of(4))).toEqual(day(3));
    expect(since(consent(1, null, { scope: 'INVESTIGATION' }), of(2))).toEqual(day(2));
    // An unanswered formal request counts: this State may refuse it.
    expect(since(of(1), act('formal.requested', 2, { document: 'request', by: peer }))).toEqual(
      day(2),
    );
  });

  it('is delayed by consents of the neighbour once after each act of this State, however many it sends', () => {
    const sent = fc.array(fc.boolean(), { maxLength: 40 });
    fc.assert(
      fc.property(sent, (isOwn) => {
        const acts = isOwn.map((each, n) =>
          each ? handed(n + 1) : consent(n + 1, null, { document: String(n) }),
        );
        const times = acts.map((_, n) => openCaseOf(acts.slice(0, n + 1), day(400))?.since);
        const delays = new Set(times.map((each) => each?.getTime())).size;
        const ownActs = isOwn.filter((each) => each).length;
        expect(delays).toBeLessThanOrEqual(2 * ownActs + 1);
        // Never before the last act of this State.
        const last = isOwn.lastIndexOf(true);
        if (last >= 0)
          expect(times.at(-1)?.getTime()).toBeGreaterThanOrEqual(day(last + 1).getTime());
      }),
    );
  });

  it('is open while a consent stands: until it ends, or is taken back', () => {
    expect(grounds([consent(1)])).toBe('CONSENT_GRANTED');
    expect(openCaseOf([consent(1, day(21))], day(20))).toMatchObject({ until: day(21) });
    expect(grounds([consent(1, day(20))])).toBeNull();
    expect(grounds([consent(1), act('consent.withdrawn', 2, { document: 'consent' })])).toBeNull();
    expect(grounds([consent(1), recall(2, 'consent')])).toBeNull();
    expect(grounds([consent(1), recall(2, 'consent', 'NARROW')])).toBe('CONSENT_GRANTED');
    expect(grounds([consent(1), recall(2, 'another')])).toBe('CONSENT_GRANTED');
  });

  it('is open while a formal request stands: until it is executed, refused or taken back', () => {
    for (const outcome of ['ACKNOWLEDGED', 'POSTPONED'])
      expect(grounds([request(1), answer(2, outcome)])).toBe('FORMAL_REQUESTED');
    for (const outcome of ['EXECUTED', 'REFUSED'])
      expect(grounds([request(1), answer(2, outcome)])).toBeNull();
    expect(grounds([request(1), recall(2, 'request')])).toBeNull();
    // An answer without a request ends none.
    expect(
      grounds([request(1), act('formal.answered', 2, { request: null, outcome: 'REFUSED' })]),
    ).toBe('FORMAL_REQUESTED');
  });
});

describe('the erasure of an open case', () => {
  it('waits for a hold that was set after the newest act and was lifted', () => {
    const open = { since: day(10) };
    const of = (isHeld: boolean, held?: number) =>
      erasureOf(open, { isHeld, heldAt: held === undefined ? undefined : day(held) });
    expect([of(false), of(false, 9), of(false, 10)]).toEqual(
      Array.from({ length: 3 }, () => 'DECISION_NEEDED'),
    );
    expect(of(false, 11)).toBe('DECIDED');
    expect([of(true), of(true, 11)]).toEqual(['HELD', 'HELD']);
  });

  it('is never decided by a hold that was set before an act that stands, whatever their order', () => {
    const acts = fc.array(fc.integer({ min: 1, max: 300 }).map(handed), { minLength: 1 });
    fc.assert(
      fc.property(acts, fc.integer({ min: 1, max: 300 }), (all, held) => {
        const open = openCaseOf(all, day(400));
        const newest = Math.max(...all.map((each) => each.at.getTime()));
        const isLater = day(held).getTime() > newest;
        expect(open && erasureOf(open, { isHeld: false, heldAt: day(held) })).toBe(
          isLater ? 'DECIDED' : 'DECISION_NEEDED',
        );
      }),
    );
  });

  it('is looked at again when an act ends by itself, and once a day', () => {
    expect(lookAgainAt({ until: null }, day(1))).toEqual(day(2));
    expect(lookAgainAt({ until: day(9) }, day(1))).toEqual(day(2));
    const soon = new Date(day(1).getTime() + 1);
    expect(lookAgainAt({ until: soon }, day(1))).toEqual(soon);
  });
});

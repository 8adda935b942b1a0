import { aDocumentId } from '../../../../test/support/builders.js';
import type { Rest, Standing } from './life.facts.js';
import { changedSince } from './life.rules.js';

const [item, consent, other, recall] = ['item', 'consent', 'other', 'recall'].map(aDocumentId) as [
  ReturnType<typeof aDocumentId>,
  ReturnType<typeof aDocumentId>,
  ReturnType<typeof aDocumentId>,
  ReturnType<typeof aDocumentId>,
];
const day = (n: number): Date => new Date(Date.UTC(2026, 0, n));
const rests: readonly Rest[] = [
  { kind: 'ITEM', document: item },
  { kind: 'ITEM', document: consent },
  { kind: 'CONSENT', document: consent, until: day(20) },
];
const standing: Standing = { rests, recalls: [], now: day(10) };
describe('a package that is about to be made', () => {
  it('is made while all that it shows stands', () => {
    expect(changedSince(standing)).toBeUndefined();
    const elsewhere = { document: recall, act: 'RECALL', items: [other] } as const;
    expect(changedSince({ ...standing, recalls: [elsewhere] })).toBeUndefined();
  });

  it('is not made once a consent was withdrawn or has ended since, or an item taken back', () => {
    const withdrawn = { document: recall, act: 'RECALL', items: [consent] } as const;
    expect(changedSince({ ...standing, recalls: [withdrawn] })).toEqual({
      code: 'CONSENT_WITHDRAWN',
      cause: recall,
    });
    expect(changedSince({ ...standing, now: day(20) })).toEqual({
      code: 'CONSENT_EXPIRED',
      cause: consent,
    });
    for (const [act, code] of [
      ['RECALL', 'ITEM_RECALLED'],
      ['NARROW', 'ITEM_NARROWED'],
      ['CORRECT', 'ITEM_CORRECTED'],
    ] as const) {
      const recalls = [{ document: recall, act, items: [item] }];
      expect(changedSince({ ...standing, recalls })).toEqual({ code, cause: recall });
    }
  });

  it('is made with a recall that it shows itself', () => {
    const recalls = [{ document: recall, act: 'RECALL', items: [item] } as const];
    const shown = [...rests, { kind: 'RECALL', document: recall } as const];
    expect(changedSince({ ...standing, recalls, rests: shown })).toBeUndefined();
  });
});

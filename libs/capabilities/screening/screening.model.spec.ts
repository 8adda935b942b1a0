import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aDocument, aRequestWith, aScreening, at, days } from '../../../test/support/builders.js';
import { type RequestBody, requestTypeNames, requestTypes, type RequestType } from '#kernel';
import { bestInterests, consents, screeningAnswers } from './screening.type.js';
import { requireScreened, screeningDays, screeningFlaw } from './screening.model.js';

const types = ['NATIONALITY_VERIFICATION', 'TRAVEL_DOCUMENT', 'CONSULAR_NOTIFICATION'] as const;
const asked = (type: RequestType, screening: object | undefined) =>
  aDocument({ body: aRequestWith(type, 'screening', screening) });
const flaw = (type: RequestType, members: object) =>
  screeningFlaw(asked(type, { ...aScreening, ...members }));
const any = fc.constantFrom(...types);

describe('a request that tells a State about a person', () => {
  it('leaves when nothing speaks against it, and without a screening never', () => {
    for (const type of types) {
      expect(screeningFlaw(asked(type, aScreening))).toBeNull();
      expect(screeningFlaw(asked(type, undefined))).toBe('screening');
      expect(screeningFlaw(asked(type, {}))).toBe('asylumClaim');
    }
  });

  it('is kept back by every other answer than the harmless one, by its name, whatever the others are', () => {
    fc.assert(
      fc.property(
        any,
        fc.record({
          asylumClaim: fc.constantFrom(...screeningAnswers),
          appealPending: fc.constantFrom(...screeningAnswers),
          nonRefoulement: fc.constantFrom(...screeningAnswers),
          childBestInterests: fc.constantFrom(...bestInterests),
          consent: fc.constantFrom(undefined, ...consents),
        }),
        (type, answers) => {
          const { asylumClaim, appealPending, nonRefoulement, childBestInterests } = answers;
          const consented = type === 'CONSULAR_NOTIFICATION' ? ['YES'] : ['YES', undefined];
          const harmful = [
            ...(asylumClaim === 'NO' ? [] : ['asylumClaim']),
            ...(appealPending === 'NO' ? [] : ['appealPending']),
            ...(nonRefoulement === 'NO' ? [] : ['nonRefoulement']),
            ...(/^(NO_CHILD|SERVED)$/.test(childBestInterests) ? [] : ['childBestInterests']),
            ...(consented.includes(answers.consent) ? [] : ['consent']),
          ];
          expect(flaw(type, answers)).toBe(harmful[0] ?? null);
        },
      ),
    );
  });

  it('by whatever else stands there instead of an answer', () => {
    fc.assert(
      fc.property(
        any,
        fc.constantFrom(...Object.keys(aScreening).slice(0, 5)),
        fc.string(),
        (t, name, value) => {
          fc.pre(!['YES', 'NO', 'NO_CHILD', 'SERVED'].includes(value));
          expect(flaw(t, { [name]: value })).toBe(name);
        },
      ),
    );
  });

  it.each([
    [0, null],
    [days(screeningDays), null],
    [days(screeningDays) + 1, 'screenedAt'],
    [-1, 'screenedAt'],
  ])('found out %d minutes before it was composed', (minutes, expected) => {
    for (const type of types) expect(flaw(type, { screenedAt: at(-minutes) })).toBe(expected);
  });

  it('is judged alike whichever State it goes to, and whosever national the person is said to be', () => {
    const yes = { ...aScreening, asylumClaim: 'YES' };
    for (const state of ['XA', 'XB', 'XC'])
      for (const basis of ['CLAIMED', 'VERIFIED']) {
        const document = asked('TRAVEL_DOCUMENT', yes);
        const details = { ...(document.body.details as object), nationality: { state, basis } };
        const body = { ...document.body, details } as RequestBody;
        expect(screeningFlaw({ ...document, body })).toBe('asylumClaim');
      }
  });

  it('is refused by one code whatever keeps it back', () => {
    const refusalOf = (screening: object | undefined) =>
      requireScreened(asked('TRAVEL_DOCUMENT', screening));
    const forbids = (detail: string) => ({ code: 'SCREENING_FORBIDS', detail });
    expect(refusalOf(undefined)).toMatchObject(forbids('screening'));
    const yes = { ...aScreening, appealPending: 'YES' };
    expect(refusalOf(yes)).toMatchObject(forbids('appealPending'));
    expect(requireScreened(aDocument())).toBeUndefined();
  });

  it('is of these types alone', () => {
    for (const type of requestTypeNames)
      expect([type, screeningFlaw(asked(type, undefined))]).toEqual([
        type,
        types.some((each) => each === type) ? 'screening' : null,
      ]);
    for (const type of types)
      expect(requestTypes[type].form.map(({ name }) => name)).toContain('screening');
  });
});

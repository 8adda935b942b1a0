import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aDocument, aDocumentOf, anAttachment, bodyOf } from '../../../test/support/builders.js';
import { subjectLimits, subjectRestrictions } from './data-subjects.lists.js';
import { personSought, answerFactOf } from './found-files.model.js';
import type { SubjectFact } from './found-files.contract.js';
import {
  documentKinds,
  isOfDataSubject,
  type Body,
  parseDocument,
  compartmentOf,
  fileTypes,
  signersOf,
  mayReplyTo,
  nextState,
  subjectLineOf,
  threadStates,
  transitions,
} from '#kernel';

type Ask = Body<'data-subject-request'>;
type Answer = Body<'data-subject-answer'>;

const invalid = expect.objectContaining({ code: 'DOCUMENT_INVALID' }) as unknown;
const ask = (members: Partial<Ask> = {}) =>
  parseDocument(
    aDocumentOf('data-subject-request', {
      body: { ...bodyOf['data-subject-request'](), ...members },
    }),
  );
const answer = (members: Partial<Answer>) =>
  parseDocument(
    aDocumentOf('data-subject-answer', {
      body: { ...bodyOf['data-subject-answer'](), ...members },
    }),
  );
const found: SubjectFact = {
  ...({ thread: aDocument().thread, authority: 'harbour-office', peer: 'XC' } as object),
  ...{ side: 'ASKED', requestType: 'INFORMATION', state: 'ANSWERED', purpose: 'INVESTIGATION' },
  ...({ peerAuthority: 'coast-guard', by: ['NAME'], categories: ['WITNESS'] } as object),
  ...({ recipients: [{ state: 'XB', authority: 'harbour-office' }], recalled: false } as object),
  ...({ openedAt: aDocument().composedAt, updatedAt: aDocument().composedAt } as object),
  ...{ endedAt: null, reviewAt: aDocument().composedAt, eraseAt: null },
} as SubjectFact;
const fact = answerFactOf(found) as NonNullable<ReturnType<typeof answerFactOf>>;

describe('an ask about a person', () => {
  it('has a thread, a compartment and signers of its own', () => {
    const document = ask();
    expect(signersOf(document)).toEqual(['DATA_PROTECTION_OFFICER']);
    expect(compartmentOf('DATA_SUBJECT_REQUEST')).toBe('DATA_PROTECTION');
    expect(fileTypes.map(compartmentOf)).not.toContain('DATA_PROTECTION');
    expect(subjectLineOf(aDocumentOf('data-subject-request'))).toBe('DP 2026/17');
  });

  it('is looked for here as it was asked for there', () => {
    const { sought } = bodyOf['data-subject-request']();
    expect(personSought(sought)).toEqual(sought);
    expect(personSought({ names: ['A B'], numbers: [] }).birthDate).toBeNull();
  });

  it('names somebody: a name or a number is enough, a date of birth is not', () => {
    expect(() => ask({ sought: { names: [], birthDate: '1999-02-03', numbers: [] } })).toThrow(
      invalid,
    );
    for (const sought of [
      { names: ['A B'], numbers: [] },
      { names: [], numbers: ['P1'] },
    ])
      expect(() => ask({ sought })).not.toThrow();
  });

  it('wants its answer within the days that there are, of no day that has passed', () => {
    const day = (days: number): string =>
      new Date(Date.parse(aDocument().composedAt) + days * 86_400_000).toISOString().slice(0, 10);
    for (const days of [0, 1, subjectLimits.answerDays])
      expect(() => ask({ answerBy: day(days) })).not.toThrow();
    for (const days of [-1, subjectLimits.answerDays + 1, 400])
      expect(() => ask({ answerBy: day(days) })).toThrow(invalid);
  });

  it.each([
    [0, 1],
    [1, 2],
    [31, 2],
    [32, 3],
    [subjectLimits.answerDays, 4],
  ])('wanted in %d days, it is kept %d months or more: one longer than it waits', (days, least) => {
    const end = new Date(Date.parse(aDocument().composedAt) + days * 86_400_000);
    const body = { ...bodyOf['data-subject-request'](), answerBy: end.toISOString().slice(0, 10) };
    const kept = (retentionMonths: number) => () =>
      parseDocument(
        aDocumentOf('data-subject-request', {
          ...{ body, handling: { ...aDocument().handling, retentionMonths } },
        }),
      );
    expect(kept(least)).not.toThrow();
    expect(kept(least - 1)).toThrow('/handling/retentionMonths');
  });

  it('has no attachment, and its purpose is of no other document', () => {
    const purpose = 'DATA_SUBJECT_RIGHTS';
    for (const kind of documentKinds) {
      const isTheirs = isOfDataSubject(kind);
      const judged = (members: object) => () => parseDocument(aDocumentOf(kind, members));
      expect(judged({})).not.toThrow();
      if (isTheirs) {
        expect(judged({ attachments: [anAttachment()] })).toThrow(invalid);
        expect(judged({ purpose: 'INVESTIGATION' })).toThrow(invalid);
      } else expect(judged({ purpose })).toThrow(invalid);
    }
  });
});

describe('the answer to it', () => {
  it('tells what is held, or that there is more', () => {
    expect(() => answer({ outcome: 'HELD', facts: [fact], measure: 'ERASED' })).not.toThrow();
    expect(() => answer({ outcome: 'HELD', facts: [fact], withheld: true })).not.toThrow();
    expect(() => answer({ outcome: 'HELD', facts: [], withheld: true })).not.toThrow();
    expect(() => answer({ outcome: 'HELD', facts: [] })).toThrow(invalid);
    const restrictions = ['PUBLIC_SECURITY'] as const;
    expect(() => answer({ outcome: 'HELD', facts: [fact], restrictions })).toThrow(invalid);
  });

  it('that is restricted says why, and by nothing whether there is anything', () => {
    fc.assert(
      fc.property(
        fc.subarray([...subjectRestrictions]),
        fc.constantFrom([], [fact]),
        fc.constantFrom(undefined, true),
        fc.constantFrom(undefined, 'REFUSED' as const),
        (restrictions, facts, withheld, measure) => {
          const said = {
            ...{ outcome: 'RESTRICTED' as const, facts },
            ...(restrictions.length > 0 && { restrictions }),
            ...(withheld && { withheld }),
            ...(measure && { measure }),
          };
          const isBare = facts.length === 0 && withheld === undefined && measure === undefined;
          const judged = () => answer(said);
          if (restrictions.length > 0 && isBare) expect(judged).not.toThrow();
          else expect(judged).toThrow(invalid);
        },
      ),
    );
  });

  it('that nothing is held says no more', () => {
    expect(() => answer({ outcome: 'NOTHING_HELD' })).not.toThrow();
    expect(() => answer({ outcome: 'NOTHING_HELD', facts: [fact] })).toThrow(invalid);
    expect(() => answer({ outcome: 'NOTHING_HELD', withheld: true })).toThrow(invalid);
  });

  it('tells of a file what the person may know, not what brought it', () => {
    expect(Object.keys(fact)).not.toEqual(expect.arrayContaining(['by']));
    expect(fact).not.toHaveProperty('by');
    expect(fact).toMatchObject({ thread: found.thread, peer: 'XC', reviewAt: found.reviewAt });
    expect(fact).not.toHaveProperty('eraseAt');
    const many = Array.from({ length: 99 }, () => found.recipients[0] as never);
    expect(answerFactOf({ ...found, recipients: many })?.recipients).toHaveLength(
      subjectLimits.recipients,
    );
    expect(answerFactOf({ ...found, requestType: 'DATA_SUBJECT_REQUEST' })).toBeUndefined();
  });
});

describe('a thread of data protection officers', () => {
  it('is answered, and answered anew, or withdrawn; nobody says anything else in it', () => {
    const requestType = 'DATA_SUBJECT_REQUEST';
    const [answered, withdrawn] = ['data-subject-answer', 'data-subject-withdrawal'];
    const own: Readonly<Record<string, string>> = {
      [`${answered} ASKED SUBMITTED`]: 'ANSWERED',
      [`${answered} ASKED ANSWERED`]: 'ANSWERED',
      [`${withdrawn} ASKING SUBMITTED`]: 'WITHDRAWN',
    };
    // Both sides accept an answer that crosses a withdrawal.
    const crossed: Readonly<Record<string, string>> = {
      [`${answered} ASKED WITHDRAWN`]: 'ANSWERED',
      [`${withdrawn} ASKING ANSWERED`]: 'ANSWERED',
    };
    for (const received of [false, true])
      for (const state of threadStates)
        for (const by of ['ASKING', 'ASKED'] as const)
          for (const event of [...Object.keys(transitions.operation), answered, withdrawn]) {
            const next = () => nextState({ requestType, state }, event as never, by, received);
            const step = `${event} ${by} ${state}`;
            const to = own[step] ?? (received ? crossed[step] : undefined);
            if (to === undefined) expect(next).toThrow('TRANSITION_NOT_ALLOWED');
            else expect([step, next()]).toEqual([step, to]);
          }
  });

  it('has no reply but an answer and a withdrawal, which reply to nothing else', () => {
    const replies: Readonly<Partial<Record<string, readonly string[]>>> = {
      'data-subject-answer': ['data-subject-request', 'data-subject-answer'],
      'data-subject-withdrawal': ['data-subject-request'],
    };
    for (const kind of documentKinds)
      for (const parent of documentKinds) {
        if (!isOfDataSubject(kind) && !isOfDataSubject(parent)) continue;
        const may = replies[kind]?.includes(parent) === true;
        expect([kind, parent, mayReplyTo(kind, parent)]).toEqual([kind, parent, may]);
      }
  });
});

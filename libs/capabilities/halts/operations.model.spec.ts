import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  aDocument,
  aDocumentId,
  aDocumentOf,
  anAssessment,
  aRequestWith,
  at,
  days,
} from '../../../test/support/builders.js';
import {
  type Document,
  documentKinds,
  isOfDataSubject,
  opensThread,
  type DocumentKind,
  priorities,
  requestTypeNames,
  laneOf,
  mayReplyTo,
} from '#kernel';
import {
  assessedUntil,
  isStep,
  longestAssessmentHours,
  mostOpenHalts,
  openHalts,
  requireNew,
  requireSafe,
  type HaltMark,
  type OperationFacts,
} from './operations.model.js';

const facts = (members: Partial<OperationFacts> = {}): OperationFacts => ({
  requestType: 'CONTROLLED_DELIVERY',
  halts: [],
  haltedElsewhere: false,
  assessedUntil: at(60),
  ...members,
});
const operation = (assessment: object | undefined) =>
  aDocument({ body: aRequestWith('CONTROLLED_DELIVERY', 'assessment', assessment) });
const code = (act: () => void): string | null => {
  try {
    act();
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
};
const judged = (of: Partial<OperationFacts>, kind: DocumentKind, minutes = 0) =>
  code(() => {
    requireSafe(facts(of), aDocumentOf(kind), at(minutes));
  });
const held = openHalts([
  { document: aDocumentId('stop'), kind: 'halt', inReplyTo: null, direction: 'IN' },
]);
const steps: readonly DocumentKind[] = [
  'request',
  'spontaneous-information',
  'acknowledgement',
  'clarification-question',
  'clarification',
  'delay-notice',
  'response',
  'transfer-notice',
  'forward',
];

describe('a step of an operation', () => {
  it('is what takes it further; what stops, ends, refuses, takes back or assesses is none', () => {
    expect(documentKinds.filter(isStep)).toEqual(steps);
  });

  it('is not the request itself: its stop-word goes after it; but nobody else is asked while one holds elsewhere', () => {
    const request = operation(anAssessment());
    const stopped = facts({ halts: held, assessedUntil: null });
    expect(code(() => requireSafe(stopped, request, at()))).toBeNull();
    const elsewhere = facts({ haltedElsewhere: true, assessedUntil: null });
    expect(code(() => requireSafe(elsewhere, request, at()))).toBe('THREAD_HALTED');
  });

  it.each(documentKinds.filter((kind) => !opensThread(kind)))('%s', (kind) => {
    const step = steps.includes(kind);
    expect(judged({}, kind)).toBeNull();
    expect(judged({ halts: held }, kind)).toBe(step ? 'THREAD_HALTED' : null);
    expect(judged({ haltedElsewhere: true }, kind)).toBe(step ? 'THREAD_HALTED' : null);
    expect(judged({ assessedUntil: null }, kind)).toBe(step ? 'ASSESSMENT_NOT_CURRENT' : null);
    // To the millisecond, and from it on.
    expect(judged({ assessedUntil: at(5) }, kind, 4)).toBeNull();
    expect(judged({ assessedUntil: at(5) }, kind, 5)).toBe(step ? 'ASSESSMENT_NOT_CURRENT' : null);
  });

  it('is judged in operations alone', () => {
    for (const requestType of [...requestTypeNames, 'SPONTANEOUS_INFORMATION'] as const) {
      const found = judged({ requestType, halts: held, assessedUntil: null }, 'response');
      const both = /^(CONTROLLED|SURVEILLANCE)/.test(requestType);
      expect([requestType, found]).toEqual([requestType, both ? 'THREAD_HALTED' : null]);
    }
  });
});

describe('an assessment', () => {
  const begin = (assessment: object | undefined, minutes = 0) =>
    code(() => {
      requireSafe(facts({ assessedUntil: null }), operation(assessment), at(minutes));
    });
  const hours = (n: number) => anAssessment({ validUntil: at(n * 60) });

  it('begins an operation; none, one that is over, and one for too long do not', () => {
    expect(begin(hours(1))).toBeNull();
    expect(begin(hours(longestAssessmentHours))).toBeNull();
    expect(begin(anAssessment({ validUntil: at(longestAssessmentHours * 60 + 1) }))).toBe(
      'ASSESSMENT_NOT_CURRENT',
    );
    expect(begin(undefined)).toBe('ASSESSMENT_NOT_CURRENT');
    expect(begin(hours(1), 60)).toBe('ASSESSMENT_NOT_CURRENT');
  });

  it('renews one that is over, also while somebody has stopped it', () => {
    const renewal = (validUntil: ReturnType<typeof at>) =>
      code(() => {
        const document = aDocumentOf('risk-assessment', { body: anAssessment({ validUntil }) });
        requireSafe(facts({ assessedUntil: null, halts: held }), document, at());
      });
    expect(renewal(at(days(3)))).toBeNull();
    expect(renewal(at(days(3) + 1))).toBe('ASSESSMENT_NOT_CURRENT');
    expect(renewal(at())).toBe('ASSESSMENT_NOT_CURRENT');
  });

  it('that was signed last counts, in whatever order they came, also for less time', () => {
    const mark = fc.record({
      document: fc.uuid().map((label) => aDocumentId(label)),
      composedAt: fc.integer({ min: 0, max: 3 }).map((n) => at(n)),
      validUntil: fc.integer({ min: 5, max: 99 }).map((n) => at(n)),
    });
    fc.assert(
      fc.property(fc.array(mark), fc.infiniteStream(fc.nat()), (marks, random) => {
        const shuffled = [...marks].sort(() => (random.next().value as number) % 3);
        expect(assessedUntil(shuffled)).toBe(assessedUntil(marks));
        const later = { document: aDocumentId('x'), composedAt: at(4), validUntil: at(5) };
        expect(assessedUntil([later, ...marks])).toBe(at(5));
      }),
    );
    expect(assessedUntil([])).toBeNull();
  });
});

describe('a stop-word', () => {
  const halt = (name: string, direction: HaltMark['direction']): HaltMark => ({
    document: aDocumentId(name),
    kind: 'halt',
    inReplyTo: aDocumentId('request'),
    direction,
  });
  const resume = (of: string, direction: HaltMark['direction']): HaltMark => ({
    document: aDocumentId(`resume ${of} ${direction}`),
    kind: 'resume',
    inReplyTo: aDocumentId(of),
    direction,
  });

  it('holds until both States have lifted it; each State its own of two that cross', () => {
    expect(openHalts([])).toEqual([]);
    expect(openHalts([halt('a', 'OUT')])).toMatchObject([
      { direction: 'OUT', awaits: ['OUT', 'IN'] },
    ]);
    const one = [halt('a', 'OUT'), halt('b', 'IN'), resume('a', 'IN')];
    expect(openHalts(one).map(({ awaits }) => awaits)).toEqual([['OUT'], ['OUT', 'IN']]);
    const both = [...one, resume('a', 'OUT'), resume('b', 'OUT')];
    expect(openHalts(both)).toMatchObject([{ halt: aDocumentId('b'), awaits: ['IN'] }]);
    expect(openHalts([...both, resume('b', 'IN')])).toEqual([]);
    // Twice by one State is once.
    expect(openHalts([halt('a', 'OUT'), resume('a', 'OUT'), resume('a', 'OUT')])).toHaveLength(1);
  });

  it('is said and lifted by each State as often as it says something', () => {
    const say = (
      marks: readonly HaltMark[],
      document: Document,
      direction: HaltMark['direction'],
    ) => code(() => requireNew(facts({ halts: openHalts(marks) }), document, direction));
    const lifting = aDocumentOf('resume', { inReplyTo: aDocumentId('a') });
    const one = [halt('a', 'OUT')];
    for (const side of ['OUT', 'IN'] as const) {
      expect(say(one, lifting, side)).toBeNull();
      expect(say([...one, resume('a', side)], lifting, side)).toBe('TRANSITION_NOT_ALLOWED');
      expect(say([], lifting, side)).toBe('TRANSITION_NOT_ALLOWED');
    }
    const many = Array.from({ length: mostOpenHalts }, (_, n) => halt(`${n}`, 'IN'));
    const again = aDocumentOf('halt');
    expect(say(many, again, 'IN')).toBe('THREAD_HALTED');
    expect(say(many.slice(1), again, 'IN')).toBeNull();
    // The other State may always stop it.
    expect(say(many, again, 'OUT')).toBeNull();
  });

  it('leaves both States with the same once everything has come, in whatever order', () => {
    const name = fc.constantFrom('a', 'b', 'c');
    const side = fc.constantFrom('OUT' as const, 'IN' as const);
    const sayings = fc.array(
      fc.oneof(
        fc.tuple(name, side).map((x) => halt(...x)),
        fc.tuple(name, side).map((x) => resume(...x)),
      ),
      { maxLength: 12 },
    );
    const other = { OUT: 'IN', IN: 'OUT' } as const;
    fc.assert(
      fc.property(sayings, fc.nat(), (said, n) => {
        // A document has one id, and is said by one State.
        const here = said.filter(
          ({ document }, i) => said.findIndex((s) => s.document === document) === i,
        );
        const there = here.map((mark) => ({ ...mark, direction: other[mark.direction] }));
        const turned = [...there.slice(n % 12), ...there.slice(0, n % 12)].reverse();
        const open = (marks: readonly HaltMark[]) =>
          openHalts(marks)
            .map((each) => each.halt)
            .sort();
        expect(open(turned)).toEqual(open(here));
      }),
    );
  });

  it('and its lifting reply to each other and to the request, and it goes past every queue', () => {
    for (const parent of documentKinds) {
      const opens = opensThread(parent) && !isOfDataSubject(parent);
      expect([parent, mayReplyTo('halt', parent)]).toEqual([parent, opens]);
      expect([parent, mayReplyTo('risk-assessment', parent)]).toEqual([parent, opens]);
      expect([parent, mayReplyTo('resume', parent)]).toEqual([parent, parent === 'halt']);
    }
    for (const kind of documentKinds) {
      expect([kind, mayReplyTo(kind, 'halt')]).toEqual([kind, kind === 'resume']);
      expect([kind, mayReplyTo(kind, 'resume')]).toEqual([kind, false]);
      const lane = laneOf(aDocumentOf(kind), priorities.NORMAL);
      expect([kind, lane]).toEqual([kind, kind === 'halt' ? 0 : 2]);
    }
  });
});

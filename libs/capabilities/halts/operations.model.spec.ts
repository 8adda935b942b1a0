import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aDocumentId, aDocumentOf, at } from '../../../test/support/builders.js';
import {
  documentKinds,
  isOfDataSubject,
  kinds,
  opensThread,
  type DocumentKind,
  type Kind,
  priorities,
  carriedPriority,
  mayReplyTo,
} from '#kernel';
import { assessedUntil, isStep, openHalts, type HaltMark } from './operations.model.js';

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
    const anywhere = documentKinds.filter(
      (kind) => (kinds[kind] as Kind<unknown>).place === undefined,
    );
    expect(anywhere.filter(isStep)).toEqual(steps);
  });
});

describe('an assessment', () => {
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
    // Two agreements of one State count once.
    expect(openHalts([halt('a', 'OUT'), resume('a', 'OUT'), resume('a', 'OUT')])).toHaveLength(1);
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
        // Each document id belongs to one State.
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
      const priority = carriedPriority(aDocumentOf(kind), priorities.NORMAL);
      expect([kind, priority]).toEqual([kind, kind === 'halt' ? 0 : 2]);
    }
  });
});

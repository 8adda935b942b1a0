import { describe, expect, it } from '@jest/globals';
import { aLeaf, at, begun, type EditableCase, finds, message } from './fixtures/a-case.js';
import { type Fixtures, rows, uncovered } from './fixtures/table.js';
import { timeRules } from './time.js';

const token = 'META-INF/timestamp002.tst';
const lastCovered = begun + 51_000;

const firstToken = (facts: EditableCase) => at(facts.tokenTimes, 0);

const names = (ms: number) => (facts: EditableCase) => {
  facts.leaves.push(aLeaf(65, 'tsa.stamped', { why: 'TIME', anchor: 60 }));
  firstToken(facts).earliest = begun + 65_000 + ms;
  // No later entry is shown.
  facts.leaves = facts.leaves.filter(({ index }) => index <= 65 || index === 90);
};

const fixtures: Fixtures = {
  'TIM-01': [
    { when: 'all as it was', gives: null, rests: { file: token } },
    {
      ...{ when: 'no authority was configured', gives: 'TOKEN_NONE' },
      change: (facts) => void (facts.tokens = 0),
    },
    {
      ...{ when: 'a token does not hold', gives: 'TOKEN_INVALID', rests: { file: token } },
      change: finds('V10', 'TOKEN_INVALID', token),
    },
    {
      ...{ when: 'it was stamped a week later', gives: 'TOKEN_INVALID' },
      change: finds('V10', 'GATHERING_STALE', token),
    },
    {
      ...{ when: 'no list was kept', gives: 'REVOCATION_UNKEPT' },
      change: (facts) => void (facts.lists = 0),
    },
    {
      ...{ when: 'the reader does not know the authority', gives: 'TSA_UNKNOWN' },
      change: finds('V10', 'TSA_UNKNOWN', token),
    },
    {
      ...{ when: 'years later', gives: 'TOKEN_EXPIRED' },
      change: finds('V10', 'TOKEN_EXPIRED', token),
    },
    {
      ...{ when: 'the token is missing', gives: 'FILE_MISSING', rests: { file: token } },
      change: finds('V12', 'FILE_MISSING', token),
    },
  ],
  'TIM-02': [
    { when: 'four minutes', gives: null, rests: { leaf: 71 } },
    {
      ...{ when: 'five minutes and a millisecond', gives: 'BRACKET_WIDE', rests: { leaf: 21 } },
      change: (facts) => {
        const { bracket } = message(facts, 2);
        bracket.from = (bracket.until ?? 0) - 300_001;
      },
    },
    {
      ...{ when: 'the later time is before the earlier one', gives: 'BRACKET_WIDE' },
      change: (facts) => {
        const { bracket } = message(facts, 2);
        bracket.from = (bracket.until ?? 0) + 1;
      },
    },
    {
      ...{ when: 'no time before it', gives: 'BRACKET_OPEN', rests: { leaf: 21 } },
      change: (facts) => void (message(facts, 2).bracket.from = null),
    },
    {
      ...{ when: 'no time after it', gives: 'BRACKET_OPEN' },
      change: (facts) => void (message(facts, 2).bracket.until = null),
    },
    {
      ...{ when: 'a cosignature does not hold', gives: 'TIME_OPEN' },
      change: finds('V09', 'COSIGNATURE_INVALID', 'data/custody/checkpoint.txt'),
    },
  ],
  'TIM-03': [
    { when: 'the clock was right', gives: null, rests: { leaf: 90, withheld: 0 } },
    {
      ...{ when: 'an entry is withheld', gives: null, rests: { withheld: 1 } },
      change: (facts) => {
        facts.leaves.push(aLeaf(95, '', { state: 'WITHHELD', offsetMs: null }));
      },
    },
    {
      ...{ when: 'five seconds at most', gives: null },
      change: (facts) => void (at(facts.leaves, 0).offsetMs = [-5_000, 5_000]),
    },
    {
      ...{ when: 'more than five seconds behind', gives: 'OFFSET_WIDE', rests: { leaf: 0 } },
      change: (facts) => void (at(facts.leaves, 0).offsetMs = [-7_000, -5_001]),
    },
    {
      ...{ when: 'more than five seconds ahead', gives: 'OFFSET_WIDE' },
      change: (facts) => void (at(facts.leaves, 0).offsetMs = [5_001, 7_000]),
    },
    {
      ...{ when: 'at least more than at most', gives: 'OFFSET_WIDE' },
      change: (facts) => void (at(facts.leaves, 0).offsetMs = [10, -10]),
    },
    {
      ...{ when: 'perhaps five seconds, perhaps more', gives: 'OFFSET_UNSURE', rests: { leaf: 0 } },
      change: (facts) => void (at(facts.leaves, 0).offsetMs = [-5_001, 0]),
    },
    {
      ...{ when: 'a token covers an entry that says it came five seconds later', gives: null },
      change: (facts) => void (firstToken(facts).latest = lastCovered - 5_000),
    },
    {
      ...{
        when: 'or more than that',
        gives: 'CLOCK_DIFFERS',
        rests: { leaf: 51, offsetMs: 5_001 },
      },
      change: (facts) => void (firstToken(facts).latest = lastCovered - 5_001),
    },
    {
      ...{ when: 'a token is five seconds later than the entry that names it', gives: null },
      change: names(5_000),
    },
    {
      ...{
        when: 'or more than that',
        gives: 'CLOCK_DIFFERS',
        rests: { leaf: 65, offsetMs: -5_001 },
      },
      change: names(5_001),
    },
    {
      ...{ when: 'a token is later than what was made after it', gives: 'CLOCK_DIFFERS' },
      ...{ rests: { leaf: 70, offsetMs: -6_000 } },
      change: (facts) => void (firstToken(facts).earliest = begun + 76_000),
    },
    {
      ...{
        when: 'or than what came into the log after it, and may have been made before',
        gives: null,
      },
      change: (facts) => {
        firstToken(facts).earliest = begun + 76_000;
        for (const leaf of facts.leaves) if (leaf.index > 65) leaf.anchor = 65;
      },
    },
    {
      ...{ when: 'it was gathered after the token over the package', gives: 'CLOCK_DIFFERS' },
      ...{ rests: { leaf: 90, offsetMs: 9_000 } },
      change: (facts) => {
        const late = begun + 81_000;
        facts.tokenTimes.push({ size: null, stamped: null, earliest: late - 1_000, latest: late });
      },
    },
    {
      ...{ when: 'no token holds', gives: null },
      change: (facts) => void (facts.tokenTimes = []),
    },
    {
      ...{ when: 'no outside clock was heard', gives: 'OFFSET_UNKNOWN', rests: { leaf: 0 } },
      change: (facts) => void (at(facts.leaves, 0).offsetMs = null),
    },
    {
      ...{ when: 'an entry is missing', gives: 'LEAF_OPEN', rests: { leaf: 95 } },
      change: (facts) => void facts.leaves.push(aLeaf(95, '', { state: 'OPEN' })),
    },
  ],
};

describe('rules of time', () => {
  it('have a fixture that passes, and one for each code', () => {
    expect(uncovered(timeRules, fixtures)).toEqual([]);
  });

  it.each(rows(timeRules, fixtures))('%s', (_, seen, expected) => {
    expect(seen).toEqual(expected);
  });
});

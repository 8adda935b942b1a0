import { describe, expect, it } from '@jest/globals';
import { custodyRules } from './custody.js';
import { aLeaf, at, type EditableCase, finds, message, only } from './fixtures/a-case.js';
import { type Fixtures, rows, uncovered } from './fixtures/table.js';

const unseen = (facts: EditableCase): void => {
  for (const each of facts.messages) each.isSeenThere = false;
};

const becomes =
  (index: number, state: 'WITHHELD' | 'OPEN' | 'INVALID') =>
  (facts: EditableCase): void => {
    const place = facts.leaves.findIndex((leaf) => leaf.index === index);
    facts.leaves[place] = aLeaf(index, '', { state, actor: 'NONE' });
  };

const access = (facts: EditableCase) => at(facts.leaves, facts.leaves.length - 2);
const report = (facts: EditableCase, place = 0) => at(facts.comparisons ?? [], place);
const sent =
  (change: (facts: EditableCase) => void = () => undefined) =>
  (facts: EditableCase): void => {
    only('OUT')(facts);
    change(facts);
  };
const receipt = (facts: EditableCase) => at(at(facts.messages, 0).receipts, 0);

const fixtures: Fixtures = {
  'CUS-01': [
    { when: 'all as it was', gives: null, rests: { leaf: 90, withheld: 0 } },
    {
      ...{ when: 'three entries are not seen', gives: null, rests: { withheld: 3 } },
      change: (facts) => {
        becomes(80, 'WITHHELD')(facts);
        facts.unnamed = 2;
      },
    },
    { when: 'a gap', change: finds('V05', 'CHAIN_BROKEN', 'a'), gives: 'CHAIN_BROKEN' },
    { when: 'another end', change: finds('V05', 'GATHERED_DIFFERS', 'a'), gives: 'CHAIN_BROKEN' },
    { when: 'time runs back', change: finds('V05', 'TIME_BACK', 'a'), gives: 'CHAIN_BROKEN' },
    {
      ...{ when: 'an entry does not hold', gives: 'LEAF_INVALID', rests: { leaf: 80 } },
      change: becomes(80, 'INVALID'),
    },
    { when: 'a wrong count', change: finds('V12', 'COUNT_DIFFERS', 'a'), gives: 'COUNT_DIFFERS' },
    {
      ...{ when: 'an entry is missing', gives: 'LEAF_OPEN', rests: { leaf: 80 } },
      change: becomes(80, 'OPEN'),
    },
    {
      ...{ when: 'a message is missing', gives: 'MESSAGE_MISSING', rests: { file: 'a' } },
      change: finds('V12', 'MESSAGE_MISSING', 'a'),
    },
    {
      ...{ when: 'no entry of an erasure', gives: 'ERASURE_MISSING', rests: { file: 'a' } },
      change: finds('V12', 'ERASURE_MISSING', 'a'),
    },
  ],
  'CUS-02': [
    { when: 'both States compared', gives: null, rests: { leaf: 54 } },
    {
      ...{ when: 'a report has a difference', gives: 'COMPARISON_OPEN', rests: { leaf: 53 } },
      change: (facts) => void (report(facts).differences = 1),
    },
    {
      ...{ when: 'a report lists not all differences', gives: 'COMPARISON_OPEN' },
      change: (facts) => void (report(facts, 1).isComplete = false),
    },
    {
      ...{ when: 'no report is known', gives: 'COMPARISONS_UNSEEN' },
      change: (facts) => void (facts.comparisons = null),
    },
    {
      ...{ when: 'nobody compared yet', gives: 'NUMBER_UNCOMPARED', rests: { leaf: 10 } },
      change: (facts) => void (facts.comparisons = []),
    },
    {
      ...{ when: 'the last number lies above every span', gives: 'NUMBER_UNCOMPARED' },
      change: (facts) => {
        for (const each of facts.comparisons ?? []) each.spans.IN = { from: 0, to: 6 };
      },
    },
    {
      ...{ when: 'the first number lies below every span', gives: 'NUMBER_UNCOMPARED' },
      change: (facts) => {
        for (const each of facts.comparisons ?? []) each.spans.OUT = { from: 1, to: 9 };
      },
    },
    {
      ...{ when: 'one State alone signed', gives: 'NUMBER_UNCOMPARED' },
      change: (facts) => {
        for (const each of facts.comparisons ?? []) each.isSigned = false;
      },
    },
    {
      ...{ when: 'the envelope cannot be read', gives: 'NOT_JUDGED', rests: { leaf: 21 } },
      change: (facts) => void (message(facts, 2).envelope = null),
    },
  ],
  'CUS-03': [
    { when: 'all that was sent has its receipt', change: sent(), gives: null, rests: { leaf: 62 } },
    {
      ...{ when: 'something came of which it told nothing', gives: 'NEIGHBOUR_UNSEEN' },
      ...{ rests: { leaf: 21 }, change: unseen },
    },
    {
      ...{ when: 'the neighbour has told its entry about what came', gives: null },
      change: () => undefined,
    },
    {
      ...{ when: 'what it told says something else', gives: 'NEIGHBOUR_DIFFERS' },
      change: finds('V11', 'PEER_SAYS', 'data/peer/1.json'),
    },
    {
      ...{ when: 'the neighbour refused it', gives: null },
      change: sent((facts) => {
        receipt(facts).stage = 'REJECTED';
        receipt(facts).envelopeSha256 = null;
      }),
    },
    {
      ...{ when: 'a receipt does not hold', gives: 'RECEIPT_INVALID' },
      change: sent(finds('V11', 'RECEIPT_SIGNATURE', 'data/receipts/1.json')),
    },
    {
      ...{ when: 'the neighbour opened another envelope', gives: 'RECEIPT_INVALID' },
      change: sent((facts) => void (receipt(facts).envelopeSha256 = '0'.repeat(64))),
    },
    {
      ...{ when: "the neighbour's entry names no envelope", gives: 'ENVELOPE_UNSTATED' },
      change: sent((facts) => void (receipt(facts).envelopeSha256 = null)),
    },
    {
      ...{ when: 'it was only delivered', gives: 'RECEIPT_NONE', rests: { leaf: 10 } },
      change: sent((facts) => void (receipt(facts).stage = 'DELIVERED')),
    },
    {
      ...{ when: 'a receipt is missing', gives: 'FILE_MISSING' },
      change: sent(finds('V12', 'FILE_MISSING', 'data/receipts/2.json')),
    },
    {
      ...{ when: 'the directory is not known', gives: 'DIRECTORY_OPEN' },
      change: sent(finds('V03', 'ROOT_UNKNOWN', 'data/keys/directory/XB.jsonl')),
    },
    {
      ...{ when: 'the leaf that carried it is withheld', gives: 'NOT_JUDGED' },
      change: sent((facts) => void (at(facts.messages, 0).carried = null)),
    },
  ],
  'CUS-04': [
    { when: 'each is named', gives: null, rests: { leaf: 80, withheld: 0 } },
    {
      ...{ when: 'an actor stands behind a digest', gives: null, rests: { withheld: 1 } },
      change: (facts) => void (access(facts).actor = 'DIGEST'),
    },
    {
      ...{ when: 'an entry is withheld', gives: null, rests: { withheld: 1 } },
      change: becomes(70, 'WITHHELD'),
    },
    {
      ...{ when: 'nobody looked', gives: 'NO_ACCESS_SHOWN', rests: { leaf: 90 } },
      change: (facts) => void (access(facts).typ = 'case.noted'),
    },
    {
      ...{ when: 'nobody is named', gives: 'ACCESS_NAMELESS', rests: { leaf: 80 } },
      change: (facts) => void (access(facts).actor = 'NONE'),
    },
    {
      ...{ when: 'no purpose', gives: 'PURPOSE_NONE', rests: { leaf: 80 } },
      change: (facts) => void (access(facts).data = {}),
    },
    {
      ...{ when: 'a purpose without a legal basis', gives: 'BASIS_NONE', rests: { leaf: 80 } },
      profile: (profile) => ({ ...profile, bases: {} }),
    },
    {
      ...{ when: 'a purpose that only objects know', gives: 'BASIS_NONE' },
      change: (facts) => void (access(facts).data = { purpose: 'constructor' }),
    },
    {
      ...{ when: 'an entry is missing, which may be one', gives: 'LEAF_OPEN', rests: { leaf: 70 } },
      change: becomes(70, 'OPEN'),
    },
  ],
  'CUS-06': [
    { when: 'each day was compared', gives: null, rests: { leaf: 54 } },
    {
      ...{ when: 'a day is missing', gives: 'DAY_UNCOMPARED', rests: { leaf: 53 } },
      change: (facts) => void facts.comparisons?.pop(),
    },
    {
      ...{ when: 'one State alone signed', gives: 'DAY_UNCOMPARED' },
      change: (facts) => void (report(facts, 1).isSigned = false),
    },
    {
      ...{ when: 'a difference is open', gives: 'COMPARISON_OPEN', rests: { leaf: 54 } },
      change: (facts) => void (report(facts, 1).differences = 2),
    },
    {
      ...{ when: 'no report is known', gives: 'COMPARISONS_UNSEEN' },
      change: (facts) => void (facts.comparisons = null),
    },
    {
      ...{ when: 'it was gathered on the first day', gives: 'NUMBER_UNCOMPARED' },
      change: (facts) =>
        void Object.assign(facts, { gatheredAt: '2026-03-01T20:00:00.000Z', comparisons: [] }),
    },
  ],
};

describe('rules of custody', () => {
  it('have a fixture that passes, and one for each code', () => {
    expect(uncovered(custodyRules, fixtures)).toEqual([]);
  });

  it.each(rows(custodyRules, fixtures))('%s', (_, seen, expected) => {
    expect(seen).toEqual(expected);
  });
});

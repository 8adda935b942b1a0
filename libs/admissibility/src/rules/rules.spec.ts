import { describe, expect, it } from '@jest/globals';
import { checks, findingCodes, opensQuestion, type Check } from '#package';
import { ruleIds, rulingCodes } from '../codes.js';
import { aCase, aLeaf, type EditableCase, finds, message, only } from './fixtures/a-case.js';
import { untoc } from './fixtures/table.js';
import { rules } from './rules.js';
import { undecidedRules } from './undecided.js';

const findings = checks.flatMap((check) =>
  findingCodes[check].map((code) => [check, code] as const),
);

const places: Readonly<Partial<Record<Check, string>>> = {
  V03: 'data/keys/directory/XB.jsonl',
  V04: 'data/messages/2/document.json',
  V05: 'data/messages/2/envelope.json',
};

const ofLeaves = [
  ...[
    'LEAF_FORM',
    'LEAF_HASH',
    'LEAF_LOG',
    'EVENT_KEY',
    'EVENT_SIGNATURE',
    'EVENT_SERVICE',
    'EVENT_TWICE',
  ],
];

type Change = (facts: EditableCase) => void;

function passing(...changes: readonly Change[]): readonly string[] {
  const facts = aCase((each) => {
    for (const change of changes) change(each);
  });
  return rules.flatMap((rule) => (rule.judge(facts, untoc()).outcome === 'pass' ? rule.id : []));
}

const bases: readonly Change[] = [() => undefined, only('OUT')];

const passed = bases.map((base) => [base, passing(base)] as const);
const lostBy = (change: Change): readonly string[] =>
  passed.flatMap(([base, before]) => {
    const left = passing(base, change);
    return before.filter((id) => !left.includes(id));
  });

describe('rules', () => {
  it('are 36, each once and in their order', () => {
    expect(rules.map(({ id }) => id)).toEqual([...ruleIds]);
    expect(new Set(ruleIds).size).toBe(36);
  });

  it('use every code, and say nothing else', () => {
    const used = new Set(rules.flatMap(({ codes }) => codes));
    expect([...used, 'PACKAGE_UNREADABLE'].sort()).toEqual(Object.keys(rulingCodes).sort());
  });

  it('leave open what no package shows yet, whatever is in the case', () => {
    for (const rule of undecidedRules)
      expect(rule.judge(aCase(), untoc())).toMatchObject({ outcome: 'unknown', withheld: 0 });
    expect(undecidedRules).toHaveLength(9);
  });

  it('pass in a good case, but for those', () => {
    const decided = rules.filter((rule) => !undecidedRules.includes(rule)).map(({ id }) => id);
    expect(passing()).toEqual(decided);
  });

  it('do not all pass once the verifier has found anything', () => {
    const later = findings.filter(
      ([check, code]) => check !== 'V01' && !(check === 'V05' && ofLeaves.includes(code)),
    );
    expect(later.length).toBeGreaterThan(50);
    const blind = later.filter(([check, code]) => {
      const where = places[check] ?? 'data/custody/checkpoint.txt';
      // V12 repeats missing files of every check.
      const also = code === 'FILE_MISSING' ? 'V12' : check;
      return lostBy(finds(also, code, where)).length === 0;
    });
    expect(blind).toEqual([]);
  });

  it('fail by nothing that the verifier leaves open', () => {
    const open = findings.filter(([check, code]) => check !== 'V01' && opensQuestion(code));
    expect(open.length).toBeGreaterThan(12);
    const failing = (change?: Change) => {
      const facts = aCase(change);
      return rules.filter((rule) => rule.judge(facts, untoc()).outcome === 'fail');
    };
    const harsh = open.filter(([check, code]) => {
      const file = code === 'FILE_MISSING' ? 'data/keys/directory/XA.jsonl' : places[check];
      return failing(finds(check, code, file ?? 'data/custody/checkpoint.txt')).length > 0;
    });
    expect([failing(), harsh]).toEqual([[], []]);
  });

  it('of integrity, keys, consent and forms never pass by a message that is not whole', () => {
    const ids = passing((facts) => {
      for (const each of facts.messages) {
        each.missing.push(`data/messages/${each.place}/document.sig`);
        for (const hash of each.hashes) hash.found = null;
      }
    });
    expect(ids.filter((id) => /^(INT|KEY|CON|FRM)/.test(id))).toEqual([]);
  });

  it('of custody never pass by an entry that does not hold', () => {
    const ids = passing((facts) => {
      facts.leaves.push(aLeaf(95, '', { state: 'INVALID' }));
      message(facts, 1).carried = null;
    });
    expect(ids.filter((id) => ['CUS-01', 'CUS-03', 'CUS-04'].includes(id))).toEqual([]);
  });
});

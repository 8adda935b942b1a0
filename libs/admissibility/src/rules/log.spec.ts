import { describe, expect, it } from '@jest/globals';
import { aLeaf, finds } from './fixtures/a-case.js';
import { type Fixture, type Fixtures, rows, uncovered } from './fixtures/table.js';
import { logRules } from './log.js';

const checkpoint = 'data/custody/checkpoint.txt';
const consistency = 'data/custody/consistency/3.txt';

const open: Fixture = {
  ...{ when: 'no root is known', gives: 'DIRECTORY_OPEN' },
  change: finds('V03', 'ROOT_UNKNOWN', 'data/keys/directory/XA.jsonl'),
};

const fixtures: Fixtures = {
  'LOG-01': [
    { when: 'all as it was', gives: null, rests: { file: checkpoint } },
    open,
    {
      ...{ when: 'a proof leads elsewhere', gives: 'INCLUSION_INVALID' },
      change: finds('V06', 'PROOF_INVALID', 'data/custody/proofs/10.tlog-proof'),
    },
    {
      ...{ when: 'the log did not sign', gives: 'LOG_UNSIGNED', rests: { file: checkpoint } },
      change: finds('V08', 'LOG_SIGNATURE', checkpoint),
    },
    {
      ...{ when: 'no witness from outside signed', gives: 'WITNESS_INVALID' },
      change: finds('V09', 'WITNESS_NONE', checkpoint),
    },
    {
      ...{ when: 'the verifier could not ask for the quorum', gives: 'WITNESS_INVALID' },
      change: (facts) => void (facts.isWitnessed = false),
    },
    {
      ...{ when: 'a proof is missing', gives: 'FILE_MISSING' },
      change: finds('V12', 'FILE_MISSING', 'data/custody/proofs/10.tlog-proof'),
    },
    {
      ...{ when: 'the policy is missing', gives: 'FILE_MISSING' },
      change: (facts) => {
        finds('V12', 'FILE_MISSING', 'data/custody/policy.txt')(facts);
        facts.isWitnessed = false;
      },
    },
  ],
  'LOG-02': [
    { when: 'all as it was', gives: null, rests: { file: checkpoint, withheld: 0 } },
    open,
    {
      ...{ when: 'an entry is withheld', gives: null, rests: { withheld: 1 } },
      change: (facts) => void facts.leaves.push(aLeaf(95, '', { state: 'WITHHELD' })),
    },
    {
      ...{ when: 'an earlier state is none', gives: 'CONSISTENCY_INVALID' },
      change: finds('V07', 'CONSISTENCY_INVALID', consistency),
    },
    {
      ...{ when: 'a proof is missing', gives: 'FILE_MISSING', rests: { file: consistency } },
      change: finds('V12', 'FILE_MISSING', consistency),
    },
    {
      ...{ when: 'an entry is missing', gives: 'LEAF_OPEN', rests: { leaf: 95 } },
      change: (facts) => void facts.leaves.push(aLeaf(95, '', { state: 'OPEN' })),
    },
  ],
  'LOG-03': [
    { when: 'no alarm is known to the State', gives: null, rests: { leaf: 90 } },
    {
      ...{ when: 'alarms are not known', gives: 'ALARMS_UNSEEN' },
      change: (facts) => void (facts.alarms = null),
    },
    {
      ...{ when: 'the package itself has two roots', gives: 'FORK', rests: { file: checkpoint } },
      change: finds('V07', 'FORK', checkpoint),
    },
    {
      ...{ when: 'an alarm', gives: 'FORK', rests: { leaf: 61 } },
      change: (facts) => void facts.alarms?.push({ leaf: 61, log: 'xb.example/log' }),
    },
    {
      ...{ when: 'an entry tells of one', gives: 'FORK', rests: { leaf: 95 } },
      change: (facts) => void facts.leaves.push(aLeaf(95, 'log.fork.detected')),
    },
  ],
};

describe('rules of the log', () => {
  it('have a fixture that passes, and one for each code', () => {
    expect(uncovered(logRules, fixtures)).toEqual([]);
  });

  it.each(rows(logRules, fixtures))('%s', (_, seen, expected) => {
    expect(seen).toEqual(expected);
  });
});

import { describe, expect, it } from '@jest/globals';
import { defenceRules } from './defence.js';
import { aLeaf } from './fixtures/a-case.js';
import { type Fixtures, rows, uncovered } from './fixtures/table.js';

const fixtures: Fixtures = {
  'DEF-01': [
    { when: 'it verifies', gives: null, rests: { file: 'verify.sh', withheld: 0 } },
    {
      ...{ when: 'something is withheld', gives: null, rests: { withheld: 6 } },
      change: (facts) => {
        facts.leaves.push(aLeaf(95, '', { state: 'WITHHELD' }));
        Object.assign(facts, { unnamed: 2, withheldFiles: 3 });
      },
    },
    {
      ...{ when: 'a check fails', gives: 'VERIFY_FAILS' },
      change: (facts) => void (facts.exit = 1),
    },
    {
      ...{ when: 'a check is open', gives: 'VERIFY_OPEN' },
      change: (facts) => void (facts.exit = 2),
    },
    {
      ...{ when: 'the script is another one', gives: 'TOOLS_OTHER', rests: { file: 'verify.sh' } },
      change: (facts) => void (facts.hasPublicTools = false),
    },
  ],
};

describe('the rule of the defence', () => {
  it('has a fixture that passes, and one for each code', () => {
    expect(uncovered(defenceRules, fixtures)).toEqual([]);
  });

  it.each(rows(defenceRules, fixtures))('%s', (_, seen, expected) => {
    expect(seen).toEqual(expected);
  });
});

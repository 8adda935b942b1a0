import { describe, expect, it } from '@jest/globals';
import { isWaivable, ruleIds } from '#capabilities/evidence/evidence.lists';
import { mostWaivers } from './waivers.lists.js';
import { waiverRefusal } from './waivers.rules.js';

const asked = { rule: 'TIM-02', compartment: 'ENFORCEMENT', ofThread: 0 } as const;
const never = ruleIds.filter((rule) => /^(INT|LOG)-/.test(rule) || rule === 'CON-01');

describe('a rule', () => {
  it.each(never)('%s is never waived, and the refusal says which rules are not', (rule) => {
    const refused = waiverRefusal({ ...asked, rule });
    expect(refused).toMatchObject({ code: 'RULE_UNWAIVABLE', detail: rule });
    expect(refused?.remedy).toMatch(/INT.*LOG.*CON-01/);
  });

  it('is waived, if it is any of the 26 others', () => {
    expect(never).toHaveLength(10);
    const others = ruleIds.filter((rule) => !never.includes(rule));
    expect(others.every(isWaivable)).toBe(true);
    for (const rule of others) expect(waiverRefusal({ ...asked, rule })).toBeUndefined();
  });

  it.each([
    ['in a thread of protection', 'PACKAGE_IMPOSSIBLE', { compartment: 'PROTECTION' }],
    ['about a data subject', 'PACKAGE_IMPOSSIBLE', { compartment: 'DATA_PROTECTION' }],
    ['beside very many', 'WAIVERS_SPENT', { ofThread: mostWaivers }],
  ] as const)('is not waived %s', (_, code, other) => {
    expect(waiverRefusal({ ...asked, ...other })?.code).toBe(code);
  });

  it('is waived up to the last one', () => {
    expect(waiverRefusal({ ...asked, ofThread: mostWaivers - 1 })).toBeUndefined();
  });
});

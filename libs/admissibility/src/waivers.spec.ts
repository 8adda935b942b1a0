import { describe, expect, it } from '@jest/globals';
import { parseSha256 } from '#kernel';
import { isWaivable, ruleIds } from './codes.js';
import type { WaiverFact } from './facts/case-facts.js';
import { aCase, aLeaf } from './rules/fixtures/a-case.js';
import { judgeWaivers } from './waivers.js';

const profile = parseSha256('c'.repeat(64));
const good = { rule: 'TIM-02', profile, signer: 'A'.repeat(40) };
const waiver = (
  data: object = {},
  reason = 'SHOWN_OTHERWISE',
  roles: WaiverFact['roles'] = ['JUDICIAL_AUTHORITY'],
) => {
  const leaf = aLeaf(81, 'rule.waived', { reason, data: { ...good, ...data } });
  const facts = aCase((each) => void (each.waivers = [{ leaf, roles: [...roles] }]));
  return judgeWaivers(facts, profile)[0];
};

describe('a waiver', () => {
  it('counts where an officer who decides on evidence names rule, profile and reason', () => {
    const judged = { leaf: 81, rule: 'TIM-02', reason: 'SHOWN_OTHERWISE', flaw: null };
    expect(waiver()).toEqual(judged);
    expect(waiver({}, 'OUT_OF_REACH', ['CENTRAL_AUTHORITY'])?.flaw).toBeNull();
  });

  it.each(ruleIds.filter((id) => !isWaivable(id)))('never counts for %s', (rule) => {
    expect(waiver({ rule })).toMatchObject({ rule, flaw: 'RULE_UNWAIVABLE' });
  });

  it('may be of any other rule', () => {
    const others = ruleIds.filter(isWaivable);
    expect(others).toHaveLength(26);
    for (const rule of others) expect(waiver({ rule })?.flaw).toBeNull();
  });

  it.each([
    ['a rule that is none', { rule: 'TIM-09' }],
    ['no rule', { rule: null }],
  ])('has no form with %s', (_, data) => {
    expect(waiver(data)).toMatchObject({ rule: null, flaw: 'WAIVER_FORM' });
  });

  it('has no form without a reason of the list', () => {
    expect(waiver({}, 'BECAUSE')).toMatchObject({ reason: null, flaw: 'WAIVER_FORM' });
  });

  it('counts under the profile that it names by its hash alone', () => {
    expect(waiver({ profile: 'd'.repeat(64) })?.flaw).toBe('WAIVER_PROFILE');
    expect(waiver({ profile: 'untoc' })?.flaw).toBe('WAIVER_PROFILE');
  });

  it('does not count by who has no office for it, or none any more', () => {
    expect(waiver({}, 'OUT_OF_REACH', ['LIAISON_OFFICER', 'SUPERVISOR'])?.flaw).toBe(
      'WAIVER_SIGNER',
    );
    expect(waiver({}, 'OUT_OF_REACH', [])?.flaw).toBe('WAIVER_SIGNER');
  });
});

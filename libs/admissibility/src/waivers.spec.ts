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

  const facts = (
    waived: readonly (readonly [index: number, data?: object, roles?: WaiverFact['roles']])[],
    withdrawn: readonly (readonly [index: number, data?: object])[],
  ) =>
    aCase((each) => {
      each.waivers = waived.map(([index, data, roles]) => ({
        leaf: aLeaf(index, 'rule.waived', {
          ...{ reason: 'OUT_OF_REACH', data: { ...good, ...data } },
        }),
        roles: [...(roles ?? (['JUDICIAL_AUTHORITY'] as const))],
      }));
      each.withdrawals = withdrawn.map(([index, data]) =>
        aLeaf(index, 'waiver.withdrawn', {
          ...{ reason: 'MISTAKEN', data: { ...good, signer: '', ...data } },
        }),
      );
    });
  const flaws = (...of: Parameters<typeof facts>) =>
    judgeWaivers(facts(...of), profile).map(({ flaw }) => flaw);

  it('ends with a withdrawal after it of the same rule and profile, whoever made that', () => {
    expect(flaws([[81]], [[82]])).toEqual(['WAIVER_WITHDRAWN']);
    expect(flaws([[81]], [[80]])).toEqual([null]);
    expect(flaws([[81]], [[82, { rule: 'TIM-03' }]])).toEqual([null]);
    expect(flaws([[81]], [[82, { profile: 'd'.repeat(64) }]])).toEqual([null]);
  });

  it('counts again where the rule is waived anew after a withdrawal', () => {
    expect(flaws([[81], [83]], [[82]])).toEqual(['WAIVER_WITHDRAWN', null]);
  });

  it('is superseded by the next one that counts by itself, and by no other', () => {
    expect(flaws([[81], [83]], [])).toEqual(['WAIVER_SUPERSEDED', null]);
    expect(flaws([[81], [83, {}, []]], [])).toEqual([null, 'WAIVER_SIGNER']);
    expect(flaws([[81], [83, { rule: 'TIM-03' }]], [])).toEqual([null, null]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { ruleIds, type RuleId } from './codes.js';
import { decide, weigh } from './decision.js';
import type { CaseFacts } from './facts/case-facts.js';
import type { Ruling } from './rule.js';
import { aCase } from './rules/fixtures/a-case.js';
import { untoc } from './rules/fixtures/table.js';
import type { JudgedWaiver } from './waivers.js';

const real = aCase((facts) => {
  Object.assign(facts, { states: { own: 'DE', neighbour: 'FR' } });
});

const rulings = (others: Partial<Record<RuleId, 'fail' | 'unknown'>> = {}): readonly Ruling[] =>
  ruleIds.map((rule) => {
    const outcome = others[rule] ?? 'pass';
    const code = { pass: null, fail: 'FORK', unknown: 'NOTE_NONE' } as const;
    return {
      rule,
      outcome,
      code: code[outcome],
      leaf: null,
      file: null,
      offsetMs: null,
      withheld: 0,
    };
  });

const waives = (rule: RuleId, flaw: JudgedWaiver['flaw'] = null): JudgedWaiver => ({
  ...{ leaf: 81, rule, reason: 'SHOWN_OTHERWISE', flaw },
});

const decided = (
  others: Partial<Record<RuleId, 'fail' | 'unknown'>> = {},
  waivers: readonly JudgedWaiver[] = [],
) => decide(weigh(rulings(others), untoc(), waivers), real, 'SIGNED');

describe('a decision', () => {
  it('approves where every rule passes under a profile that is signed', () => {
    expect(decided()).toEqual({ decision: 'APPROVED', grounds: [] });
  });

  it('blocks what fails, and what is not known as much', () => {
    expect(decided({ 'CUS-01': 'fail' })).toEqual({
      decision: 'NOT_APPROVED',
      grounds: ['RULE_BLOCKS'],
    });
    expect(decided({ 'CUS-01': 'unknown' })).toEqual({
      decision: 'NOT_APPROVED',
      grounds: ['RULE_UNDECIDED'],
    });
  });

  it('warns, and leaves to a person what is a person’s', () => {
    expect(decided({ 'TIM-02': 'fail', 'CER-03': 'unknown' }).decision).toBe('APPROVED');
    expect(decided({ 'FRM-04': 'unknown' })).toEqual({
      decision: 'PERSON_DECIDES',
      grounds: ['RULE_FOR_PERSON'],
    });
    expect(decided({ 'FRM-04': 'unknown', 'KEY-01': 'fail' })).toEqual({
      decision: 'NOT_APPROVED',
      grounds: ['RULE_BLOCKS', 'RULE_FOR_PERSON'],
    });
  });

  it('takes a waiver that counts, and no other', () => {
    expect(decided({ 'CUS-01': 'fail' }, [waives('CUS-01')]).decision).toBe('APPROVED');
    expect(decided({ 'FRM-04': 'unknown' }, [waives('FRM-04')]).decision).toBe('APPROVED');
    expect(decided({ 'CUS-01': 'fail' }, [waives('CUS-02')]).decision).toBe('NOT_APPROVED');
    const flawed = waives('CUS-01', 'WAIVER_SIGNER');
    expect(decided({ 'CUS-01': 'fail' }, [flawed]).decision).toBe('NOT_APPROVED');
    expect(weigh(rulings(), untoc(), [waives('CUS-01')]).map(({ waiver }) => waiver)).toContain(81);
  });

  it.each([
    ['UNSIGNED', 'PROFILE_UNSIGNED'],
    ['SIGNATURE_INVALID', 'PROFILE_SIGNATURE'],
    ['DRAFT', 'PROFILE_DRAFT'],
  ] as const)('approves nothing by a profile that is %s', (standing, ground) => {
    const weighed = weigh(rulings(), untoc(), []);
    expect(decide(weighed, real, standing)).toEqual({
      decision: 'NOT_APPROVED',
      grounds: [ground],
    });
  });

  it('lets a draft approve between two States that no country is, and nowhere else', () => {
    const weighed = weigh(rulings(), untoc(), []);
    const between = (own: string, neighbour: string): CaseFacts =>
      aCase((facts) => void Object.assign(facts, { states: { own, neighbour } }));
    expect(decide(weighed, between('XA', 'XB'), 'DRAFT').decision).toBe('APPROVED');
    expect(decide(weighed, between('DE', 'XB'), 'DRAFT').decision).toBe('NOT_APPROVED');
    expect(decide(weighed, between('XA', 'FR'), 'DRAFT').decision).toBe('NOT_APPROVED');
    expect(decide(weighed, between('XA', 'XB'), 'UNSIGNED').decision).toBe('NOT_APPROVED');
  });

  it('approves no package that does not verify, whatever the rules say', () => {
    const weighed = weigh(rulings(), untoc(), []);
    const ended = (exit: 1 | 2) => aCase((facts) => void Object.assign(facts, { exit }));
    expect(decide(weighed, ended(1), 'DRAFT').grounds).toEqual(['VERIFICATION_FAILED']);
    expect(decide(weighed, ended(2), 'DRAFT').grounds).toEqual(['VERIFICATION_OPEN']);
    expect(decide(weighed, undefined, 'SIGNED')).toEqual({
      decision: 'NOT_APPROVED',
      grounds: ['PACKAGE_UNREADABLE'],
    });
  });
});

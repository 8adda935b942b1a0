import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { isWaivable, ruleIds } from '../codes.js';
import { builtInProfiles } from './built-in.js';
import { parseProfile, profileBytes } from './profile.js';

const file = readFileSync(new URL('../../profiles/untoc.json', import.meta.url));
const untoc = JSON.parse(file.toString('utf8')) as {
  readonly rules: Readonly<Record<string, string>>;
};
const invalid = expect.objectContaining({ code: 'PROFILE_INVALID' }) as unknown;
const without = (member: string) =>
  Object.fromEntries(Object.entries(untoc).filter(([name]) => name !== member));

describe('the profile of the UN Convention', () => {
  it('is in the program byte for byte, so that its hash is that of the file', () => {
    expect(Buffer.from(builtInProfiles.get('untoc') ?? '').equals(file)).toBe(true);
  });

  it('is a draft, which blocks, warns, and leaves to persons what it should', () => {
    const { reviewedBy, rules, limits } = parseProfile(file);
    expect([reviewedBy, limits]).toEqual([
      null,
      { bracketSeconds: 300, clockOffsetMs: 5_000, healthGapSeconds: 900 },
    ]);
    const of = (severity: string) => ruleIds.filter((id) => rules[id] === severity);
    expect(of('W')).toEqual(['CUS-06', 'TIM-02', 'TIM-03', 'CER-03']);
    expect(of('H')).toEqual(['KEY-03', 'FRM-04', 'FRM-05', 'DEF-02', 'DPR-01']);
  });
});

describe('a profile', () => {
  it.each([
    ['of another type', { ...untoc, typ: 'x' }],
    ['with a member more', { ...untoc, stray: 1 }],
    ['without its review', without('reviewedBy')],
    ['without severities', without('rules')],
    ['with a fourth severity', { ...untoc, rules: { ...untoc.rules, 'TIM-02': 'N' } }],
    ['with a 37th rule', { ...untoc, rules: { ...untoc.rules, 'TIM-04': 'W' } }],
    ['without a limit', { ...untoc, limits: { bracketSeconds: 1 } }],
    [
      'with a bracket of a week',
      { ...untoc, limits: { bracketSeconds: 604_800, clockOffsetMs: 1, healthGapSeconds: 900 } },
    ],
    ['with a purpose that nobody has', { ...untoc, bases: { CURIOSITY: 'none' } }],
    ['with a basis that acts on a terminal', { ...untoc, bases: { PREVENTION: '\u001b[2J' } }],
    ['reviewed on no day', { ...untoc, reviewedBy: { name: 'N', office: 'O', on: '2026-02-30' } }],
  ])('is refused %s', (_, profile) => {
    expect(() => parseProfile(profileBytes(profile))).toThrow(invalid);
  });

  it.each(ruleIds.filter((id) => !isWaivable(id)))('never makes less of %s', (id) => {
    for (const severity of ['W', 'H'])
      expect(() =>
        parseProfile(profileBytes({ ...untoc, rules: { ...untoc.rules, [id]: severity } })),
      ).toThrow(invalid);
  });

  it('has one encoding: a member that stands there twice is refused', () => {
    const text = file.toString('utf8');
    const twice = text.replace('"INT-01": "B",', '"INT-01": "B",\n    "TIM-02": "B",');
    expect(twice).not.toBe(text);
    for (const bytes of [twice, text.trimEnd(), JSON.stringify(untoc), '{', '', '[]', 'null'])
      expect(() => parseProfile(Buffer.from(bytes))).toThrow(invalid);
  });

  it('is refused when it is too long to be one', () => {
    const bytes = Buffer.concat([file, Buffer.alloc(65_536, 0x20)]);
    expect(() => parseProfile(bytes)).toThrow(invalid);
  });
});

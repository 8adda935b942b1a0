import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Change,
  copied,
  replaced,
  TestPackage,
  turned,
} from '../../../test/support/package.js';
import { examineBuild, type Examined, examinePackage, noRoots, type Reader } from '#package';
import { parseCanonicalJson } from '#wire';
import type { RuleId } from './codes.js';
import { draftProfile } from './profile/built-in.js';
import { parseProfile, profileBytes } from './profile/profile.js';
import { type AdmissibilityReport, assess, reportBytes } from './report.js';
import { decodeReport } from './report-form.js';
import { reportText } from './report-text.js';

const draft = draftProfile;
const reviewed = profileBytes({
  ...parseProfile(draft),
  reviewedBy: { name: 'N. N.', office: 'Ministry of Justice', on: '2026-01-31' },
});

let test: TestPackage;
let whole: Buffer;

beforeAll(async () => {
  test = await TestPackage.make();
  whole = await test.assemble();
}, 120_000);
afterAll(() => {
  test.remove();
});

interface Giving {
  readonly reader?: Partial<Reader>;
  readonly bytes?: Uint8Array;
  readonly signature?: Uint8Array;
}

async function reportOn(
  file: Uint8Array,
  { reader = {}, bytes = draft, signature }: Giving = {},
): Promise<AdmissibilityReport> {
  const asked = test.reader(reader);
  const given = { bytes, signature };
  return assess(await examinePackage(file, asked), given, {
    sha512: 'f'.repeat(128),
    at: asked.at,
  });
}

async function changed(rule: RuleId, change: Change): Promise<readonly unknown[]> {
  const { rules } = await reportOn(await test.assemble(test.changed(change)));
  const ruling = rules.find((each) => each.rule === rule);
  return [ruling?.outcome, ruling?.code];
}

const outcomes = ({ rules }: AdmissibilityReport, outcome: string): readonly string[] =>
  rules.filter((each) => each.outcome === outcome).map(({ rule }) => rule);

const certificate = 'certificate.pgp';
const message = (place: number, file: string): string => `data/messages/${place}/${file}`;

describe('a report on a package', () => {
  it('is made before building of the same facts, but for what is of the finished file', async () => {
    const asked = test.reader();
    const given = { bytes: draft, signature: undefined };
    const by = async (stage: 'BEFORE' | 'AFTER', examined: Examined) =>
      assess(examined, given, { sha512: null, at: asked.at, stage });
    const before = await by('BEFORE', await examineBuild(test.build, asked));
    const after = await by('AFTER', await examinePackage(whole, asked));
    const { rules } = await reportOn(whole);
    const ofFile: readonly string[] = ['CER-01', 'CER-02', 'DEF-01'];
    expect(before.rules).toEqual(rules.filter(({ rule }) => !ofFile.includes(rule)));
    expect(after.rules).toEqual(
      rules.filter(({ rule }) => ofFile.includes(rule) || /^(INT|LOG|TIM)/.test(rule)),
    );
    expect([before.rules.length, after.rules.length]).toEqual([33, 15]);
    expect(decodeReport(reportBytes(before))).toEqual(before);
    const twisted = { ...before, stage: 'NEVER' } as unknown as AdmissibilityReport;
    expect(() => decodeReport(reportBytes(twisted))).toThrow('REPORT_INVALID');
    expect([before.stage, before.exit, after.stage, after.exit]).toEqual(['BEFORE', 0, 'AFTER', 0]);
    const emptied = { ...test.build, files: new Map() };
    await expect(examineBuild(emptied, asked)).rejects.toMatchObject({
      code: 'PACKAGE_BUILD_INVALID',
    });
  });

  it('says of each rule what is shown and what is not', async () => {
    const report = await reportOn(whole);
    expect(outcomes(report, 'pass')).toEqual([
      ...['INT-01', 'INT-03', 'INT-04', 'KEY-01', 'KEY-02', 'KEY-03', 'KEY-04', 'CUS-01'],
      ...['CUS-03', 'LOG-01', 'LOG-02', 'TIM-01', 'DEF-01'],
    ]);
    const by = new Map(report.rules.map((ruling) => [ruling.rule, ruling]));
    expect(by.get('CUS-01')).toMatchObject({ leaf: test.build.record.gathered, withheld: 3 });
    expect(by.get('KEY-02')).toMatchObject({ code: 'AS_OF_PACKAGE' });
    expect(by.get('CUS-03')).toMatchObject({ outcome: 'pass' });
    // Its accesses name no actor, no outside clock answered, and its consent names another document.
    expect(by.get('CUS-04')).toMatchObject({ outcome: 'fail', code: 'ACCESS_NAMELESS' });
    expect(by.get('TIM-03')).toMatchObject({ outcome: 'unknown', code: 'OFFSET_UNKNOWN' });
    expect(by.get('CON-01')).toMatchObject({ outcome: 'unknown', code: 'PROCEEDINGS_NONE' });
    expect(by.get('FRM-01')).toMatchObject({ outcome: 'fail', code: 'REQUEST_NONE' });
    expect(report).toMatchObject({ decision: 'NOT_APPROVED', exit: 0 });
    expect(report.grounds).toEqual(['RULE_BLOCKS', 'RULE_UNDECIDED', 'RULE_FOR_PERSON']);
  });

  it('names the entry, and the offset, where a token shows that the clock was not right', async () => {
    // An authority whose clock is six seconds ahead of the State's.
    const other = await TestPackage.make({ clockMs: 6_000 });
    try {
      const asked = other.reader();
      const examined = await examinePackage(await other.assemble(), asked);
      const given = { bytes: draft, signature: undefined };
      const report = await assess(examined, given, { sha512: null, at: asked.at });
      expect(report.exit).toBe(0);
      expect(report.rules.find(({ rule }) => rule === 'TIM-03')).toMatchObject({
        ...{ outcome: 'fail', code: 'CLOCK_DIFFERS', severity: 'W' },
        ...{ leaf: other.story.stamped?.index, offsetMs: expect.any(Number) },
      });
      expect(reportText(report).join('\n')).toMatch(/CLOCK_DIFFERS.*clock off by at least.*-6000/);
      expect(decodeReport(reportBytes(report))).toEqual(report);
    } finally {
      other.remove();
    }
  }, 60_000);

  it('has one form, and a text in which every rule has its line', async () => {
    const report = await reportOn(whole);
    const bytes = reportBytes(report);
    expect(parseCanonicalJson(bytes, { bytes: 2 ** 20, depth: 8 })).toEqual(
      JSON.parse(JSON.stringify(report)),
    );
    const lines = reportText(report);
    expect(lines[0]).toBe('Admissibility: Profile untoc, version 1, DRAFT');
    expect(lines.filter((line) => /^[A-Z]{3}-0\d /.test(line))).toHaveLength(36);
    expect(lines.at(-2)).toMatch(/^NOT APPROVED/);
    expect(lines.join('\n')).not.toMatch(/(?!\n)\p{C}/u);
  });

  it('passes nothing that rests on keys for a reader who knows no root', async () => {
    const report = await reportOn(whole, { reader: { roots: noRoots } });
    const resting = /^(KEY|LOG|TIM-01|CON|FRM|INT-04|CUS-03|DEF)/;
    expect(outcomes(report, 'pass').filter((rule) => resting.test(rule))).toEqual([]);
    expect(report).toMatchObject({ exit: 2, decision: 'NOT_APPROVED' });
  });

  it('leaves every rule open where the package cannot be read', async () => {
    const report = await reportOn(Buffer.from('no package'));
    expect(outcomes(report, 'unknown')).toHaveLength(36);
    expect(report).toMatchObject({ exhibit: null, decision: 'NOT_APPROVED' });
    expect(report.grounds).toContain('PACKAGE_UNREADABLE');
  });
});

describe('a rule of a package that somebody with the key of the authority made anew', () => {
  it.each([
    ['INT-01', turned(message(1, 'attachments/1')), 'fail', 'HASH_DIFFERS'],
    ['INT-01', turned(message(2, 'original.pgp')), 'fail', 'HASH_DIFFERS'],
    ['INT-03', turned(message(1, 'document.sig')), 'fail', 'SIGNATURE_INVALID'],
    ['INT-03', turned(message(1, 'document.json')), 'unknown', 'NOT_JUDGED'],
    [
      'INT-03',
      copied(message(2, certificate), message(1, certificate)),
      'fail',
      'SIGNATURE_INVALID',
    ],
    [
      'INT-04',
      copied(message(2, 'envelope.json'), message(3, 'envelope.json')),
      'fail',
      'ENVELOPE_DIFFERS',
    ],
    ['KEY-01', turned(message(2, 'envelope.sig')), 'fail', 'ENVELOPE_UNSIGNED'],
    ['LOG-01', turned('data/custody/policy.txt'), 'fail', 'WITNESS_INVALID'],
    ['TIM-01', turned('data/custody/tokens/1.tst'), 'fail', 'TOKEN_INVALID'],
  ] as const)('%s', async (rule, change, outcome, code) => {
    expect(await changed(rule, change)).toEqual([outcome, code]);
  });

  it('CUS-01 and what leans on all entries, by one that was changed', async () => {
    const leaf = `data/custody/events/${test.indexOf('case.opened')}.json`;
    const change = replaced(leaf, 'VESSEL', 'PERSON');
    expect(await changed('CUS-01', change)).toEqual(['fail', 'LEAF_INVALID']);
    expect(await changed('LOG-02', change)).toEqual(['unknown', 'LEAF_OPEN']);
    expect(await changed('CUS-04', change)).toEqual(['fail', 'ACCESS_NAMELESS']);
  });
});

describe('a profile that somebody answers for', () => {
  it('stands by the signature of the State that made the package', async () => {
    const at = new Date(Date.parse(test.build.record.gatheredAt));
    const signature = await test.own.sign(reviewed, test.own.keys.package, at);
    const standing = async (giving: Giving) => (await reportOn(whole, giving)).profile.standing;
    expect(await standing({ bytes: reviewed, signature })).toBe('SIGNED');
    expect(await standing({ bytes: reviewed })).toBe('UNSIGNED');
    const other = await test.own.sign(reviewed, test.own.keys.signing, at);
    expect(await standing({ bytes: reviewed, signature: other })).toBe('SIGNATURE_INVALID');
    const foreign = await test.neighbour.sign(reviewed, test.neighbour.keys.package, at);
    expect(await standing({ bytes: reviewed, signature: foreign })).toBe('SIGNATURE_INVALID');
    const later = await test.own.sign(
      reviewed,
      test.own.keys.package,
      new Date(at.getTime() + 3_600_000),
    );
    expect(await standing({ bytes: reviewed, signature: later })).toBe('SIGNATURE_INVALID');
    expect(await standing({ bytes: draft, signature })).toBe('DRAFT');
  });
});

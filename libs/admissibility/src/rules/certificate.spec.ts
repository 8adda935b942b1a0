import { describe, expect, it } from '@jest/globals';
import { parseTimestamp } from '#kernel';
import type { HealthFact } from '../facts/case-facts.js';
import { certificateRules } from './certificate.js';
import { aStretch, type EditableCase } from './fixtures/a-case.js';
import { type Fixture, type Fixtures, rows, uncovered } from './fixtures/table.js';

type Certificate = NonNullable<EditableCase['certificate']>;

const without = (facts: EditableCase): void => void (facts.certificate = null);
const changed =
  (change: Partial<Certificate>) =>
  (facts: EditableCase): void =>
    void Object.assign(facts.certificate ?? {}, change);
const withHealth =
  (...health: readonly HealthFact[]) =>
  (facts: EditableCase): void =>
    void (facts.health = structuredClone(health) as EditableCase['health']);

const file = 'certificate.pdf';
const health = 'data/system/health.jsonl';
const fixtures: Fixtures = {
  'CER-01': [
    { when: 'a person has signed for this package', gives: null, rests: { file } },
    { when: 'there is none', gives: 'CERTIFICATE_NONE', change: without },
    {
      ...{ when: 'it cannot be read', gives: 'CERTIFICATE_UNREADABLE' },
      change: changed({ isReadable: false }),
    },
    {
      ...{ when: 'its seal does not hold', gives: 'CERTIFICATE_UNSEALED', rests: { file } },
      change: changed({ seal: 'NONE' }),
    },
    {
      ...{ when: 'nobody knows the authority', gives: 'CERTIFIER_UNKNOWN' },
      change: changed({ seal: 'UNKNOWN' }),
    },
    {
      ...{ when: 'it is about another file', gives: 'CERTIFICATE_OTHER' },
      change: changed({ isOfPackage: false }),
    },
    {
      ...{ when: 'it follows another profile', gives: 'CERTIFICATE_PROFILE' },
      change: changed({ profile: '0'.repeat(64) }),
    },
    {
      ...{ when: 'it states something else', gives: 'CERTIFICATE_PROFILE' },
      change: changed({ statements: ['I hold the office named here.'] }),
    },
    {
      ...{ when: 'it is in another language than its text', gives: 'CERTIFICATE_PROFILE' },
      change: changed({ language: 'ar' }),
    },
  ],
  'CER-02': [
    { when: 'it says how', gives: null, rests: { file } },
    { when: 'there is none', gives: 'CERTIFICATE_NONE', change: without },
    {
      ...{ when: 'it cannot be read', gives: 'CERTIFICATE_UNREADABLE' },
      change: changed({ isReadable: false }),
    },
    {
      ...{ when: 'it leaves a method out', gives: 'METHOD_DIFFERS' },
      change: (facts) => changed({ method: facts.certificate?.method.slice(1) ?? [] })(facts),
    },
    {
      ...{ when: 'a hash is another one', gives: 'HASHES_DIFFER' },
      change: changed({ areFilesRight: false }),
    },
    {
      ...{ when: 'a program is another one', gives: 'VERSIONS_DIFFER' },
      change: changed({ areVersionsRight: false }),
    },
    {
      ...{ when: 'it tells something else of the services', gives: 'HEALTH_DIFFERS' },
      change: changed({ isHealthRight: false }),
    },
    {
      ...{ when: 'nobody has ticked that it is no bare conclusion', gives: 'CONCLUSORY_UNASKED' },
      change: changed({ isNotConclusory: false }),
    },
  ],
  'CER-03': [
    { when: 'the record covers the period', gives: null, rests: { leaf: 61, file: health } },
    {
      ...{ when: 'it begins in the hour of the first event', gives: null },
      change: withHealth(aStretch(62, 10, 58)),
    },
    {
      ...{ when: 'the package has none', gives: 'HEALTH_UNPACKED' },
      change: (facts) => void (facts.health = null),
    },
    ...['2026-03-01T10:59:59.999Z', '2026-03-01T11:14:59.999Z'].map((at): Fixture => ({
      when: `no hour of the case could be told by ${at}`,
      ...{ gives: 'HEALTH_EARLY', rests: { file: health } },
      change: (facts) => void (facts.gatheredAt = parseTimestamp(at)),
    })),
    {
      ...{ when: 'there is none, and no hour could be told', gives: 'HEALTH_EARLY' },
      change: (facts) => {
        facts.health = null;
        facts.gatheredAt = parseTimestamp('2026-03-01T11:14:59.999Z');
      },
    },
    {
      ...{ when: 'an hour could be told, and was', gives: null },
      change: (facts) => void (facts.gatheredAt = parseTimestamp('2026-03-01T11:15:00.000Z')),
    },
    {
      ...{ when: 'the verifier has found something about it', gives: 'HEALTH_INVALID' },
      change: (facts) => void (facts.health = 'INVALID'),
      rests: { file: health },
    },
    {
      ...{ when: 'an hour is missing', gives: 'HEALTH_GAP', rests: { leaf: 60, file: health } },
      change: withHealth(aStretch(60, 0, 24), aStretch(61, 25, 72)),
    },
    {
      ...{ when: 'it begins an hour after the first event', gives: 'HEALTH_GAP' },
      change: withHealth(aStretch(60, 11, 72)),
    },
    {
      ...{ when: 'it begins within the bound of the profile', gives: null },
      change: withHealth(aStretch(60, 10.25, 72)),
    },
    {
      when: 'no service gave a sign of life in an hour',
      ...{ gives: 'HEALTH_GAP', rests: { leaf: 61, file: health } },
      change: withHealth(
        aStretch(60, 0, 24),
        aStretch(61, 24, 25, { beats: 0 }),
        aStretch(62, 25, 72),
      ),
    },
    {
      ...{ when: 'that was shorter than the bound', gives: 'HEALTH_FAULTS' },
      change: withHealth(
        aStretch(60, 0, 24),
        aStretch(61, 24, 24.2, { beats: 0 }),
        aStretch(62, 24.2, 72),
      ),
    },
    {
      ...{ when: 'silence and what nothing tells of follow on each other', gives: 'HEALTH_GAP' },
      change: withHealth(
        aStretch(60, 0, 24),
        aStretch(61, 24, 24.2, { beats: 0 }),
        aStretch(62, 24.4, 72),
      ),
    },
    {
      when: 'it ends before the package',
      ...{ gives: 'HEALTH_UNTOLD', rests: { leaf: 60, file: health } },
      change: withHealth(aStretch(60, 0, 24)),
    },
    {
      ...{ when: 'the last hour can still be told', gives: null },
      change: (facts) => {
        facts.gatheredAt = parseTimestamp('2026-03-03T10:14:59.000Z');
        withHealth(aStretch(60, 0, 57))(facts);
      },
    },
    {
      ...{ when: 'the last hour should have been told', gives: 'HEALTH_UNTOLD' },
      change: (facts) => {
        facts.gatheredAt = parseTimestamp('2026-03-03T10:15:00.000Z');
        withHealth(aStretch(60, 0, 57))(facts);
      },
    },
    {
      ...{ when: 'nothing is told at all', gives: 'HEALTH_UNTOLD', rests: { leaf: null } },
      change: withHealth(),
    },
    {
      ...{ when: 'a fault is told', gives: 'HEALTH_FAULTS', rests: { leaf: 61, file: health } },
      change: withHealth(
        aStretch(60, 0, 24, { faults: [{ code: 'TSA_SILENT', count: 3 }] }),
        aStretch(61, 24, 72),
      ),
    },
    {
      ...{ when: 'a program was changed', gives: 'HEALTH_FAULTS' },
      change: withHealth(aStretch(60, 0, 24), aStretch(61, 24, 72, { changes: 1 })),
    },
    {
      ...{ when: 'a fault of before is told', gives: null },
      change: withHealth(aStretch(59, -24, 0, { others: 1 }), aStretch(60, 0, 72)),
    },
  ],
};

describe('the rules of the certificate', () => {
  it('have a fixture that passes, and one for each code', () => {
    expect(uncovered(certificateRules, fixtures)).toEqual([]);
  });

  it.each(rows(certificateRules, fixtures))('%s', (_, seen, expected) => {
    expect(seen).toEqual(expected);
  });
});

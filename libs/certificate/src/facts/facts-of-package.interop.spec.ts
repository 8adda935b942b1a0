import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { draftProfile, profileBytes } from '#admissibility';
import { noRoots } from '#package';
import { sha256, sha512 } from '#wire';
import { TestPackage } from '../../../../test/support/package.js';
import { encodeCertificate } from './certificate.js';
import { factsOfPackage, type Certifying } from './facts-of-package.js';

let test: TestPackage;
let whole: Buffer;

beforeAll(async () => {
  test = await TestPackage.make({ healthHours: 2 });
  whole = await test.assemble();
}, 240_000);

afterAll(() => test.remove());

const certifying = (): Certifying => ({
  custodian: { name: 'A. Novak', office: 'Records Officer' },
  software: '0.1.0',
  language: 'en',
  profile: { bytes: draftProfile, signature: undefined },
  notConclusory: true,
  reader: test.reader(),
});

describe('facts of a package', () => {
  it('are those of its record, its index and its files', async () => {
    const facts = await factsOfPackage(whole, certifying());
    const { record, index } = test.build;
    expect(facts).toMatchObject({
      exhibit: record.exhibit,
      state: 'XA',
      neighbour: 'XB',
      package: { size: whole.length, sha512: sha512(whole) },
      log: record.log,
      counts: {
        sent: 1,
        received: index.messages.length - 1,
        leaves: index.events.length,
        shown: index.events.length - index.withheld.events,
        withheld: index.withheld,
      },
      profile: { id: 'untoc', reviewedBy: null },
      health: {
        entries: 1,
        services: [{ service: 'inbox', beats: 1_799, expected: 1_800, starts: 1, gapMs: 4_000 }],
        faults: [{ service: 'inbox', code: 'SCANNER_SILENT', count: 3 }],
        gaps: [],
      },
    });
    expect(facts.verified.checks).toHaveLength(12);
    expect(facts.tokens).toHaveLength(index.tokens.length + 1);
    expect(facts.tokens.at(-1)?.size).toBeNull();
    expect(facts.period.to).toBe(record.gatheredAt);
    const names = facts.files.map(({ name }) => name);
    expect(names).toContain('manifest-sha512.txt');
    expect(names.filter((name) => name.endsWith('document.json'))).toHaveLength(
      index.messages.length,
    );
    expect(() => encodeCertificate(facts)).not.toThrow();
  });

  it('have the text of a profile that the State has signed, or of a draft, and of no other', async () => {
    const draft = JSON.parse(Buffer.from(draftProfile).toString('utf8')) as Record<string, unknown>;
    const reviewedBy = { name: 'A. Lawyer', office: 'Ministry of Justice', on: '2026-01-01' };
    const certificate = { en: { method: ['By a log.'], statements: ['I hold the office.'] } };
    const bytes = profileBytes({ ...draft, reviewedBy, certificate });
    const by = (profile: Certifying['profile'], language: Certifying['language'] = 'en') =>
      factsOfPackage(whole, { ...certifying(), profile, language });
    await expect(by({ bytes, signature: undefined })).rejects.toThrow(
      'CERTIFICATE_PROFILE_UNSIGNED: UNSIGNED',
    );
    const before = new Date(Date.parse(test.build.record.gatheredAt) - 1_000);
    const signedBy = async (key = test.own.keys.package): Promise<Uint8Array> =>
      Buffer.from(await test.seal(bytes, key, before));
    const foreign = await signedBy(test.own.keys.signing);
    await expect(by({ bytes, signature: foreign })).rejects.toThrow(
      'CERTIFICATE_PROFILE_UNSIGNED: SIGNATURE_INVALID',
    );
    const signature = await signedBy();
    expect(await by({ bytes, signature })).toMatchObject({
      profile: { id: 'untoc', sha256: sha256(bytes), language: 'en', reviewedBy },
      ...certificate.en,
    });
    await expect(by({ bytes, signature }, 'ar')).rejects.toThrow('CERTIFICATE_TEXT_NONE');
  });

  it('are given of no package that does not verify, and of none without roots', async () => {
    const changed = Buffer.from(whole);
    const at = changed.indexOf('case.opened');
    changed[at] = (changed[at] ?? 0) ^ 1;
    await expect(factsOfPackage(changed, certifying())).rejects.toThrow(
      /CERTIFICATE_PACKAGE_INVALID: V02 FILE_HASH data\/custody\/events/,
    );
    const reader = { ...test.reader(), roots: noRoots };
    await expect(factsOfPackage(whole, { ...certifying(), reader })).rejects.toThrow(
      'CERTIFICATE_PACKAGE_INVALID: V03 ROOT_UNKNOWN',
    );
  });
});

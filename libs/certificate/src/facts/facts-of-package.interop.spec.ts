import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { noRoots } from '#package';
import { sha512 } from '#wire';
import { TestPackage } from '../../../../test/support/package.js';
import { encodeCertificate } from './certificate.js';
import { factsOfPackage, type Certifying } from './facts-of-package.js';

let test: TestPackage;
let whole: Buffer;

beforeAll(async () => {
  test = await TestPackage.make();
  whole = await test.assemble();
}, 240_000);

afterAll(() => test.remove());

const certifying = (): Certifying => ({
  custodian: { name: 'A. Novak', office: 'Records Officer' },
  software: '0.1.0',
  language: 'en',
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
      profile: { id: 'UNTOC', reviewedBy: null },
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

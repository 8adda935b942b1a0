import { describe, expect, it } from '@jest/globals';
import type { CertificateFact } from '#admissibility';
import { packageBounds } from '../packages.lists.js';
import { certificateFailure, giveRefusal } from './certificates.rules.js';

const good: CertificateFact = {
  ...{ isReadable: true, seal: 'HOLDS', isOfPackage: true, profile: null, language: 'en' },
  ...{ method: [], statements: [], areFilesRight: true, areVersionsRight: true },
  ...{ isHealthRight: true, isNotConclusory: true },
};

describe('a certificate of a package', () => {
  it.each<readonly [string, Partial<CertificateFact>, string | undefined]>([
    ['goes on record', {}, undefined],
    ['by an authority that nobody knows goes on record, too', { seal: 'UNKNOWN' }, undefined],
    [
      'that another profile asks for goes on record: the report says so',
      { areFilesRight: false, isNotConclusory: false },
      undefined,
    ],
    ['that cannot be read is refused', { isReadable: false }, 'PACKAGE_CERTIFICATE_UNREADABLE'],
    ['of another package is refused', { isOfPackage: false }, 'PACKAGE_CERTIFICATE_OTHER'],
    ['whose seal does not hold is refused', { seal: 'NONE' }, 'PACKAGE_CERTIFICATE_UNSEALED'],
  ])('%s', (_, change, expected) => {
    expect(certificateFailure({ ...good, ...change })).toBe(expected);
  });

  it('is taken while no other one waits, and so often at most', () => {
    const most = packageBounds.certificates;
    expect(giveRefusal({ given: 0, isWaiting: false })).toBeUndefined();
    expect(giveRefusal({ given: most - 1, isWaiting: false })).toBeUndefined();
    expect(giveRefusal({ given: most, isWaiting: false })).toMatchObject({
      code: 'PACKAGE_IMPOSSIBLE',
    });
    expect(giveRefusal({ given: 1, isWaiting: true })).toMatchObject({ code: 'PACKAGES_SPENT' });
  });
});

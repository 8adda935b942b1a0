import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  aFingerprint,
  anAuthority,
  anEntry,
  anOfficer,
  at,
} from '../../../../test/support/builders.js';
import { grantFlaw, sayingFlaw, suspensionFlaw } from './officer-entries.model.js';

const registrars = { registrars: 2, isCertified: true };
const grant = anEntry('officer');
const { officer, fingerprint, authority } = grant.body;
const profile = anEntry('authority-profile');

describe('a grant', () => {
  it('stands by two registrars of a certified authority', () => {
    fc.assert(
      fc.property(fc.nat(3), fc.boolean(), (count, isCertified) => {
        const flaw = grantFlaw(grant, { registrars: count, isCertified }, [], []);
        expect(flaw === undefined).toBe(count >= 2 && isCertified);
      }),
    );
  });

  it('is for a key of nobody else', () => {
    expect(grantFlaw(grant, registrars, [{ officer, fingerprint }], [])).toBeUndefined();
    const other = { officer: anOfficer('another'), fingerprint };
    expect(String(grantFlaw(grant, registrars, [other], []))).toBe(
      'the key belongs to another officer',
    );
    const apart = { officer: anOfficer('another'), fingerprint: aFingerprint('another') };
    expect(grantFlaw(grant, registrars, [apart], [])).toBeUndefined();
  });

  it('does not undo a suspension that is newer', () => {
    const said = (minutes: number, who = officer) => [{ officer: who, issuedAt: at(minutes) }];
    const later = { ...grant, issuedAt: at(10) };
    expect(grantFlaw(later, registrars, [], said(10))).toBeUndefined();
    expect(String(grantFlaw(later, registrars, [], said(11)))).toBe(
      'issued before the officer was suspended',
    );
    expect(grantFlaw(later, registrars, [], said(11, anOfficer('another')))).toBeUndefined();
  });
});

describe('a suspension', () => {
  const suspension = anEntry('officer-suspended', { officer });

  it('is of an officer with a grant, by a registrar of one of the authorities', () => {
    const both = [
      { officer, authority },
      { officer, authority: anAuthority('coast-guard') },
    ];
    expect(String(suspensionFlaw(suspension, [], () => true))).toBe('unknown officer');
    expect(suspensionFlaw(suspension, both, (each) => each === authority)).toBeUndefined();
    expect(String(suspensionFlaw(suspension, both, () => false))).toBe(
      'a registrar of the authority must sign',
    );
    const others = [{ officer: anOfficer('another'), authority }];
    expect(String(suspensionFlaw(suspension, others, () => true))).toBe('unknown officer');
  });
});

describe('words of registrars', () => {
  const roster = anEntry('duty-roster');
  const posting = anEntry('posting');
  const end = anEntry('posting', { to: posting.body.from });

  it.each([
    ['a profile', profile, 2],
    ['a posting', posting, 2],
    ['the end of a posting', end, 1],
    ['a roster', roster, 1],
  ] as const)('%s needs so many of them, and their authority', (_, entry, least) => {
    for (const count of [0, 1, 2, 3]) {
      const flaw = sayingFlaw(entry, { registrars: count, isCertified: true });
      expect([count, flaw === undefined]).toEqual([count, count >= least]);
    }
    expect(String(sayingFlaw(entry, { registrars: 2, isCertified: false }))).toBe(
      'unknown authority',
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import {
  parseAuthorityId,
  parseFingerprint,
  parseOfficerId,
  parseStateCode,
  parseTimestamp,
  type Role,
} from '#kernel';
import { deskOf } from '#threads';
import { listed } from './views.events.js';

const officer = parseOfficerId('ana');
const sessionWith = (roles: readonly Role[]) => ({
  ...{ state: parseStateCode('XA'), officer, authority: parseAuthorityId('border-police') },
  ...{ fingerprint: parseFingerprint('A'.repeat(40)), roles },
  ...{ compartments: ['ENFORCEMENT'] as const },
  expiresAt: parseTimestamp('2026-01-05T08:00:00.000Z'),
});

describe('in which role an officer read', () => {
  it.each<[readonly Role[], Role, Role]>([
    [['DUTY_OFFICER', 'LIAISON_OFFICER'], 'LIAISON_OFFICER', 'DUTY_OFFICER'],
    [['AUDITOR', 'DUTY_OFFICER'], 'DUTY_OFFICER', 'DUTY_OFFICER'],
    [['JUDICIAL_AUTHORITY', 'DUTY_OFFICER'], 'DUTY_OFFICER', 'DUTY_OFFICER'],
    [['JUDICIAL_AUTHORITY', 'LIAISON_OFFICER'], 'LIAISON_OFFICER', 'JUDICIAL_AUTHORITY'],
    [['AUDITOR', 'JUDICIAL_AUTHORITY'], 'JUDICIAL_AUTHORITY', 'JUDICIAL_AUTHORITY'],
    [['SUPERVISOR', 'LIAISON_OFFICER'], 'LIAISON_OFFICER', 'LIAISON_OFFICER'],
  ])('%j reads in one that may', (roles, asking, asked) => {
    const session = sessionWith(roles);
    expect(deskOf('ASKING', session)).toEqual({ officer, role: asking });
    expect(listed({ session, purpose: 'PREVENTION' }, 'ASKED', 'copies', 1).actor).toEqual({
      ...{ officer, role: asked },
    });
  });
});

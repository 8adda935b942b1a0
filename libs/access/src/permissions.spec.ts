import {
  parseAuthorityId,
  parseFingerprint,
  parseOfficerId,
  parseStateCode,
  parseTimestamp,
  roles,
  type Pattern,
  type Role,
} from '#model';
import { isOpen, mayDo, permissions, requirePermission } from './permissions.js';
import type { Session } from './sessions.js';

const patterns = Object.keys(permissions) as Pattern[];
const sessionWith = (given: readonly Role[]): Session => ({
  state: parseStateCode('XA'),
  officer: parseOfficerId('ana'),
  authority: parseAuthorityId('border-police'),
  fingerprint: parseFingerprint('A'.repeat(40)),
  roles: given,
  compartments: ['ENFORCEMENT'],
  expiresAt: parseTimestamp('2026-01-05T08:00:00.000Z'),
});

/** Reading at either desk, and saying what is theirs to say. */
const deciding: readonly Pattern[] = [
  ...(['begin', 'chunk', 'finish'] as const).map((step) => `requests.upload-${step}` as const),
  'requests.submit',
  'inbox.answer',
  ...(['requests', 'inbox'] as const).flatMap((desk) =>
    (
      [
        'list',
        'show',
        'documents',
        'document',
        'attachment',
        'receipt',
        'recalls',
        'consents',
        'owed',
        'mark-exculpatory',
      ] as const
    ).map((call) => `${desk}.${call}` as const),
  ),
];

/** Written down a second time on purpose: what each role may do beyond what everybody may. */
const expected: Readonly<Record<Role, readonly Pattern[]>> = {
  LIAISON_OFFICER: [
    'requests.upload-begin',
    'requests.upload-chunk',
    'requests.upload-finish',
    'requests.submit',
    'requests.list',
    'requests.show',
    'requests.documents',
    'requests.document',
    'requests.attachment',
    'requests.note',
    'requests.notes',
    'requests.stop',
    'requests.stop-lift',
    'requests.stop-lifted',
    'requests.stops',
    'requests.reviews',
    'requests.keep',
    'requests.want-erased',
    'requests.roster',
    'requests.roster-add',
    'requests.roster-remove',
    'requests.break-glass',
    'requests.receipt',
    'requests.recalls',
    'requests.consents',
    'requests.owed',
    'requests.mark-exculpatory',
    'requests.search',
    'requests.broadcast',
    'inbox.copies',
    'inbox.copy',
    'requests.duplicates',
    'requests.notices',
  ],
  DUTY_OFFICER: [
    'requests.upload-begin',
    'requests.upload-chunk',
    'requests.upload-finish',
    'inbox.list',
    'inbox.search',
    'inbox.show',
    'inbox.documents',
    'inbox.document',
    'inbox.attachment',
    'inbox.receipt',
    'inbox.recalls',
    'inbox.consents',
    'inbox.owed',
    'inbox.mark-exculpatory',
    'inbox.claim',
    'inbox.assign',
    'inbox.release',
    'inbox.handover',
    'inbox.note',
    'inbox.notes',
    'inbox.stop',
    'inbox.stop-lift',
    'inbox.stop-lifted',
    'inbox.stops',
    'inbox.reviews',
    'inbox.keep',
    'inbox.want-erased',
    'inbox.notices',
    'inbox.roster',
    'inbox.roster-add',
    'inbox.roster-remove',
    'inbox.break-glass',
    'inbox.answer',
    'inbox.copies',
    'inbox.copy',
  ],
  CENTRAL_AUTHORITY: deciding,
  JUDICIAL_AUTHORITY: deciding,
  AUDITOR: [
    'audit.timeline',
    'audit.item',
    'audit.officer',
    'audit.peer',
    'audit.requests',
    'audit.differences',
    'audit.health',
    'audit.entries',
    'audit.tiles',
    'audit.notes',
    'audit.proof',
    'audit.checkpoint',
    'audit.quarantine-list',
    'audit.quarantine-show',
    'requests.retention',
  ],
  SUPERVISOR: ['inbox.withheld-copies'],
  DATA_PROTECTION_OFFICER: [
    'requests.subject-search',
    'requests.subject-ask',
    'requests.subject-asks',
    'requests.subject-asked',
    'requests.subject-receipt',
    'inbox.subject-asks',
    'inbox.subject-asked',
    'inbox.subject-answer',
    'inbox.subject-receipt',
  ],
  ADMINISTRATOR: [
    'audit.checkpoint',
    'audit.health',
    'audit.quarantine-list',
    'requests.retention',
  ],
};
const everybody: readonly Pattern[] = [
  'requests.close-session',
  'requests.session',
  'requests.authorities',
  'requests.officers',
  'requests.registrars',
  'requests.peers',
  'requests.directory',
  'requests.policy',
];

describe('permissions', () => {
  it.each(roles)('of %s are these and no others', (role) => {
    const session = sessionWith([role]);
    const allowed = patterns.filter((pattern) => !isOpen(pattern) && mayDo(session, pattern));
    expect(allowed.sort()).toEqual([...everybody, ...expected[role]].sort());
  });

  it('give nothing to an officer without a role', () => {
    const session = sessionWith([]);
    expect(patterns.filter((pattern) => !isOpen(pattern) && mayDo(session, pattern))).toEqual([]);
  });

  it('leave open only what is signed itself or tells nothing', () => {
    expect(patterns.filter(isOpen).sort()).toEqual([
      'audit.status',
      'requests.append-entry',
      'requests.enrol',
      'requests.open-session',
    ]);
  });

  it('ask for a purpose of the list wherever content is read', () => {
    const session = sessionWith(roles);
    const asking = patterns.filter((pattern) => {
      try {
        requirePermission(session, pattern);
        return false;
      } catch (error) {
        expect(error).toMatchObject({ code: 'PURPOSE_MISSING' });
        return true;
      }
    });
    expect(asking.sort()).toEqual([
      'audit.item',
      'audit.officer',
      'audit.peer',
      'audit.quarantine-show',
      'audit.timeline',
      'inbox.attachment',
      'inbox.consents',
      'inbox.copies',
      'inbox.copy',
      'inbox.document',
      'inbox.documents',
      'inbox.list',
      'inbox.notes',
      'inbox.notices',
      'inbox.owed',
      'inbox.recalls',
      'inbox.reviews',
      'inbox.roster',
      'inbox.search',
      'inbox.show',
      'inbox.stops',
      'inbox.withheld-copies',
      'requests.attachment',
      'requests.broadcast',
      'requests.consents',
      'requests.document',
      'requests.documents',
      'requests.duplicates',
      'requests.list',
      'requests.notes',
      'requests.notices',
      'requests.owed',
      'requests.recalls',
      'requests.reviews',
      'requests.roster',
      'requests.search',
      'requests.show',
      'requests.stops',
    ]);
    expect(() => requirePermission(session, 'inbox.show', 'CURIOSITY')).toThrow('PURPOSE_MISSING');
    expect(requirePermission(session, 'inbox.show', 'INVESTIGATION')).toBe('INVESTIGATION');
  });

  it('are refused by the names of the roles that would do', () => {
    expect(() => requirePermission(sessionWith(['AUDITOR']), 'requests.submit')).toThrow(
      'PERMISSION_DENIED: LIAISON_OFFICER',
    );
  });
});

import {
  parseAuthorityId,
  parseFingerprint,
  parseOfficerId,
  parseStateCode,
  parseTimestamp,
  roles,
  type Role,
} from '#kernel';
import {
  callExpectations,
  recordsOf,
} from '../../../test/instruments/entries/audit-expectations.js';
import { isOpen, mayDo, patterns, rightOf, type Pattern } from '../../../test/support/calls.js';
import { assertRight } from './rights.js';
import type { Session } from './sessions.js';

function assertPermission(session: Session, pattern: Pattern, stated?: string): void {
  const right = rightOf(pattern);
  if (right !== 'open') assertRight(session, right, stated);
}
const sessionWith = (given: readonly Role[]): Session => ({
  state: parseStateCode('XA'),
  officer: parseOfficerId('ana'),
  authority: parseAuthorityId('border-police'),
  fingerprint: parseFingerprint('A'.repeat(40)),
  roles: given,
  compartments: ['ENFORCEMENT'],
  expiresAt: parseTimestamp('2026-01-05T08:00:00.000Z'),
});

const deciding: readonly Pattern[] = [
  ...(['begin', 'chunk', 'finish'] as const).map((step) => `requests.upload-${step}` as const),
  'requests.events',
  'requests.submit',
  'requests.delivery',
  'inbox.answer',
  ...(['requests', 'inbox'] as const).flatMap((desk) =>
    (
      [
        'list',
        'show',
        'documents',
        'document',
        'package-build',
        'package-certificate',
        'package-handed',
        'package-piece',
        'package-stayed',
        'package-told',
        'packages',
        'rule-waive',
        'waiver-withdraw',
        'waivers',
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

// Rights of each role, written a second time on purpose.
const expected: Readonly<Record<Role, readonly Pattern[]>> = {
  LIAISON_OFFICER: [
    'requests.events',
    'requests.upload-begin',
    'requests.upload-chunk',
    'requests.upload-finish',
    'requests.submit',
    'requests.delivery',
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
    'requests.events',
    'requests.upload-begin',
    'requests.upload-chunk',
    'requests.upload-finish',
    'requests.submit',
    'requests.delivery',
    'requests.list',
    'requests.show',
    'requests.documents',
    'requests.document',
    'requests.attachment',
    'requests.receipt',
    'requests.recalls',
    'requests.consents',
    'requests.owed',
    'requests.mark-exculpatory',
    'requests.search',
    'requests.note',
    'requests.notes',
    'requests.notices',
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
    'requests.delivery',
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

// Reads without a stated purpose, each with the reason. Only a read that shows no case and no person belongs
// here.
const withoutPurpose: Readonly<Partial<Record<Pattern, string>>> = {
  'audit.status': 'beats of processes',
  'audit.health': 'sizes, ages and witnesses of the log',
  'audit.tiles': 'hashes of the tree',
  'audit.notes': 'signed checkpoints: size, root, time, witnesses',
  'audit.checkpoint': 'the newest of them',
  'requests.events':
    'ids, codes and times of threads that the list shows, nothing that a look at the list would not say',
  'requests.log-growth':
    'how many entries the log has, and of sessions whether they have ended to whoever has their tokens',
  'requests.session': 'tells officers of their own session',
  'requests.authorities':
    'the signed directory, which neighbours have too: authorities are no persons',
  'requests.peers': 'neighbours and what is agreed with them',
  'requests.policy': 'the rules of the State for a draft that the officer brings',
  'requests.officers': 'the signed directory, to be verified before anything is signed or believed',
  'requests.registrars': 'the same: who may sign its entries',
  'requests.directory': 'the same, entry by entry',
  'requests.retention':
    'signed orders to hold and to erase, to be verified as a whole: ids of threads, nothing of them',
  'requests.delivery':
    'tells only who signed a document whether it arrived: stages and receipts, nothing that it says',
  'requests.subject-search':
    'states the ground of the person, narrower than a purpose, and its entry has it',
};

const acts: readonly Pattern[] = [
  ...(['enrol', 'open-session', 'close-session', 'append-entry'] as const).map(
    (call) => `requests.${call}` as const,
  ),
  ...(['begin', 'chunk', 'finish'] as const).map((step) => `requests.upload-${step}` as const),
  ...(['requests.submit', 'requests.subject-ask', 'inbox.answer', 'inbox.subject-answer'] as const),
  ...(['claim', 'assign', 'release', 'handover'] as const).map((call) => `inbox.${call}` as const),
  ...(['requests', 'inbox'] as const).flatMap((desk) =>
    (
      [
        'note',
        'stop',
        'stop-lift',
        'stop-lifted',
        'keep',
        'want-erased',
        'roster-add',
        'roster-remove',
        'break-glass',
        'mark-exculpatory',
        'rule-waive',
        'waiver-withdraw',
      ] as const
    ).map((call) => `${desk}.${call}` as const),
  ),
];
const reads: ReadonlySet<string> = new Set([
  'item.viewed',
  'item.exported',
  'duplicates.checked',
  'subject.searched',
  'audit.query',
]);

describe('rights to calls', () => {
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
      'requests.log-growth',
      'requests.open-session',
    ]);
  });

  it('ask for a purpose wherever case or person data is read', () => {
    const session = sessionWith(roles);
    const asks = patterns.filter((pattern) => {
      try {
        assertPermission(session, pattern);
        return false;
      } catch (error) {
        expect(error).toMatchObject({ code: 'PURPOSE_MISSING' });
        return true;
      }
    });
    const others = [...Object.keys(withoutPurpose), ...acts];
    expect([...asks, ...others].sort()).toEqual([...patterns].sort());
    // Calls that record more than a read are acts. Deconfliction at submission uses the purpose of the request itself.
    for (const act of acts)
      expect([act, recordsOf(callExpectations[act]).filter((typ) => reads.has(typ))]).toEqual([
        act,
        act === 'requests.submit' ? ['duplicates.checked'] : [],
      ]);
  });

  it('take a purpose of the list for that read alone', () => {
    const session = sessionWith(roles);
    const rights = 'DATA_SUBJECT_RIGHTS';
    for (const [pattern, stated] of [
      ['inbox.show', 'INVESTIGATION'],
      ['inbox.subject-asked', rights],
    ] as const)
      expect(() => assertPermission(session, pattern, stated)).not.toThrow();
    for (const [pattern, stated] of [
      ['inbox.show', 'CURIOSITY'],
      ['inbox.show', rights],
      ['audit.entries', rights],
      ['inbox.subject-asked', 'INVESTIGATION'],
      ['requests.subject-receipt', 'INVESTIGATION'],
    ] as const)
      expect(() => assertPermission(session, pattern, stated)).toThrow('PURPOSE_MISSING');
  });

  it('are refused by the names of the roles that would do', () => {
    expect(() => assertPermission(sessionWith(['AUDITOR']), 'requests.submit')).toThrow(
      'PERMISSION_DENIED: LIAISON_OFFICER',
    );
  });
});

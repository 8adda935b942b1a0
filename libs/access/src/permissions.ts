import {
  decidingRoles,
  deskPurposes,
  roles,
  subjectPurposes,
  type Purpose,
  type Role,
} from '#kernel';
import type { Pattern } from '#capabilities/calls';
import { AccessError } from './errors.js';
import type { Session } from './sessions.js';

/** `open`: needs no session, because what it takes is signed itself or tells nothing. */
type Rule = 'open' | { readonly roles: readonly Role[]; readonly purposes?: readonly Purpose[] };

const anyone: Rule = { roles };
const asking: Rule = { roles: ['LIAISON_OFFICER'] };
const asked: Rule = { roles: ['DUTY_OFFICER'] };
const askedToo: Rule = { roles: ['DUTY_OFFICER', ...decidingRoles] };
/** What the duty desk hands on or tells unasked opens threads as a request does; which documents are whose to sign, `signersOf` says. */
const desks: Rule = { roles: ['LIAISON_OFFICER', 'DUTY_OFFICER'] };
const desksToo: Rule = { roles: ['LIAISON_OFFICER', 'DUTY_OFFICER', ...decidingRoles] };
/** Whoever may sign something that leaves asks what became of it; only the own is told. */
const sending: Rule = {
  roles: ['LIAISON_OFFICER', 'DUTY_OFFICER', ...decidingRoles, 'DATA_PROTECTION_OFFICER'],
};
const auditing: Rule = { roles: ['AUDITOR'] };
const supervising: Rule = { roles: ['SUPERVISOR'] };
const conditioned: Rule = { roles: ['AUDITOR', 'ADMINISTRATOR'] };
const protecting: Rule = { roles: ['DATA_PROTECTION_OFFICER'] };
/** Of every read of case or person data: Directive (EU) 2016/680 art. 25 wants the justification of each. */
const purposeful = (
  rule: Exclude<Rule, 'open'>,
  purposes: readonly Purpose[] = deskPurposes,
): Rule => ({ ...rule, purposes });

/**
 * Who may make which call. The compiler asks for a line for every call; there is no other way in. Which rows of one's own
 * authority come back is then decided by the roster of the thread: by the queries, and by row-level security.
 */
export const permissions = {
  'requests.enrol': 'open',
  'requests.open-session': 'open',
  'requests.append-entry': 'open',
  'audit.status': 'open',
  'requests.close-session': anyone,
  'requests.session': anyone,
  'requests.authorities': anyone,
  'requests.officers': anyone,
  'requests.registrars': anyone,
  'requests.peers': anyone,
  'requests.directory': anyone,
  'requests.policy': anyone,
  'requests.retention': conditioned,
  'requests.upload-begin': desksToo,
  'requests.upload-chunk': desksToo,
  'requests.upload-finish': desksToo,
  'requests.submit': desksToo,
  'requests.delivery': sending,
  'requests.list': purposeful(desksToo),
  'requests.show': purposeful(desksToo),
  'requests.documents': purposeful(desksToo),
  'requests.document': purposeful(desksToo),
  'requests.attachment': purposeful(desksToo),
  'requests.note': desks,
  'requests.notes': purposeful(desks),
  'requests.receipt': purposeful(desksToo),
  'requests.recalls': purposeful(desksToo),
  'requests.consents': purposeful(desksToo),
  'requests.owed': purposeful(desksToo),
  'requests.mark-exculpatory': desksToo,
  'requests.stop': desks,
  'requests.stop-lift': desks,
  'requests.stop-lifted': desks,
  'requests.stops': purposeful(desks),
  'requests.broadcast': purposeful(asking),
  'requests.roster': purposeful(desks),
  'requests.roster-add': desks,
  'requests.roster-remove': desks,
  'requests.break-glass': desks,
  'requests.search': purposeful(desks),
  'requests.duplicates': purposeful(asking),
  'requests.notices': purposeful(desks),
  'requests.reviews': purposeful(desks),
  'requests.keep': desks,
  'requests.want-erased': desks,
  'requests.subject-search': protecting,
  'requests.subject-ask': protecting,
  'requests.subject-asks': purposeful(protecting, subjectPurposes),
  'requests.subject-asked': purposeful(protecting, subjectPurposes),
  'requests.subject-receipt': purposeful(protecting, subjectPurposes),
  'inbox.subject-asks': purposeful(protecting, subjectPurposes),
  'inbox.subject-asked': purposeful(protecting, subjectPurposes),
  'inbox.subject-answer': protecting,
  'inbox.subject-receipt': purposeful(protecting, subjectPurposes),
  'inbox.list': purposeful(askedToo),
  'inbox.search': purposeful(asked),
  'inbox.show': purposeful(askedToo),
  'inbox.documents': purposeful(askedToo),
  'inbox.document': purposeful(askedToo),
  'inbox.attachment': purposeful(askedToo),
  'inbox.receipt': purposeful(askedToo),
  'inbox.recalls': purposeful(askedToo),
  'inbox.consents': purposeful(askedToo),
  'inbox.owed': purposeful(askedToo),
  'inbox.mark-exculpatory': askedToo,
  'inbox.claim': asked,
  'inbox.assign': asked,
  'inbox.release': asked,
  'inbox.handover': asked,
  'inbox.note': asked,
  'inbox.notes': purposeful(asked),
  'inbox.notices': purposeful(asked),
  'inbox.stop': asked,
  'inbox.stop-lift': asked,
  'inbox.stop-lifted': asked,
  'inbox.stops': purposeful(asked),
  'inbox.reviews': purposeful(asked),
  'inbox.keep': asked,
  'inbox.want-erased': asked,
  'inbox.answer': askedToo,
  'inbox.copies': purposeful(desks),
  'inbox.copy': purposeful(desks),
  'inbox.withheld-copies': purposeful(supervising),
  'inbox.roster': purposeful(asked),
  'inbox.roster-add': asked,
  'inbox.roster-remove': asked,
  'inbox.break-glass': asked,
  'audit.timeline': purposeful(auditing),
  'audit.item': purposeful(auditing),
  'audit.officer': purposeful(auditing),
  'audit.peer': purposeful(auditing),
  'audit.requests': purposeful(auditing),
  'audit.differences': purposeful(auditing),
  'audit.health': conditioned,
  'audit.entries': purposeful(auditing),
  'audit.tiles': auditing,
  'audit.notes': auditing,
  'audit.proof': purposeful(auditing),
  'audit.checkpoint': conditioned,
  'audit.quarantine-list': purposeful(conditioned),
  'audit.quarantine-show': purposeful(auditing),
} as const satisfies Readonly<Record<Pattern, Rule>>;

const ruleOf = (pattern: Pattern): Rule => permissions[pattern];

/** Is there a line for it? What has none is served to nobody. */
export const isRuled = (pattern: string): pattern is Pattern => Object.hasOwn(permissions, pattern);

/** True for the calls that are made without a session. */
export const isOpen = (pattern: Pattern): boolean => ruleOf(pattern) === 'open';

/** True when one of the officer's roles allows the call. */
export function mayDo(session: Session, pattern: Pattern): boolean {
  const rule = ruleOf(pattern);
  return rule === 'open' || rule.roles.some((role) => session.roles.includes(role));
}

/**
 * The officer may make this call, and for a read of case or person data has stated what for, out of the list for it.
 * @throws AccessError PERMISSION_DENIED naming the roles, PURPOSE_MISSING
 */
export function requirePermission(
  session: Session,
  pattern: Pattern,
  stated?: string,
): Purpose | undefined {
  const rule = ruleOf(pattern);
  if (rule === 'open') return undefined;
  if (!mayDo(session, pattern)) throw new AccessError('PERMISSION_DENIED', rule.roles.join(', '));
  const purpose = rule.purposes?.find((each) => each === stated);
  if (rule.purposes !== undefined && purpose === undefined)
    throw new AccessError('PURPOSE_MISSING');
  return purpose;
}

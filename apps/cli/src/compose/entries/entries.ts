import {
  chainOf,
  type Entry,
  type EntryBodies,
  type EntryKind,
} from '#capabilities/directory/directory.schema';
import {
  timestamp,
  type AuthorityId,
  type Fingerprint,
  type LinkId,
  type OfficerId,
  type Role,
  type Sha256,
  type StateCode,
} from '#kernel';

interface Stated {
  readonly state: StateCode;
  readonly at: Date;
}
interface Life {
  readonly from: Date;
  readonly to: Date;
}

const entry = <K extends EntryKind>(
  { state, at }: Stated,
  kind: K,
  body: EntryBodies[K],
): Entry => ({
  typ: 'liaise-directory-entry',
  v: 1,
  chain: chainOf(kind),
  state,
  kind,
  issuedAt: timestamp(at),
  body,
});

const life = ({ from, to }: Life) => ({ from: timestamp(from), to: timestamp(to) });

export interface OfficerPlan extends Life {
  readonly officer: OfficerId;
  readonly authority: AuthorityId;
  readonly fingerprint: Fingerprint;
  readonly roles: readonly Role[];
  /** SHA-256 of the characters of the one-time token. */
  readonly enrolment: Sha256;
}

/** Entry that two registrars sign about an officer. Pure. */
export const officerEntry = (stated: Stated, plan: OfficerPlan): Entry => {
  const { officer, authority, fingerprint, roles, enrolment } = plan;
  return entry(stated, 'officer', {
    ...{ officer, authority, fingerprint, roles, enrolment },
    ...life(plan),
  });
};

/** Entry that two registrars sign about where an officer is posted, or one of them to end it. Pure. */
export const postingEntry = (stated: Stated, body: EntryBodies['posting']): Entry =>
  entry(stated, 'posting', body);

/** Entry that a registrar signs about who is on duty. Pure. */
export const dutyRosterEntry = (stated: Stated, body: EntryBodies['duty-roster']): Entry =>
  entry(stated, 'duty-roster', body);

/** Entry that the root signs about an authority and the keys that are sealed to. Pure. */
export const authorityEntry = (stated: Stated, body: EntryBodies['authority']): Entry =>
  entry(stated, 'authority', body);

/** Entry that the root signs to name the national contact point. Pure. */
export const contactPointEntry = (
  stated: Stated,
  plan: Life & { readonly authority: AuthorityId },
): Entry => entry(stated, 'contact-point', { authority: plan.authority, ...life(plan) });

/** Entry that registrars sign about the time limits between this State and a neighbour. Pure. */
export const timeLimitsEntry = (stated: Stated, body: EntryBodies['time-limits']): Entry =>
  entry(stated, 'time-limits', body);

/** One registrar is enough to stop an officer, at once. Pure. */
export const suspensionEntry = (stated: Stated, officer: OfficerId, effective: Date): Entry =>
  entry(stated, 'officer-suspended', { officer, effective: timestamp(effective) });

export interface RegistrarPlan extends Life {
  readonly registrar: OfficerId;
  readonly fingerprint: Fingerprint;
  readonly certificate: Uint8Array;
  readonly authorities: readonly AuthorityId[];
}

/** Entry that the root signs about a registrar. Pure. */
export const registrarEntry = (stated: Stated, plan: RegistrarPlan): Entry =>
  entry(stated, 'registrar', {
    registrar: plan.registrar,
    fingerprint: plan.fingerprint,
    certificate: Buffer.from(plan.certificate).toString('base64'),
    authorities: plan.authorities,
    ...life(plan),
  });

/** Entry that two registrars sign about their authority. Pure. */
export const profileEntry = (stated: Stated, body: EntryBodies['authority-profile']): Entry =>
  entry(stated, 'authority-profile', body);

/** Entry that two administrators sign when the twelve words were the same on both sides. Pure. */
export const peerEntry = (stated: Stated, body: EntryBodies['peer']): Entry =>
  entry(stated, 'peer', body);

/** Entry that two administrators sign to exchange with real States over a broker that has known faults. Pure. */
export const brokerAcceptedEntry = (stated: Stated, version: string): Entry =>
  entry(stated, 'broker-accepted', { version });

/** Entry that two administrators sign to put a policy pack in force. Pure. */
export const policyEntry = (stated: Stated, pack: EntryBodies['policy-pack']): Entry =>
  entry(stated, 'policy-pack', pack);

/** Entry that one administrator signs to close a link. Pure. */
export const peerRemovedEntry = (stated: Stated, peer: StateCode, linkId: LinkId): Entry =>
  entry(stated, 'peer-removed', { peer, linkId });

/** Entry that one administrator signs so that nothing of a thread is erased. Pure. */
export const holdEntry = (stated: Stated, body: EntryBodies['hold']): Entry =>
  entry(stated, 'hold', body);

/** Entry that two administrators sign to end a hold. Pure. */
export const holdLiftedEntry = (stated: Stated, body: EntryBodies['hold-lifted']): Entry =>
  entry(stated, 'hold-lifted', body);

/** Entry that two administrators sign to have a thread erased. Pure. */
export const eraseEntry = (stated: Stated, body: EntryBodies['erase']): Entry =>
  entry(stated, 'erase', body);

/** Entry that two administrators sign so that what is kept goes in time. Pure. */
export const retentionRuleEntry = (stated: Stated, body: EntryBodies['retention-rule']): Entry =>
  entry(stated, 'retention-rule', body);

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
  readonly enrolment: Sha256;
}

export const officerEntry = (stated: Stated, plan: OfficerPlan): Entry => {
  const { officer, authority, fingerprint, roles, enrolment } = plan;
  return entry(stated, 'officer', {
    ...{ officer, authority, fingerprint, roles, enrolment },
    ...life(plan),
  });
};

export const postingEntry = (stated: Stated, body: EntryBodies['posting']): Entry =>
  entry(stated, 'posting', body);

export const dutyRosterEntry = (stated: Stated, body: EntryBodies['duty-roster']): Entry =>
  entry(stated, 'duty-roster', body);

export const authorityEntry = (stated: Stated, body: EntryBodies['authority']): Entry =>
  entry(stated, 'authority', body);

export const contactPointEntry = (
  stated: Stated,
  plan: Life & { readonly authority: AuthorityId },
): Entry => entry(stated, 'contact-point', { authority: plan.authority, ...life(plan) });

export const timeLimitsEntry = (stated: Stated, body: EntryBodies['time-limits']): Entry =>
  entry(stated, 'time-limits', body);

export const suspensionEntry = (stated: Stated, officer: OfficerId, effective: Date): Entry =>
  entry(stated, 'officer-suspended', { officer, effective: timestamp(effective) });

export interface RegistrarPlan extends Life {
  readonly registrar: OfficerId;
  readonly fingerprint: Fingerprint;
  readonly certificate: Uint8Array;
  readonly authorities: readonly AuthorityId[];
}

export const registrarEntry = (stated: Stated, plan: RegistrarPlan): Entry =>
  entry(stated, 'registrar', {
    registrar: plan.registrar,
    fingerprint: plan.fingerprint,
    certificate: Buffer.from(plan.certificate).toString('base64'),
    authorities: plan.authorities,
    ...life(plan),
  });

export const profileEntry = (stated: Stated, body: EntryBodies['authority-profile']): Entry =>
  entry(stated, 'authority-profile', body);

export const peerEntry = (stated: Stated, body: EntryBodies['peer']): Entry =>
  entry(stated, 'peer', body);

export const brokerAcceptedEntry = (stated: Stated, version: string): Entry =>
  entry(stated, 'broker-accepted', { version });

export const policyEntry = (stated: Stated, pack: EntryBodies['policy-pack']): Entry =>
  entry(stated, 'policy-pack', pack);

export const peerRemovedEntry = (stated: Stated, peer: StateCode, linkId: LinkId): Entry =>
  entry(stated, 'peer-removed', { peer, linkId });

export const holdEntry = (stated: Stated, body: EntryBodies['hold']): Entry =>
  entry(stated, 'hold', body);

export const holdLiftedEntry = (stated: Stated, body: EntryBodies['hold-lifted']): Entry =>
  entry(stated, 'hold-lifted', body);

export const eraseEntry = (stated: Stated, body: EntryBodies['erase']): Entry =>
  entry(stated, 'erase', body);

export const retentionRuleEntry = (stated: Stated, body: EntryBodies['retention-rule']): Entry =>
  entry(stated, 'retention-rule', body);

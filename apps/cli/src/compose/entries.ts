import {
  timestamp,
  type AuthorityId,
  type ChainName,
  type Entry,
  type EntryBodies,
  type EntryKind,
  type Fingerprint,
  type LinkId,
  type OfficerId,
  type Role,
  type Sha256,
  type StateCode,
} from '#model';

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
  chain: ChainName,
  kind: K,
  body: EntryBodies[K],
): Entry => ({
  typ: 'liaise-directory-entry',
  v: 1,
  chain,
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

/** What two registrars sign about an officer. Pure. */
export const officerEntry = (stated: Stated, plan: OfficerPlan): Entry => {
  const { officer, authority, fingerprint, roles, enrolment } = plan;
  return entry(stated, 'directory', 'officer', {
    ...{ officer, authority, fingerprint, roles, enrolment },
    ...life(plan),
  });
};

/** One registrar is enough to stop an officer, at once. Pure. */
export const suspensionEntry = (stated: Stated, officer: OfficerId, effective: Date): Entry =>
  entry(stated, 'directory', 'officer-suspended', { officer, effective: timestamp(effective) });

export interface RegistrarPlan extends Life {
  readonly registrar: OfficerId;
  readonly fingerprint: Fingerprint;
  readonly certificate: Uint8Array;
  readonly authorities: readonly AuthorityId[];
}

/** What the root signs about a registrar. Pure. */
export const registrarEntry = (stated: Stated, plan: RegistrarPlan): Entry =>
  entry(stated, 'directory', 'registrar', {
    registrar: plan.registrar,
    fingerprint: plan.fingerprint,
    certificate: Buffer.from(plan.certificate).toString('base64'),
    authorities: plan.authorities,
    ...life(plan),
  });

/** What two administrators sign when the twelve words were the same on both sides. Pure. */
export const peerEntry = (stated: Stated, body: EntryBodies['peer']): Entry =>
  entry(stated, 'peers', 'peer', body);

/** What two administrators sign to exchange with real States over a broker that has known faults. Pure. */
export const brokerAcceptedEntry = (stated: Stated, version: string): Entry =>
  entry(stated, 'peers', 'broker-accepted', { version });

/** What one administrator signs to close a link. Pure. */
export const peerRemovedEntry = (stated: Stated, peer: StateCode, linkId: LinkId): Entry =>
  entry(stated, 'peers', 'peer-removed', { peer, linkId });

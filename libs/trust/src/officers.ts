import { TrustError } from '#chains';
import { onDuty, dutyRosterGaps } from '#capabilities/duty/duty-roster.schema';
import type { AuthorityId, Fingerprint, OfficerId, Role, Side, Timestamp } from '#kernel';
import type { Directory } from '#capabilities/directory/trust.model';
import type { OfficerGrant } from '#capabilities/directory/grants.model';

/** The grant by which a key holds at a time. @throws TrustError OFFICER_UNKNOWN, OFFICER_NOT_VALID_AT */
function grantAt(directory: Directory, signer: Fingerprint, at: Timestamp): OfficerGrant {
  const grant = directory.grantOf(signer, at);
  if (grant !== undefined) return grant;
  const known = directory.officers().some((each) => each.fingerprint === signer);
  throw new TrustError(known ? 'OFFICER_NOT_VALID_AT' : 'OFFICER_UNKNOWN');
}

/**
 * The officer who may act with this key now, by the signed directory.
 * @throws TrustError OFFICER_UNKNOWN, OFFICER_NOT_VALID_AT, OFFICER_SUSPENDED
 */
export function officerNow(
  directory: Directory,
  fingerprint: Fingerprint,
  now: Timestamp,
): OfficerGrant {
  const grant = grantAt(directory, fingerprint, now);
  const suspended = directory.suspendedFrom(grant);
  if (suspended !== undefined && suspended <= now) throw new TrustError('OFFICER_SUSPENDED');
  return grant;
}

/** Officers who may act in a role of an authority at a time, each once, in order. */
function withRole(
  directory: Directory,
  authority: AuthorityId,
  at: Timestamp,
  role: Role,
): readonly OfficerId[] {
  const active = directory
    .officers()
    .flatMap(({ fingerprint }) => directory.activeOfficer(fingerprint, at) ?? [])
    .filter((grant) => grant.authority === authority && grant.roles.includes(role));
  return [...new Set(active.map(({ officer }) => officer))].sort();
}

/**
 * Officers on duty at an authority at a time: by the roster that was said by then, the first first, as far as these may still act; where it names
 * nobody who may, everybody whom the directory has in that role. At the desk that asks it is that desk's role.
 */
export function dutyOfficers(
  directory: Directory,
  authority: AuthorityId,
  at: Timestamp,
  role: Role = 'DUTY_OFFICER',
): readonly OfficerId[] {
  const able = withRole(directory, authority, at, role);
  const roster = directory.dutyRoster(authority, at);
  const named = roster === undefined ? [] : onDuty(roster, at);
  const now = named.filter((officer) => able.includes(officer));
  return now.length > 0 ? now : able;
}

/**
 * Addressees of an escalation: officers who may open the thread and act in it. Of what this State asks, first who asked,
 * then the liaison officers on duty.
 */
export function escalatedTo(
  directory: Directory,
  { side, keeper }: { readonly side: Side; readonly keeper: OfficerId | null },
  authority: AuthorityId,
  at: Timestamp,
): readonly OfficerId[] {
  if (side === 'ASKED') return dutyOfficers(directory, authority, at);
  const onDesk = dutyOfficers(directory, authority, at, 'LIAISON_OFFICER');
  const asked = withRole(directory, authority, at, 'LIAISON_OFFICER').filter(
    (officer) => officer === keeper,
  );
  return [...new Set([...asked, ...onDesk])];
}

/**
 * When a roster first leaves an authority without anybody between two moments: no period, or nobody in it who may act as duty
 * officer then. Undefined: never, or there is no roster.
 */
export function firstDutyGap(
  directory: Directory,
  authority: AuthorityId,
  from: Timestamp,
  to: Timestamp,
): Timestamp | undefined {
  const roster = directory.dutyRoster(authority);
  if (roster === undefined) return undefined;
  const grants = directory.officers().filter((grant) => grant.authority === authority);
  const mayServe = (officer: OfficerId, at: Timestamp): boolean =>
    grants.some(
      (grant) =>
        grant.officer === officer && directory.hasRole(grant.fingerprint, 'DUTY_OFFICER', at),
    );
  // Who may serve changes only where a mandate or a post begins or ends, or a suspension begins.
  const changes = grants.flatMap((grant) => [
    grant.from,
    grant.to,
    directory.suspendedFrom(grant) ?? grant.to,
    ...directory.postingsOf(grant).flatMap((posting) => [posting.from, posting.to]),
  ]);
  const unable = roster.periods
    .filter((period) => period.to > from && period.from < to)
    .flatMap(({ from: begins, to: ends, officers }) => {
      const first = begins > from ? begins : from;
      const last = ends < to ? ends : to;
      return [first, ...changes.filter((at) => at > first && at < last)]
        .filter((at) => !officers.some((officer) => mayServe(officer, at)))
        .map((at) => ({ at }));
    });
  return [...dutyRosterGaps(roster, from, to).map((gap) => gap.from), ...unable.map(({ at }) => at)]
    .sort()
    .at(0);
}

export interface DocumentClaim {
  readonly signer: Fingerprint;
  readonly officer: OfficerId;
  readonly authority: AuthorityId;
  readonly composedAt: Timestamp;
  readonly sealedAt: Timestamp;
  /** When the judge judges: a suspension that is only announced for later does not count yet. */
  readonly now: Timestamp;
  /** Log time of `msg.signed` by the sender's verified leaf proof: before the effective date the signature stands. */
  readonly signedBefore?: Timestamp | undefined;
  /** The grant must name one of these. */
  readonly roles: readonly Role[];
}

/** When the grant was ended by a later entry, and how. */
function endOf(
  directory: Directory,
  grant: OfficerGrant,
):
  | { readonly at: Timestamp; readonly code: 'OFFICER_SUSPENDED' | 'OFFICER_NOT_VALID_AT' }
  | undefined {
  const suspended = directory.suspendedFrom(grant);
  const revoked = directory.revokedFrom(grant);
  if (suspended !== undefined && (revoked === undefined || suspended <= revoked))
    return { at: suspended, code: 'OFFICER_SUSPENDED' };
  return revoked === undefined ? undefined : { at: revoked, code: 'OFFICER_NOT_VALID_AT' };
}

/** The grant at the time of sealing; a revocation in between ends it only for what the log does not show to be earlier. */
function grantAtSealing(
  directory: Directory,
  composed: OfficerGrant,
  { signer, sealedAt, signedBefore }: DocumentClaim,
): OfficerGrant {
  const revoked = directory.revokedFrom(composed);
  const proven = revoked !== undefined && signedBefore !== undefined && signedBefore < revoked;
  if (proven && sealedAt < composed.to) return composed;
  return grantAt(directory, signer, sealedAt);
}

/**
 * Whether the named officer of the named authority could sign this document: the key was granted to that officer at
 * `composedAt` and at `sealedAt`, and the newest directory known knows no suspension or revocation. Times in a document
 * are its sender's word, so a suspended or revoked key is refused whatever they say, unless the custody log proves that
 * it signed earlier.
 * @returns the grant at `sealedAt`
 * @throws TrustError OFFICER_UNKNOWN, OFFICER_WRONG_AUTHORITY, OFFICER_NOT_VALID_AT, OFFICER_SUSPENDED,
 * OFFICER_ROLE_MISSING
 */
export function officerForDocument(directory: Directory, claim: DocumentClaim): OfficerGrant {
  const composed = grantAt(directory, claim.signer, claim.composedAt);
  const sealed = grantAtSealing(directory, composed, claim);
  for (const grant of [composed, sealed]) {
    if (grant.officer !== claim.officer || grant.authority !== claim.authority)
      throw new TrustError('OFFICER_WRONG_AUTHORITY');
    const end = endOf(directory, grant);
    if (end !== undefined && end.at <= claim.now) {
      const proven = claim.signedBefore !== undefined && claim.signedBefore < end.at;
      if (!proven) throw new TrustError(end.code);
    }
    if (!claim.roles.some((role) => grant.roles.includes(role)))
      throw new TrustError('OFFICER_ROLE_MISSING', claim.roles.join(' or '));
  }
  return sealed;
}

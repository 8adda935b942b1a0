import { TrustError } from '#chains';
import { onDuty, dutyRosterGaps } from '#capabilities/duty/duty-roster.schema';
import type { AuthorityId, Fingerprint, OfficerId, Role, Side, Timestamp } from '#kernel';
import type { Directory } from '#capabilities/directory/trust.model';
import type { OfficerGrant } from '#capabilities/directory/grants.model';

function grantAt(directory: Directory, signer: Fingerprint, at: Timestamp): OfficerGrant {
  const grant = directory.grantOf(signer, at);
  if (grant !== undefined) return grant;
  const known = directory.officers().some((each) => each.fingerprint === signer);
  throw new TrustError(known ? 'OFFICER_NOT_VALID_AT' : 'OFFICER_UNKNOWN');
}

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

/** Officers with a valid grant for `role` who are on duty at `at`. If none are, returns all officers with such a grant. */
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
  // The set of able officers changes only where a mandate or post starts or ends, or a suspension starts.
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
  /** Time at which the signature is judged. A suspension or revocation that begins later does not count. */
  readonly now: Timestamp;
  /**
   * Time of the event `msg.signed` in the sender's log; undefined without a proof. Suspensions and revocations after this
   * time do not count.
   */
  readonly signedBefore?: Timestamp | undefined;
  readonly roles: readonly Role[];
}

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

/**
 * Returns `composed`, the grant at composing, if it was revoked only after `signedBefore` and had not expired at sealing.
 * Otherwise returns the signer's grant that is valid at sealing.
 */
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
 * Returns the signer's grant at sealing. The signer's grant at composing must be valid too. @throws TrustError
 * OFFICER_UNKNOWN, OFFICER_WRONG_AUTHORITY, OFFICER_NOT_VALID_AT, OFFICER_SUSPENDED, OFFICER_ROLE_MISSING
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

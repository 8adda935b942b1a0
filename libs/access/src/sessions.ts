import {
  isCoded,
  timestamp,
  type AuthorityId,
  type CodedError,
  type Compartment,
  type Fingerprint,
  type OfficerId,
  type Role,
  type StateCode,
  type Timestamp,
} from '#kernel';
import type { OfficerGrant } from '#capabilities/directory/grants.model';
import type { Tx } from '#store';
import { nonceOf, officerNow, tokenHash, type TrustStore } from '#trust';
import { AccessError } from './errors.js';
import { readLogin, assertLoginSignature, spendNonce, type Login } from './login.js';
import type { SessionProofs } from './session-proofs.js';

/** Session of an officer. Authority and roles come from the signed directory at the time of each call, not from the login. */
export interface Session {
  readonly state: StateCode;
  readonly officer: OfficerId;
  readonly authority: AuthorityId;
  readonly fingerprint: Fingerprint;
  readonly roles: readonly Role[];
  readonly compartments: readonly Compartment[];
  readonly expiresAt: Timestamp;
}

export interface FoundSession extends Session {
  readonly seenAt: Date;
}

/**
 * New session; `ended` has the signed logins of older sessions that the new one closed. One key has at most eight open
 * sessions.
 */
export interface OpenedSession extends Session {
  readonly ended: readonly Uint8Array[];
}

export interface SessionLimits {
  readonly sessionMinutes: number;
  readonly idleMinutes: number;
}

const minute = 60_000;
// Most sessions of one key at a time; opening another ends the oldest.
const maxSessions = 8;

// Requests of PROTECTION cannot be exchanged yet, so nobody gets this compartment. `asDataProtectionOfficer`
// gives DATA_PROTECTION for one call.
const compartments = ['ENFORCEMENT'] as const satisfies readonly Compartment[];

const lifeEnd = (opened: Date, limits: SessionLimits): Date =>
  new Date(opened.getTime() + limits.sessionMinutes * minute);

export const idleEnd = (seen: Date, { idleMinutes }: SessionLimits): Timestamp =>
  timestamp(new Date(seen.getTime() + idleMinutes * minute));

function sessionFor(state: StateCode, grant: OfficerGrant, ends: Date): Session {
  const { officer, authority, fingerprint, roles, to } = grant;
  const end = timestamp(ends);
  const expiresAt = to < end ? to : end;
  return { state, officer, authority, fingerprint, roles, compartments, expiresAt };
}

/**
 * Returns the session with the data protection role and compartment only. @throws AccessError PERMISSION_DENIED if the
 * officer does not have this role
 */
export function asDataProtectionOfficer(session: Session): Session {
  const role = 'DATA_PROTECTION_OFFICER';
  if (!session.roles.includes(role)) throw new AccessError('PERMISSION_DENIED', role);
  return { ...session, roles: [role], compartments: ['DATA_PROTECTION'] };
}

/**
 * Opens a session for an enrolled key and stores the token only as a hash. Refresh `trust` in this transaction first. @throws
 * AccessError LOGIN_*; TrustError OFFICER_*; WireError or KernelError if the login statement is malformed
 */
export async function openSession(
  tx: Tx,
  trust: TrustStore,
  request: Login & { readonly token: string; readonly origin: string; readonly now: Date },
  limits: SessionLimits,
): Promise<OpenedSession> {
  const { now, origin } = request;
  const login = readLogin(request.login, { state: trust.state, origin, now });
  const certificate = await trust.certificate(tx, login.signer);
  await assertLoginSignature(request, certificate, now);
  const hash = tokenHash(request.token);
  if (hash === undefined || nonceOf(hash) !== login.nonce)
    throw new AccessError('LOGIN_REFUSED', 'token');
  const grant = officerNow(trust.own(), login.signer, timestamp(now));
  if (grant.officer !== login.officer) throw new AccessError('LOGIN_REFUSED', 'officer');
  await spendNonce(tx, login, now);
  const session = sessionFor(trust.state, grant, lifeEnd(now, limits));
  const { officer, authority, fingerprint } = grant;
  await tx.query(
    `insert into access.session
       (token_sha256, officer, authority, fingerprint, opened_at, seen_at, expires_at, login, signature)
     values ($1, $2, $3, $4, $5, $5, $6, $7, $8)`,
    [
      ...[hash, officer, authority, fingerprint, now, session.expiresAt],
      ...[request.login, request.signature],
    ],
  );
  const ended = await tx.query<{ login: Buffer }>(
    `update access.session set closed_at = $2 where token_sha256 in (
       select token_sha256 from access.session
        where officer = $3 and fingerprint = $1 and closed_at is null and expires_at > $2
        order by opened_at desc, token_sha256 offset ${maxSessions}) returning login`,
    [grant.fingerprint, now, grant.officer],
  );
  return { ...session, ended: ended.map(({ login: bytes }) => bytes) };
}

export interface SessionJudge {
  readonly trust: TrustStore;
  readonly limits: SessionLimits;
  readonly proofs: SessionProofs;
}

const columns =
  'token_sha256, officer, authority, fingerprint, opened_at, seen_at, expires_at, closed_at, login, signature';
interface Row {
  readonly token_sha256: string;
  readonly officer: string;
  readonly authority: string;
  readonly fingerprint: string;
  readonly opened_at: Date;
  readonly seen_at: Date;
  readonly expires_at: Date;
  readonly closed_at: Date | null;
  readonly login: Buffer;
  readonly signature: Buffer;
}

/**
 * Finds the session of a token, with the officer's roles that the directory states at `now`. Refresh `trust` in this
 * transaction first. @throws AccessError SESSION_UNKNOWN, SESSION_EXPIRED, SESSION_FORGED; TrustError OFFICER_SUSPENDED,
 * OFFICER_NOT_VALID_AT, OFFICER_UNKNOWN
 */
export async function sessionOf(
  tx: Tx,
  token: string,
  now: Date,
  { trust, limits, proofs }: SessionJudge,
): Promise<FoundSession> {
  const hash = tokenHash(token);
  if (hash === undefined) throw new AccessError('SESSION_UNKNOWN');
  const [row] = await tx.query<Row>(
    `select ${columns} from access.session where token_sha256 = $1`,
    [hash],
  );
  return judgeRow(tx, { hash, row }, now, { trust, limits, proofs });
}

/**
 * Finds the tokens without a valid session. Refresh `trust` in this transaction first. @returns the error of each such token,
 * by index in `tokens`
 */
export async function endedSessions(
  tx: Tx,
  tokens: readonly string[],
  now: Date,
  judge: SessionJudge,
): Promise<ReadonlyMap<number, CodedError>> {
  const hashes = tokens.map(tokenHash);
  const rows = await tx.query<Row>(
    `select ${columns} from access.session where token_sha256 = any ($1::text[])`,
    [hashes.filter((hash) => hash !== undefined)],
  );
  const known = new Map(rows.map((row) => [row.token_sha256, row]));
  const ended = new Map<number, CodedError>();
  for (const [place, hash = ''] of hashes.entries())
    try {
      await judgeRow(tx, { hash, row: known.get(hash) }, now, judge);
    } catch (error) {
      if (!isCoded(error) || error.action === 'retry') throw error;
      ended.set(place, error);
    }
  return ended;
}

async function judgeRow(
  tx: Tx,
  { hash, row }: { readonly hash: string; readonly row: Row | undefined },
  now: Date,
  { trust, limits, proofs }: SessionJudge,
): Promise<FoundSession> {
  if (row === undefined) throw new AccessError('SESSION_UNKNOWN');
  const idle = idleEnd(row.seen_at, limits) <= timestamp(now);
  // A limit lowered since then also holds for open sessions.
  const allowed = lifeEnd(row.opened_at, limits);
  const ends = row.expires_at < allowed ? row.expires_at : allowed;
  if (row.closed_at !== null || ends <= now || idle) throw new AccessError('SESSION_EXPIRED');
  const key = trust
    .own()
    .officers()
    .find((grant) => grant.fingerprint === row.fingerprint);
  if (key === undefined) throw new AccessError('SESSION_UNKNOWN', 'key');
  const { officer, fingerprint, login, signature, opened_at: openedAt } = row;
  const claimed = { tokenSha256: hash, officer, fingerprint, openedAt, login, signature };
  await proofs.require(tx, trust, claimed);
  const grant = officerNow(trust.own(), key.fingerprint, timestamp(now));
  // The officer moved to another authority, or the row names somebody else: log in again.
  if (grant.officer !== row.officer || grant.authority !== row.authority)
    throw new AccessError('SESSION_EXPIRED');
  return { ...sessionFor(trust.state, grant, ends), seenAt: row.seen_at };
}

/**
 * Restarts the idle time of a session. @returns false if the session is closed, unknown or has a recorded use within the last
 * minute
 */
export async function touchSession(tx: Tx, token: string, now: Date): Promise<boolean> {
  const touched = await tx.query(
    `update access.session set seen_at = $2
      where token_sha256 = $1 and closed_at is null and seen_at < $3 returning 1`,
    [tokenHash(token) ?? '', now, new Date(now.getTime() - 60_000)],
  );
  return touched.length > 0;
}

export interface ClosedSession {
  readonly fingerprint: string;
  readonly login: Uint8Array;
}

export async function closeSession(
  tx: Tx,
  token: string,
  now: Date,
): Promise<ClosedSession | undefined> {
  const [closed] = await tx.query<ClosedSession>(
    `update access.session set closed_at = $2 where token_sha256 = $1 and closed_at is null
     returning fingerprint, login`,
    [tokenHash(token) ?? '', now],
  );
  return closed;
}

import { timestamp, type LoginStatement, type StateCode, phrase } from '#kernel';
import { SealError, verifyDetached, type Certificate } from '#seal';
import type { Tx } from '#store';
import { decodeLogin } from '#wire';
import { AccessError } from './errors.js';

export interface Login {
  readonly login: Uint8Array;
  readonly signature: Uint8Array;
}

export interface Place {
  readonly state: StateCode;
  /** Origin (scheme, host and port) under which officers reach the gateway, from the settings. */
  readonly origin: string;
  readonly now: Date;
}

const maxLife = 120_000;
/** Tolerated difference (ms) between the officer's clock and the gateway's, either way. */
export const skew = 60_000;
// Nonces are kept longer (ms) than a statement can live: 120 s plus the skew at both ends.
const nonceLife = 10 * 60_000;

const shifted = (now: Date, ms: number): string => timestamp(new Date(now.getTime() + ms));

/**
 * Parses a login statement and checks State, origin and time, but not the signature.
 * @throws WireError, KernelError; AccessError LOGIN_OTHER_PLACE, LOGIN_TIME
 */
export function readLogin(bytes: Uint8Array, { state, origin, now }: Place): LoginStatement {
  const login = decodeLogin(bytes);
  // No value is repeated: nothing is signed yet, and anybody may ask. `liaise` compares the word, so it has no tag.
  if (login.state !== state) throw new AccessError('LOGIN_OTHER_PLACE', 'state');
  // Against a phishing page that forwards a statement signed for that page.
  if (login.origin !== origin) throw new AccessError('LOGIN_OTHER_PLACE', 'origin');
  const life = Date.parse(login.expiresAt) - Date.parse(login.issuedAt);
  if (life <= 0 || life > maxLife) throw new AccessError('LOGIN_TIME', phrase`lifetime of 120 s`);
  if (login.issuedAt > shifted(now, skew)) throw new AccessError('LOGIN_TIME', 'issuedAt');
  if (login.expiresAt <= shifted(now, -skew)) throw new AccessError('LOGIN_TIME', 'expiresAt');
  return login;
}

/**
 * Checks that the certificate's key signed the login statement. Refuses with one code for all reasons, so that a caller
 * learns nothing about keys.
 * @throws AccessError LOGIN_REFUSED
 */
export async function assertLoginSignature(
  { login, signature }: Login,
  certificate: Certificate | undefined,
  now: Date,
): Promise<void> {
  if (certificate === undefined) throw new AccessError('LOGIN_REFUSED');
  try {
    await verifyDetached(login, signature, certificate, now);
  } catch (cause) {
    if (cause instanceof SealError) throw new AccessError('LOGIN_REFUSED', undefined, cause);
    throw cause;
  }
}

/**
 * Marks the nonce of a login statement as used, so that each statement opens one session only.
 * @throws AccessError LOGIN_REPLAYED
 */
export async function spendNonce(
  tx: Tx,
  { signer, nonce }: LoginStatement,
  now: Date,
): Promise<void> {
  await tx.query('delete from access.login where at < $1', [new Date(now.getTime() - nonceLife)]);
  const rows = await tx.query(
    `insert into access.login (signer, nonce, at) values ($1, $2, $3)
     on conflict do nothing returning nonce`,
    [signer, nonce, now],
  );
  if (rows.length === 0) throw new AccessError('LOGIN_REPLAYED');
}

import { timestamp, type LoginStatement, type StateCode } from '#kernel';
import { SealError, verifyDetached, type Certificate } from '#seal';
import type { Tx } from '#store';
import { decodeLogin } from '#wire';
import { AccessError } from './errors.js';

/** Proof of an officer's client that it holds the key now. */
export interface Login {
  /** Exact bytes of the login statement. */
  readonly login: Uint8Array;
  readonly signature: Uint8Array;
}

/** Where and when it is judged. */
export interface Place {
  readonly state: StateCode;
  /** Origin of the gateway as officers see it; from the settings. */
  readonly origin: string;
  readonly now: Date;
}

const maxLife = 120_000;
/** How far the officer's clock may be off, either way. */
export const skew = 60_000;
/** Nonces are kept longer than any statement can live: 120 s and the skew on both ends. */
const nonceLife = 10 * 60_000;

const shifted = (now: Date, ms: number): string => timestamp(new Date(now.getTime() + ms));

/**
 * Parses a login statement and checks that it is for here and now; says nothing about who signed it.
 * @throws WireError, KernelError; AccessError LOGIN_OTHER_PLACE, LOGIN_TIME
 */
export function readLogin(bytes: Uint8Array, { state, origin, now }: Place): LoginStatement {
  const login = decodeLogin(bytes);
  if (login.state !== state) throw new AccessError('LOGIN_OTHER_PLACE', 'state');
  // Against a page that passes on what was signed for it.
  if (login.origin !== origin) throw new AccessError('LOGIN_OTHER_PLACE', 'origin');
  const life = Date.parse(login.expiresAt) - Date.parse(login.issuedAt);
  if (life <= 0 || life > maxLife) throw new AccessError('LOGIN_TIME', 'lifetime of 120 s');
  if (login.issuedAt > shifted(now, skew)) throw new AccessError('LOGIN_TIME', 'issuedAt');
  if (login.expiresAt <= shifted(now, -skew)) throw new AccessError('LOGIN_TIME', 'expiresAt');
  return login;
}

/** The holder of the key signed these bytes. One code for all reasons: an asker learns nothing about keys. */
export async function requireLoginSignature(
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

/** Each statement opens one thing once. @throws AccessError LOGIN_REPLAYED */
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

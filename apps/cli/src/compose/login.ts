import {
  parseOfficerId,
  timestamp,
  type Fingerprint,
  type OfficerId,
  type StateCode,
} from '#kernel';
import { nonceOf, tokenHash } from '#trust';
import { decodeLogin, encodeLogin } from '#wire';
import { CliError } from '../errors.js';

/** Officer and gateway of a login: everything that the signed bytes say beside time and nonce. */
export interface LoginFacts {
  readonly state: StateCode;
  /** `https://host:port` of the gateway. */
  readonly origin: string;
  readonly officer: OfficerId;
  readonly signer: Fingerprint;
}

const lifeMs = 120_000;

/** The nonce of the login that opens a session with this token. Pure. @throws CliError CLI_FILE_INVALID for no token */
export function nonceOfToken(token: string): string {
  const hash = tokenHash(token);
  if (hash === undefined) throw new CliError('CLI_FILE_INVALID', 'the file holds no session token');
  return nonceOf(hash);
}

/** The exact bytes of a login (protocol section 2); `nonce` is that of the session's token. Pure. */
export const composeLogin = (facts: LoginFacts, nonce: string, at: Date): Uint8Array =>
  encodeLogin({
    ...facts,
    nonce,
    issuedAt: timestamp(at),
    expiresAt: timestamp(new Date(at.getTime() + lifeMs)),
  });

/**
 * Bytes that were written earlier for signing must still say what this command says. Pure.
 * @throws CliError CLI_FILE_INVALID
 */
export function requireLogin(
  bytes: Uint8Array,
  facts: LoginFacts & { readonly nonce: string },
  at: Date,
): void {
  const found = decodeLogin(bytes);
  const same =
    found.nonce === facts.nonce &&
    found.state === facts.state &&
    found.origin === facts.origin &&
    parseOfficerId(found.officer) === facts.officer &&
    found.signer === facts.signer;
  if (!same)
    throw new CliError(
      'CLI_FILE_INVALID',
      'the login to sign is for another gateway, officer or session',
    );
  if (found.expiresAt <= timestamp(at))
    throw new CliError(
      'CLI_FILE_INVALID',
      'the login to sign has lapsed: remove it and start again',
    );
}

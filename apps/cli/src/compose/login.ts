import {
  parseOfficerId,
  timestamp,
  type Fingerprint,
  type OfficerId,
  type StateCode,
} from '#kernel';
import { nonceOf, tokenHash } from '#trust';
import { decodeLogin, encodeLogin } from '#wire';
import { say } from '#language/console';
import { CliError } from '../errors.js';

export interface LoginFacts {
  readonly state: StateCode;
  readonly origin: string;
  readonly officer: OfficerId;
  readonly signer: Fingerprint;
}

const lifeMs = 120_000;

export function nonceOfToken(token: string): string {
  const hash = tokenHash(token);
  if (hash === undefined)
    throw new CliError('CLI_FILE_INVALID', say('composeLogin.fileHoldsNoSession'));
  return nonceOf(hash);
}

export const composeLogin = (facts: LoginFacts, nonce: string, at: Date): Uint8Array =>
  encodeLogin({
    ...facts,
    nonce,
    issuedAt: timestamp(at),
    expiresAt: timestamp(new Date(at.getTime() + lifeMs)),
  });

/**
 * Asserts that a login statement, written by an earlier run, has exactly these `facts` and has not expired. Pure. @throws
 * CliError CLI_FILE_INVALID if the statement differs or has expired
 */
export function assertLogin(
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
  if (!same) throw new CliError('CLI_FILE_INVALID', say('composeLogin.loginSignAnotherGateway'));
  if (found.expiresAt <= timestamp(at))
    throw new CliError('CLI_FILE_INVALID', say('composeLogin.loginSignLapsedRemove'));
}

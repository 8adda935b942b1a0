import { randomBytes } from 'node:crypto';
import type { Sha256 } from '#kernel';
import { sha256 } from '#wire';

/** Bearer tokens (sessions, enrolment): 256 random bits as 43 characters of base64url. Only their hash is kept. */
const form = /^[A-Za-z0-9_-]{43}$/;

/** 256 random bits in base64url; whoever holds it is who logged in. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** SHA-256 of the token's characters; undefined for what cannot be a token. */
export function tokenHash(token: string): Sha256 | undefined {
  return form.test(token) ? sha256(Buffer.from(token, 'ascii')) : undefined;
}

/**
 * The nonce of the login that opens a session with the token of this hash: its first 128 bits. So the officer signs for
 * this one token, which the client draws, and a row with another token is not the officer's.
 */
export const nonceOf = (hash: string): string => hash.slice(0, 32);

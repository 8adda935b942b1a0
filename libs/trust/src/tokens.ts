import { randomBytes } from 'node:crypto';
import type { Sha256 } from '#kernel';
import { sha256 } from '#wire';

/** Form of bearer tokens: 256 random bits as 43 characters of base64url. The database stores only a token's hash. */
const form = /^[A-Za-z0-9_-]{43}$/;

export const newToken = (): string => randomBytes(32).toString('base64url');

export function tokenHash(token: string): Sha256 | undefined {
  return form.test(token) ? sha256(Buffer.from(token, 'ascii')) : undefined;
}

/**
 * Login nonce: the first 128 bits of the token's hash. The officer signs the nonce, so a changed database row cannot bind the
 * login to another token.
 */
export const nonceOf = (hash: string): string => hash.slice(0, 32);

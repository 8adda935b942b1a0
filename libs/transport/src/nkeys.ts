import { createUser, fromPublic, fromSeed } from '@nats-io/nkeys';
import { TransportError } from './errors.js';

/** A broker login: an Ed25519 pair in the broker's own text form. The seed (`SU...`) is secret, the public part (`U...`) is not. */
export interface UserKey {
  readonly seed: string;
  readonly publicKey: string;
}

const latin = new TextDecoder('latin1');
const utf8 = new TextEncoder();

/** A new login for one service or one end of a link. */
export function createUserKey(): UserKey {
  const pair = createUser();
  return { seed: latin.decode(pair.getSeed()), publicKey: pair.getPublicKey() };
}

/** The public part of a seed. @throws LAYOUT_INVALID when the text is no user seed. */
export function publicKeyOf(seed: string): string {
  try {
    const publicKey = fromSeed(utf8.encode(seed)).getPublicKey();
    if (publicKey.startsWith('U')) return publicKey;
  } catch {
    // The cause may quote the seed: it is dropped.
  }
  throw new TransportError('LAYOUT_INVALID', 'a service seed must be a user nkey seed (SU...)');
}

/** True for the text form of a public user nkey, its checksum included. */
export function isUserPublicKey(value: string): boolean {
  if (!/^U[A-Z2-7]{55}$/.test(value)) return false;
  try {
    fromPublic(value);
    return true;
  } catch {
    return false;
  }
}

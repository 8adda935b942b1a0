import { createPrivateKey, createPublicKey, randomBytes, sign, type KeyObject } from 'node:crypto';
import { BrokerError } from './errors.js';
import { encode, fromPublic, Prefix } from '@nats-io/nkeys';
import { Codec } from '@nats-io/nkeys/lib/codec.js';
import type { Authenticator } from '@nats-io/transport-node';
import { isSmallOrderEd25519, phrase } from '#kernel';

/** Ed25519 key pair for the login at the broker, in nkey text form: seed (`SU...`, secret) and public key (`U...`). */
export interface UserKey {
  readonly seed: string;
  readonly publicKey: string;
}

const latin = new TextDecoder('latin1');
const utf8 = new TextEncoder();

// PKCS #8 prefix of a raw 32-byte Ed25519 key (RFC 8410).
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');

// Uses Node's crypto: the nkeys library computes in JavaScript, which cost each start a quarter of a second.
const privateKey = (raw: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([pkcs8, raw]), format: 'der', type: 'pkcs8' });

function publicText(key: KeyObject): string {
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  return latin.decode(Codec.encode(Prefix.User, Buffer.from(x ?? '', 'base64url')));
}

export function createUserKey(): UserKey {
  const raw = randomBytes(32);
  const seed = latin.decode(Codec.encodeSeed(Prefix.User, raw));
  return { seed, publicKey: publicText(privateKey(raw)) };
}

function userKey(seed: string): KeyObject {
  try {
    const { prefix, buf } = Codec.decodeSeed(utf8.encode(seed));
    if (prefix === Prefix.User) return privateKey(buf);
  } catch {
    // The cause may quote the seed: it is dropped.
  }
  throw new BrokerError('LAYOUT_INVALID', phrase`a service seed must be a user nkey seed (SU...)`);
}

export const publicKeyOf = (seed: string): string => publicText(userKey(seed));

/** Makes the function that signs the broker's challenge with the seed. @throws LAYOUT_INVALID when `seed` is no user seed */
export function nkeyLogin(seed: string): Authenticator {
  const key = userKey(seed);
  const nkey = publicText(key);
  return (nonce) => ({ nkey, sig: encode(sign(null, utf8.encode(nonce ?? ''), key)) });
}

/** True for a valid public nkey of a user. False for weak keys: one signature would fit every challenge. */
export function isUserPublicKey(value: string): boolean {
  if (!/^U[A-Z2-7]{55}$/.test(value)) return false;
  try {
    fromPublic(value);
    // With a small-order key one observed signature would be valid for every challenge.
    return !isSmallOrderEd25519(Codec.decode(Prefix.User, utf8.encode(value)));
  } catch {
    return false;
  }
}

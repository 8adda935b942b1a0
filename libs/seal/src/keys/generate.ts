import { generateKey, type SubkeyOptions } from 'openpgp';
import type { Fingerprint } from '#kernel';
import { parseCertificate } from './certificate.js';
import { receivingPreferences } from '../profile.js';
import { requireUserId } from './user-id.js';

export interface NewKey {
  /** 1 to 200 printable characters. */
  readonly userId: string;
  /** Creation time, truncated to the second. */
  readonly at: Date;
  /** Locks the private key when given (iterated and salted S2K, which gpg reads too). */
  readonly passphrase?: string;
}

export interface GeneratedKey {
  /** Binary transferable secret key. */
  readonly privateKey: Uint8Array;
  /** Binary transferable public key. */
  readonly certificate: Uint8Array;
  /** Of the primary key. */
  readonly fingerprint: Fingerprint;
}

async function generate(
  { userId, at, passphrase }: NewKey,
  subkeys: SubkeyOptions[],
  config: { readonly aeadProtect: boolean },
): Promise<GeneratedKey> {
  const made = await generateKey({
    // The legacy encoding: GnuPG 2.4 in the field refuses the newer one.
    type: 'ecc',
    curve: 'curve25519Legacy',
    userIDs: { name: requireUserId(userId) },
    date: at,
    subkeys,
    format: 'object',
    config,
    ...(passphrase === undefined ? {} : { passphrase }),
  });
  const certificate = made.publicKey.write();
  const { fingerprint } = await parseCertificate(certificate);
  return { privateKey: made.privateKey.write(), certificate, fingerprint };
}

/** An officer's key: Ed25519 to sign, X25519 subkey, version 4, readable by GnuPG 2.4. */
export const generateOfficerKey = (options: NewKey): Promise<GeneratedKey> =>
  generate(options, [{}], { aeadProtect: false });

/** A key of the State that only signs: Ed25519, version 4, no subkey. */
export const generateStateSigningKey = (options: NewKey): Promise<GeneratedKey> =>
  generate(options, [], { aeadProtect: false });

/** A key that messages are sealed to: X25519 subkey, advertising SEIPD version 2 with AES-256-GCM. */
export const generateEncryptionKey = (options: NewKey): Promise<GeneratedKey> =>
  generate(options, [{}], receivingPreferences);

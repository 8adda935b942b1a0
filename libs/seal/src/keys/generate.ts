import { generateKey, type SubkeyOptions } from 'openpgp';
import type { Fingerprint } from '#kernel';
import { parseCertificate } from './certificate.js';
import { receivingPreferences } from '../profile.js';
import { requireUserId } from './user-id.js';

export interface NewKey {
  readonly userId: string;
  readonly at: Date;
  readonly passphrase?: string;
}

export interface GeneratedKey {
  readonly privateKey: Uint8Array;
  readonly certificate: Uint8Array;
  readonly fingerprint: Fingerprint;
}

async function generate(
  { userId, at, passphrase }: NewKey,
  subkeys: SubkeyOptions[],
  config: { readonly aeadProtect: boolean },
): Promise<GeneratedKey> {
  const made = await generateKey({
    // Legacy encoding, because GnuPG 2.4 refuses the newer one.
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

export const generateOfficerKey = (options: NewKey): Promise<GeneratedKey> =>
  generate(options, [{}], { aeadProtect: false });

export const generateStateSigningKey = (options: NewKey): Promise<GeneratedKey> =>
  generate(options, [], { aeadProtect: false });

export const generateEncryptionKey = (options: NewKey): Promise<GeneratedKey> =>
  generate(options, [{}], receivingPreferences);

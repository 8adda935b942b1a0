import {
  armored,
  exportPrivate,
  generateOfficerKey,
  parseCertificate,
  requireUsable,
  signDetached,
  unlockKey,
  type Certificate,
  type PrivateKey,
} from '#seal';
import { CliError } from '../errors.js';
import { exists, readBytes, writePublic, writeSecret } from '../installation/files.js';

/** An officer's key on the officer's own machine: `FILE` holds the private key, `FILE.cert` the certificate. */
const certificateFileOf = (keyFile: string): string => `${keyFile}.cert`;

export interface KeptKey {
  readonly fingerprint: string;
  readonly keyFile: string;
  readonly certificateFile: string;
}

async function requireNew(keyFile: string): Promise<void> {
  for (const file of [keyFile, certificateFileOf(keyFile)])
    if (await exists(file)) throw new CliError('CLI_FILE_EXISTS', file);
}

async function keep(
  keyFile: string,
  privateKey: Uint8Array,
  certificate: Certificate,
): Promise<KeptKey> {
  const certificateFile = certificateFileOf(keyFile);
  await writeSecret(keyFile, armored(privateKey, 'PRIVATE KEY BLOCK'));
  await writePublic(certificateFile, armored(certificate.bytes, 'PUBLIC KEY BLOCK'));
  return { fingerprint: certificate.fingerprint, keyFile, certificateFile };
}

/** @throws CliError CLI_FILE_EXISTS; SealError SEAL_USER_ID_INVALID */
export async function newOfficerKey(
  userId: string,
  keyFile: string,
  passphrase: string | undefined,
  at: Date,
): Promise<KeptKey> {
  await requireNew(keyFile);
  const locked = passphrase === undefined ? {} : { passphrase };
  const { privateKey, certificate } = await generateOfficerKey({ userId, at, ...locked });
  return keep(keyFile, privateKey, await parseCertificate(certificate));
}

/**
 * Takes over a key made by `gpg --export-secret-keys` or `sq`: it must be of the accepted profile, valid now, able to
 * sign and to receive. The copy is locked with the same passphrase.
 * @throws CliError CLI_FILE_EXISTS, CLI_FILE_UNUSABLE; SealError naming what the profile refuses
 */
export async function importOfficerKey(
  from: string,
  keyFile: string,
  passphrase: string | undefined,
  at: Date,
): Promise<KeptKey> {
  await requireNew(keyFile);
  const key = await unlockKey(await readBytes(from), passphrase);
  await requireComplete(key, at);
  return keep(keyFile, await exportPrivate(key, passphrase), key.certificate);
}

async function requireComplete(key: PrivateKey, at: Date): Promise<void> {
  await requireUsable(key.certificate, at);
  await key.certificate.encryptionFingerprint(at);
  // Proves that the private part can sign, which the certificate alone does not.
  await signDetached(Buffer.from('liaise key import'), key, at);
}

/**
 * The certificate in a file, or the one kept beside a private key. Never reads a private key.
 * @throws CliError CLI_FILE_UNUSABLE; SealError, SEAL_CERTIFICATE_SECRET among them
 */
export async function certificateOf(file: string): Promise<Certificate> {
  const beside = certificateFileOf(file);
  return parseCertificate(await readBytes((await exists(beside)) ? beside : file));
}

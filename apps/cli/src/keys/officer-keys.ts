import {
  armored,
  exportPrivate,
  generateOfficerKey,
  parseCertificate,
  assertUsable,
  signDetached,
  unlockKey,
  type Certificate,
  type PrivateKey,
} from '#seal';
import { CliError } from '../errors.js';
import { exists, readBytes, writePublic, writeSecret } from '../installation/files.js';

const certificateFileOf = (keyFile: string): string => `${keyFile}.cert`;

export interface KeptKey {
  readonly fingerprint: string;
  readonly keyFile: string;
  readonly certificateFile: string;
}

async function assertNew(keyFile: string): Promise<void> {
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

export async function newOfficerKey(
  userId: string,
  keyFile: string,
  passphrase: string | undefined,
  at: Date,
): Promise<KeptKey> {
  await assertNew(keyFile);
  const locked = passphrase === undefined ? {} : { passphrase };
  const { privateKey, certificate } = await generateOfficerKey({ userId, at, ...locked });
  return keep(keyFile, privateKey, await parseCertificate(certificate));
}

/**
 * Imports a key from gpg or sq; the copy keeps its passphrase. The key must fit the project's OpenPGP profile, sign and
 * decrypt. @throws CliError CLI_FILE_EXISTS, CLI_FILE_UNUSABLE; SealError naming what the profile refuses
 */
export async function importOfficerKey(
  from: string,
  keyFile: string,
  passphrase: string | undefined,
  at: Date,
): Promise<KeptKey> {
  await assertNew(keyFile);
  const key = await unlockKey(await readBytes(from), passphrase);
  await assertComplete(key, at);
  return keep(keyFile, await exportPrivate(key, passphrase), key.certificate);
}

async function assertComplete(key: PrivateKey, at: Date): Promise<void> {
  await assertUsable(key.certificate, at);
  await key.certificate.encryptionFingerprint(at);
  // A test signature shows that the private key is usable.
  await signDetached(Buffer.from('liaise key import'), key, at);
}

/**
 * Reads the certificate stored beside `file`; if none is there, reads `file` itself. @throws CliError CLI_FILE_UNUSABLE;
 * SealError, for example SEAL_CERTIFICATE_SECRET if the content is a private key
 */
export async function certificateOf(file: string): Promise<Certificate> {
  const beside = certificateFileOf(file);
  return parseCertificate(await readBytes((await exists(beside)) ? beside : file));
}

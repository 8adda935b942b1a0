import type { OfficerId, StateCode } from '#kernel';
import {
  armored,
  generateOfficerKey,
  generateStateSigningKey,
  readCertificate,
  unlockKey,
  type GeneratedKey,
  type PrivateKey,
} from '#seal';
import { CliError } from '../../errors.js';
import type { Certified, DirectoryPlan } from '../entries.js';
import { exists, makeFolder, readBytes, writePublic, writeSecret } from '../files.js';
import type { PeopleLayout } from '../layout.js';

export type Registrar = DirectoryPlan['registrars'][number];

export interface RegistrarRequest {
  readonly registrar: OfficerId;
  readonly certificateFile: string | undefined;
}

async function keep(
  { privateKey, certificate }: GeneratedKey,
  keyFile: string,
  certificateFile: string,
): Promise<void> {
  await writeSecret(keyFile, armored(privateKey, 'PRIVATE KEY BLOCK'));
  await writePublic(certificateFile, armored(certificate, 'PUBLIC KEY BLOCK'));
}

/**
 * Makes the root key in the persons' folder, never in the gateway's. A person then moves the key to a safe. @throws CliError
 * CLI_FOLDER_IN_USE if the file exists
 */
export async function makeRoot(
  people: PeopleLayout,
  state: StateCode,
  at: Date,
  passphrase: string | undefined,
): Promise<PrivateKey> {
  if (await exists(people.rootKey)) throw new CliError('CLI_FOLDER_IN_USE', people.rootKey);
  await makeFolder(people.dir);
  const locked = passphrase === undefined ? {} : { passphrase };
  const root = await generateStateSigningKey({ userId: `${state} root`, at, ...locked });
  await keep(root, people.rootKey, people.rootCertificate);
  return unlockKey(root.privateKey, passphrase, root.fingerprint);
}

export async function makeRegistrars(
  people: PeopleLayout,
  requests: readonly RegistrarRequest[],
  at: Date,
  passphrase: string | undefined,
): Promise<Registrar[]> {
  const registrars = [];
  for (const { registrar, certificateFile } of requests) {
    const key =
      certificateFile === undefined
        ? await makeRegistrar(people, registrar, at, passphrase)
        : await given(certificateFile, at);
    registrars.push({ registrar, key });
  }
  return registrars;
}

async function makeRegistrar(
  people: PeopleLayout,
  registrar: OfficerId,
  at: Date,
  passphrase: string | undefined,
): Promise<Certified> {
  const locked = passphrase === undefined ? {} : { passphrase };
  const key = await generateOfficerKey({ userId: `registrar ${registrar}`, at, ...locked });
  const name = `registrar-${registrar}`;
  await keep(key, people.key(name), people.certificate(name));
  return key;
}

async function given(certificateFile: string, at: Date): Promise<Certified> {
  const { fingerprint, bytes } = await readCertificate(await readBytes(certificateFile), at);
  return { fingerprint, certificate: bytes };
}

import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Custodian,
  type Fonts,
  factsOfPackage,
  fileSealer,
  fontFiles,
  type Language,
  makeCertificate,
  sealPdf,
  type Sealer,
} from '#certificate';
import { parseRoots } from '#package';
import { repository } from '#runner';
import { CliError } from '../errors.js';
import type { Context } from '../context.js';
import { type Token, tokenSealer } from './token-sealer.js';

/** Key of the authority's seal: in a file, or in a device. */
export type SealingKey = { readonly file: string } | Token;

/** What a person says to certify a package. */
export interface Certification {
  readonly packageFile: string;
  readonly rootsFile: string;
  readonly custodian: Custodian;
  readonly language: Language;
  readonly key: SealingKey;
  /** X.509 certificate of the seal, then those that issued it, PEM. */
  readonly chainFile: string;
  /** New files: the document, and its machine form. */
  readonly out: { readonly pdf: string; readonly json: string };
  readonly software: string;
}

async function read(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new CliError('CLI_FILE_UNUSABLE', path, cause);
  }
}

const text = async (path: string): Promise<string> => (await read(path)).toString('utf8');

/** Whoever can read the file can seal. */
async function secret(path: string): Promise<string> {
  const content = await text(path);
  const { mode } = await stat(path);
  if ((mode & 0o077) !== 0) throw new CliError('CLI_FILE_UNSAFE', path);
  return content;
}

async function fonts(): Promise<Fonts> {
  const folder = join(repository, 'libs/certificate/fonts');
  const [latin, arabic] = await Promise.all([
    read(join(folder, fontFiles.latin.file)),
    read(join(folder, fontFiles.arabic.file)),
  ]);
  return { latin, arabic };
}

async function sealerOf({ key, chainFile }: Certification, env: Context['env']): Promise<Sealer> {
  const chain = await text(chainFile);
  if ('file' in key) return fileSealer(await secret(key.file), chain);
  await secret(key.pinFile);
  return tokenSealer(key, chain, env);
}

/** Whoever has a file of this name keeps it, and learns so before a key is asked. */
async function requireNew(path: string): Promise<void> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  if (isThere) throw new CliError('CLI_FILE_EXISTS', path);
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(path, bytes, { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    const isThere = (cause as NodeJS.ErrnoException).code === 'EEXIST';
    throw new CliError(isThere ? 'CLI_FILE_EXISTS' : 'CLI_FILE_UNUSABLE', path, cause);
  }
}

/**
 * Verifies a package, states its facts in the custodian's name, seals that, and writes both forms. Nothing is written before all of
 * it is made.
 * @throws CliError, CertificateError, PackageError
 */
export async function certifyFile(
  asked: Certification,
  { env, now }: Pick<Context, 'env' | 'now'>,
): Promise<{ readonly pdf: Uint8Array; readonly json: Uint8Array }> {
  for (const path of Object.values(asked.out)) await requireNew(path);
  const sealer = await sealerOf(asked, env);
  const { custodian, language, software } = asked;
  const at = new Date(Math.floor(now().getTime() / 1_000) * 1_000);
  const reader = { roots: parseRoots(await text(asked.rootsFile)), at };
  const certifying = { custodian, language, software, reader };
  const facts = await factsOfPackage(await read(asked.packageFile), certifying);
  const made = await makeCertificate(facts, await fonts());
  const pdf = await sealPdf(made.pdf, sealer, at);
  await write(asked.out.pdf, pdf);
  await write(asked.out.json, made.machineForm);
  return { pdf, json: made.machineForm };
}

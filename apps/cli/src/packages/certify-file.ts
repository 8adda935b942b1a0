import { join } from 'node:path';
import {
  type Custodian,
  type Fonts,
  factsOfPackage,
  fontFiles,
  type Language,
  makeCertificate,
  sealPdf,
} from '#certificate';
import { fileSealer, type Sealer } from '#cms';
import { programSealer, type Token, tokenSealer } from '#device';
import { parseRoots, zipLimits } from '#package';
import { repository } from '#runner';
import { CliError } from '../errors.js';
import { givenProfile } from './given-profile.js';
import type { Context } from '../context.js';
import { exists, readBytes, readPrivate, readText, writeSecret } from '../installation/files.js';

export type SealingKey = { readonly file: string } | { readonly program: string } | Token;

export interface Certification {
  readonly packageFile: string;
  readonly rootsFile: string;
  readonly custodian: Custodian;
  readonly language: Language;
  readonly profile: string;
  readonly notConclusory: boolean;
  readonly key: SealingKey;
  readonly chainFile: string;
  readonly out: { readonly pdf: string; readonly json: string };
  readonly software: string;
}

async function fonts(): Promise<Fonts> {
  const folder = join(repository, 'libs/certificate/fonts');
  const [latin, arabic] = await Promise.all([
    readBytes(join(folder, fontFiles.latin.file)),
    readBytes(join(folder, fontFiles.arabic.file)),
  ]);
  return { latin, arabic };
}

async function sealerOf({ key, chainFile }: Certification, env: Context['env']): Promise<Sealer> {
  const chain = await readText(chainFile);
  if ('file' in key) return fileSealer((await readPrivate(key.file)).toString('utf8'), chain);
  if ('program' in key) return programSealer(key.program, chain, env);
  await readPrivate(key.pinFile);
  return tokenSealer(key, chain, env);
}

// Refuses an existing file before a key is asked.
async function assertNew(path: string): Promise<void> {
  if (await exists(path)) throw new CliError('CLI_FILE_EXISTS', path);
}

/**
 * Verifies a package, makes the custodian's certificate about it and seals the certificate. Writes PDF and JSON only
 * when both are complete.
 * @throws CliError, CertificateError, PackageError
 */
export async function certifyFile(
  asked: Certification,
  { env, now }: Pick<Context, 'env' | 'now'>,
): Promise<{ readonly pdf: Uint8Array; readonly json: Uint8Array }> {
  for (const path of Object.values(asked.out)) await assertNew(path);
  const sealer = await sealerOf(asked, env);
  const { custodian, language, software, notConclusory } = asked;
  const at = new Date(Math.floor(now().getTime() / 1_000) * 1_000);
  const reader = { roots: parseRoots(await readText(asked.rootsFile)), at };
  const profile = await givenProfile(asked.profile, readBytes);
  const certifying = { custodian, language, software, profile, notConclusory, reader };
  const facts = await factsOfPackage(
    await readBytes(asked.packageFile, zipLimits.bytes),
    certifying,
  );
  const made = await makeCertificate(facts, await fonts());
  const pdf = await sealPdf(made.pdf, sealer, at);
  await writeSecret(asked.out.pdf, pdf);
  await writeSecret(asked.out.json, made.machineForm);
  return { pdf, json: made.machineForm };
}

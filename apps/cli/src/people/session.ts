import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { timestamp } from '#kernel';
import { newToken } from '#trust';
import { ApiClient } from '../api/client.js';
import { sessionView } from '../api/gen/readers.js';
import { composeLogin, nonceOfToken, requireLogin, type LoginFacts } from '../compose/login.js';
import type { Context } from '../context.js';
import { requireOfficer } from '../directory/confirm.js';
import { verifiedDirectory } from '../directory/verified-directory.js';
import { CliError } from '../errors.js';
import { makeFolder, readPrivate, replaceFile } from '../installation/files.js';
import { openSigner, type Signed, type Signer } from './keys/signer.js';
import { readProfile, signerOf, writeProfile, type Profile } from './profile.js';

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/**
 * Makes a session token and signs a login; the login's nonce comes from the token's hash. @returns undefined when the login
 * waits for a signature made elsewhere; the token then waits in a private file beside the profile
 */
export async function signLogin(
  signer: Signer,
  facts: LoginFacts,
  profile: string,
  context: Context,
): Promise<(Signed & { readonly token: string }) | undefined> {
  const waiting = `${profile}.token`;
  let token = newToken();
  const signed = await signer.sign({
    compose: async () => {
      if (signer.elsewhere) {
        await makeFolder(dirname(waiting));
        await replaceFile(waiting, `${token}\n`);
      }
      return composeLogin(facts, nonceOfToken(token), context.now());
    },
    check: async (bytes) => {
      token = (await readPrivate(waiting)).toString('utf8').trim();
      requireLogin(bytes, { ...facts, nonce: nonceOfToken(token) }, context.now());
    },
  });
  if (signed === undefined) return undefined;
  if (signer.elsewhere) await rm(waiting, { force: true });
  return { ...signed, token };
}

export const signedMembers = ({ bytes, signature }: Signed) => ({
  login: base64(bytes),
  signature: base64(signature),
});

/**
 * Stores a session in the profile, after checking that the signed directory gives the key to the officer. @throws CliError
 * CLI_DIRECTORY_*
 */
export async function keepSession(
  file: string,
  profile: Profile,
  facts: LoginFacts,
  now: Date,
): Promise<void> {
  const { origin, ca, token, state, officer, fingerprint } = profile;
  const same = state === facts.state && officer === facts.officer && fingerprint === facts.signer;
  if (!same) throw new CliError('CLI_DIRECTORY_DIFFERS', 'the session is not of who logged in');
  const client = new ApiClient({ origin, ca }, token);
  try {
    const { own } = await verifiedDirectory({ file, profile, client });
    requireOfficer(own.directory, profile, now);
  } finally {
    client.close();
  }
  await writeProfile(file, profile);
}

/**
 * Profile with a live session. A session that has ended is renewed with the key named in the profile. @throws CliError
 * CLI_NO_SESSION
 */
export async function liveProfile(file: string, context: Context): Promise<Profile> {
  const found = await readProfile(file);
  if (found === undefined || found.token === '') throw new CliError('CLI_NO_SESSION', file);
  if (found.expiresAt > timestamp(context.now())) return found;
  const renewed = await renewSession(file, found, context);
  if (renewed === undefined) throw new CliError('CLI_NO_SESSION', file);
  return renewed;
}

/**
 * Opens a new session with the key named in the profile, and stores the session. @returns undefined when the key cannot be
 * used without a question to the person, or differs from the key of the last session @throws Refusal, CliError
 * CLI_DIRECTORY_*
 */
export async function renewSession(
  file: string,
  profile: Profile,
  context: Context,
): Promise<Profile | undefined> {
  const signer = await knownSigner(profile, context);
  if (signer === undefined) return undefined;
  const { state, officer, origin, ca, fingerprint } = profile;
  const facts = { state, officer, origin, signer: fingerprint };
  const signed = await signLogin(signer, facts, file, context);
  if (signed === undefined) return undefined;
  const { token } = signed;
  const client = new ApiClient({ origin, ca }, undefined);
  try {
    const body = { token, ...signedMembers(signed) };
    const session = await client.ask(sessionView, 'POST', '/api/v1/sessions', body);
    const entered = { ...profile, ...session, token };
    await keepSession(file, entered, facts, context.now());
    context.terminal.message(`The session had ended; your key opened a new one.`);
    return entered;
  } finally {
    client.close();
  }
}

// The standard input may belong to the command, so no passphrase is read from it.
async function knownSigner(profile: Profile, context: Context): Promise<Signer | undefined> {
  const { key, gpg, passphraseFile, fingerprint } = profile;
  if ((key ?? gpg) === null || passphraseFile === '-') return undefined;
  try {
    const signer = await openSigner({}, signerOf(profile), context);
    return signer.certificate.fingerprint === fingerprint ? signer : undefined;
  } catch (error) {
    if (error instanceof CliError) return undefined;
    throw error;
  }
}

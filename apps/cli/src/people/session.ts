import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isCoded, timestamp } from '#kernel';
import { SealError } from '#seal';
import { newToken } from '#trust';
import { say } from '#language/console';
import { ApiClient } from '../api/client.js';
import { Refusal } from '../api/refusal.js';
import { nothing, sessionView } from '../api/gen/readers.js';
import { composeLogin, nonceOfToken, assertLogin, type LoginFacts } from '../compose/login.js';
import type { Context } from '../context.js';
import { assertOfficer } from '../directory/confirm.js';
import { verifiedDirectory } from '../directory/verified-directory.js';
import { CliError } from '../errors.js';
import { makeFolder, readPrivate, replaceFile } from '../installation/files.js';
import { openSigner, type Signed, type Signer } from './keys/signer.js';
import { readProfile, signerOf, writeProfile, type Profile } from './profile.js';

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** Makes a session token and signs a login for it. @returns undefined if another machine must sign first */
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
      assertLogin(bytes, { ...facts, nonce: nonceOfToken(token) }, context.now());
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

/** Adds this login's State or origin to the text of a refusal LOGIN_OTHER_PLACE. Returns every other error unchanged. Pure. */
export function withPlace(error: unknown, { state, origin }: LoginFacts): unknown {
  if (!(error instanceof Refusal) || error.code !== 'LOGIN_OTHER_PLACE') return error;
  const detail =
    error.detail === 'state'
      ? say('session.otherState', { state })
      : say('session.otherOrigin', { origin });
  return error.saying(detail);
}

async function withClient<T>(
  { origin, ca }: Profile,
  token: string | undefined,
  act: (client: ApiClient) => Promise<T>,
): Promise<T> {
  const client = new ApiClient({ origin, ca }, token);
  try {
    return await act(client);
  } finally {
    client.close();
  }
}

// Checks that the session is that of the login, and that the signed directory gives the key to the officer.
async function assertSession(
  file: string,
  profile: Profile,
  facts: LoginFacts,
  now: Date,
): Promise<void> {
  const { token, state, officer, fingerprint } = profile;
  const same = state === facts.state && officer === facts.officer && fingerprint === facts.signer;
  if (!same) throw new CliError('CLI_DIRECTORY_DIFFERS', say('session.sessionNotLogged'));
  await withClient(profile, token, async (client) => {
    const { own } = await verifiedDirectory({ file, profile, client });
    assertOfficer(own.directory, profile, now);
  });
}

/** Writes `profile` to `file` after checking its session and its key. @throws CliError CLI_DIRECTORY_* if a check fails */
export async function keepSession(
  file: string,
  profile: Profile,
  facts: LoginFacts,
  now: Date,
): Promise<void> {
  await assertSession(file, profile, facts, now);
  await writeProfile(file, profile);
}

/** Returns the profile; renews its session first if the session has ended. @throws CliError CLI_NO_SESSION */
export async function liveProfile(file: string, context: Context): Promise<Profile> {
  const found = await readProfile(file);
  if (found === undefined || found.token === '') throw new CliError('CLI_NO_SESSION', file);
  if (found.expiresAt > timestamp(context.now())) return found;
  const renewed = await renewSession(file, found, context);
  if (renewed === undefined) throw new CliError('CLI_NO_SESSION', file);
  return renewed;
}

const samePerson = ['origin', 'ca', 'state', 'officer', 'authority', 'fingerprint'] as const;

/**
 * Renews the session with the profile's key, unless another command did. @returns the profile; undefined if the session must
 * not or cannot be renewed @throws Refusal; CliError CLI_DIRECTORY_*; CLI_NO_SESSION if the officer now belongs to another
 * authority
 */
export async function renewSession(
  file: string,
  used: Profile,
  context: Context,
): Promise<Profile | undefined> {
  const profile = await readProfile(file);
  if (profile === undefined || profile.token === '') return undefined;
  if (samePerson.some((name) => profile[name] !== used[name])) return undefined;
  const isOver = profile.token === used.token || profile.expiresAt <= timestamp(context.now());
  if (!isOver) return profile;
  const signed = await signedAnew(file, profile, context);
  return signed && enteredAnew(file, profile, signed, context);
}

const factsOf = ({ state, officer, origin, fingerprint }: Profile): LoginFacts => ({
  ...{ state, officer, origin },
  signer: fingerprint,
});

async function enteredAnew(
  file: string,
  profile: Profile,
  { token, ...signed }: Signed & { readonly token: string },
  context: Context,
): Promise<Profile | undefined> {
  const body = { token, ...signedMembers(signed) };
  const session = await withClient(profile, undefined, (client) =>
    client.ask(sessionView, 'POST', '/api/v1/sessions', body).catch((error: unknown) => {
      throw withPlace(error, factsOf(profile));
    }),
  );
  const entered = { ...profile, ...session, token };
  if (session.authority !== profile.authority) {
    await dropSession(entered);
    const moved = say('session.moved', {
      authority: session.authority,
      profileAuthority: profile.authority,
    });
    throw new CliError('CLI_NO_SESSION', moved);
  }
  await assertSession(file, entered, factsOf(profile), context.now());
  // The person may have been asked for a passphrase meanwhile.
  const now = await readProfile(file);
  if (now?.token !== profile.token) {
    await dropSession(entered);
    const isSame = now !== undefined && samePerson.every((name) => now[name] === profile[name]);
    return isSame && now.token !== '' ? now : undefined;
  }
  await writeProfile(file, entered);
  context.terminal.message(say('session.sessionEndedYourKey'));
  return entered;
}

export async function closeSession(profile: Profile): Promise<void> {
  await withClient(profile, profile.token, (client) =>
    client.ask(nothing, 'DELETE', '/api/v1/session'),
  );
}

// Ends a session that is not kept. Without an answer it ends by itself, unused.
async function dropSession(profile: Profile): Promise<void> {
  try {
    await closeSession(profile);
  } catch (error) {
    if (!isCoded(error)) throw error;
  }
}

// The standard input may belong to the command, so no passphrase is read from it.
async function signedAnew(file: string, profile: Profile, context: Context) {
  const { key, gpg, passphraseFile, fingerprint, renew } = profile;
  if (renew === false || (key ?? gpg) === null || passphraseFile === '-') return undefined;
  try {
    const signer = await openSigner({}, signerOf(profile), context);
    if (signer.certificate.fingerprint !== fingerprint) return undefined;
    return await signLogin(signer, factsOf(profile), file, context);
  } catch (error) {
    // A wrong passphrase, or a card that is not there: the session has ended, and a login says why.
    if (error instanceof CliError || error instanceof SealError) return undefined;
    throw error;
  }
}

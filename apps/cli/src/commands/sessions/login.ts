import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import {
  parseFingerprint,
  parseOfficerId,
  parseStateCode,
  type Fingerprint,
  type OfficerId,
  type StateCode,
} from '#kernel';
import { fitting } from '../../arguments.js';
import { ApiClient } from '../../api/client.js';
import { newToken } from '#trust';
import { Refusal } from '../../api/refusal.js';
import type { SessionView } from '#capabilities/sessions/sessions.contract';
import { enrolledOfficer, nothing, sessionView } from '../../api/gen/readers.js';
import { composeLogin, nonceOfToken, requireLogin, type LoginFacts } from '../../compose/login.js';
import { wantsJson, type Context } from '../../context.js';
import { requireOfficer } from '../../directory/confirm.js';
import { verifiedDirectory } from '../../directory/verified-directory.js';
import { CliError } from '../../errors.js';
import { makeFolder, readPrivate, replaceFile } from '../../installation/files.js';
import {
  asking,
  gatewayOf,
  signerOf,
  urlParser,
  withProfile,
  withSigner,
  type GatewayFlags,
  type ProfileFlags,
} from '../../people/asking.js';
import { requireNoOthersKey } from '../../people/keys/own-key.js';
import { endSession, fileOf, writeProfile, type Profile } from '../../people/profile.js';
import {
  openSigner,
  type Signed,
  type Signer,
  type SignerFlags,
} from '../../people/keys/signer.js';

interface Flags extends GatewayFlags, SignerFlags {
  readonly state?: StateCode;
  readonly officer?: OfficerId;
  readonly enrol?: string;
  readonly root?: Fingerprint;
}

export function addLogin(program: Command, context: Context): void {
  const login = program
    .command('login')
    .description('Open a session by signing a login with your own key.')
    .option('--url <url>', 'address of the gateway, https://HOST:PORT', urlParser)
    .option('--ca <file>', 'the one authority its certificate may come from')
    .option('--state <code>', 'State of the gateway', fitting(parseStateCode))
    .option('--officer <id>', 'whose login it is', fitting(parseOfficerId))
    .option(
      '--root <fingerprint>',
      'of the State’s root, from a registrar: all signatures rest on it',
      fitting(parseFingerprint),
    )
    .option('--enrol <file>', 'first login: file of the one-time token from the registrar');
  withSigner(withProfile(login))
    .addHelpText(
      'after',
      `
Url, authority, root, state, officer and key are remembered after the first login. The root is public; it must reach you
by another way than through this gateway, because it is what the gateway's words are checked against.

Examples:
  $ liaise login --url https://localhost:8443 --ca services-ca.crt --state XA --officer a.novak --root 0A1B2C3D4E5F60718293A4B5C6D7E8F901234567 --key novak.key --enrol token
  $ liaise login
  $ liaise login --gpg 0A1B2C3D4E5F60718293A4B5C6D7E8F901234567
  $ liaise login --detached login.sig --certificate novak.cert`,
    )
    .action((flags: Flags, command: Command) => logIn(context, flags, command));
  const logout = program.command('logout').description('End the session, here and at the gateway.');
  withProfile(logout)
    .addHelpText('after', '\nExamples:\n  $ liaise logout\n  $ liaise logout --profile night-shift')
    .action((flags: ProfileFlags, command: Command) => logOut(context, flags, command));
  const whoami = program.command('whoami').description('Show whose session it is and until when.');
  withProfile(whoami)
    .addHelpText('after', '\nExamples:\n  $ liaise whoami\n  $ liaise whoami --json')
    .action((flags: ProfileFlags, command: Command) => whoAmI(context, flags, command));
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

function whose(
  flags: Flags,
  profile: Profile | undefined,
): { state: StateCode; officer: OfficerId } {
  const state = flags.state ?? profile?.state;
  const officer = flags.officer ?? profile?.officer;
  if (state === undefined || officer === undefined)
    throw new CliError('CLI_USAGE', 'the first login needs --state and --officer');
  return { state, officer };
}

/**
 * Root fingerprint of the profile. Refuses an option that names a different root, because another root means another State.
 * @throws CliError CLI_ROOT_UNKNOWN, CLI_USAGE
 */
function rootOf(flags: Flags, profile: Profile | undefined): Fingerprint {
  const root = profile?.root ?? flags.root;
  if (root === undefined) throw new CliError('CLI_ROOT_UNKNOWN');
  if (flags.root !== undefined && flags.root !== root)
    throw new CliError(
      'CLI_USAGE',
      '--root: this profile knows another root; use another --profile',
    );
  return root;
}

// Signs a login for a token drawn here; the nonce is the beginning of the token's hash. For a key elsewhere
// the token waits in a private file beside the profile.
async function signLogin(
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

const signedMembers = ({ bytes, signature }: Signed) => ({
  login: base64(bytes),
  signature: base64(signature),
});

/**
 * Enrols the key with the one-time token.
 * @returns the refusal when the token was not accepted
 * @throws Refusal for every other error
 */
async function showToken(client: ApiClient, body: object): Promise<Refusal | undefined> {
  try {
    await client.ask(enrolledOfficer, 'POST', '/api/v1/enrolments', body);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'ENROLMENT_REFUSED') return error;
    throw error;
  }
}

/**
 * Opens the session, even when the enrolment token was refused: an interrupted run may already have enrolled this key.
 * @throws Refusal of the enrolment when the key is not enrolled
 */
async function openSession(
  client: ApiClient,
  body: object,
  refused: Refusal | undefined,
): Promise<SessionView> {
  try {
    return await client.ask(sessionView, 'POST', '/api/v1/sessions', body);
  } catch (error) {
    throw error instanceof Refusal ? (refused ?? error) : error;
  }
}

async function logIn(context: Context, flags: Flags, command: Command): Promise<void> {
  const { terminal } = context;
  const { gateway, profile } = await gatewayOf(flags, context);
  const root = rootOf(flags, profile);
  const signer = await openSigner(flags, signerOf(profile), context);
  const { certificate } = signer;
  const facts = {
    ...whose(flags, profile),
    origin: gateway.origin,
    signer: certificate.fingerprint,
  };
  const file = fileOf(flags.profile, context);
  if (profile !== undefined)
    await requireNoOthersKey(file, profile, flags, certificate.fingerprint);
  const enrol = flags.enrol && (await readPrivate(flags.enrol)).toString('utf8').trim();
  const client = new ApiClient(gateway, undefined);
  try {
    let signed = await signLogin(signer, facts, file, context);
    if (signed === undefined) return;
    let refused: Refusal | undefined;
    if (enrol !== undefined) {
      const shown = { token: enrol, root, certificate: base64(certificate.bytes) };
      refused = await showToken(client, { ...shown, ...signedMembers(signed) });
      if (refused === undefined) {
        terminal.message(`Enrolled: ${certificate.fingerprint} is ${facts.officer}’s key.`);
        // A login is accepted once, so the session needs a new one.
        signed = await signLogin(signer, facts, file, context);
        if (signed === undefined) return;
      }
    }
    const { token } = signed;
    const session = await openSession(client, { token, ...signedMembers(signed) }, refused);
    if (refused !== undefined) terminal.message('This key was enrolled before; no token was used.');
    const entered: Profile = {
      ...{ ...gateway, ...session, certificate: certificate.bytes, root, token },
      ...remembered(flags, profile),
    };
    await requireOwn(file, entered, facts, context.now());
    terminal.answer(wantsJson(command), session, sessionLines(session));
  } finally {
    client.close();
  }
}

// Requires the officer named by the signed directory; else the session is not kept.
async function requireOwn(file: string, profile: Profile, facts: LoginFacts, now: Date) {
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

// The way of signing is remembered for later commands, unless they name another.
function remembered(flags: Flags, profile: Profile | undefined) {
  const { key = null, gpg = null, passphraseFile = null } = flags;
  if (key !== null || gpg !== null || flags.detached !== undefined)
    return { key, gpg, passphraseFile };
  const before = profile ?? nothingRemembered;
  return {
    key: before.key,
    gpg: before.gpg,
    passphraseFile: passphraseFile ?? before.passphraseFile,
  };
}

const nothingRemembered: Pick<Profile, 'key' | 'gpg' | 'passphraseFile'> = {
  ...{ key: null, gpg: null, passphraseFile: null },
};

const sessionLines = (session: SessionView): string[] => [
  `${session.officer}, ${session.authority} of ${session.state}: ${session.roles.join(', ')}`,
  `Session until ${session.expiresAt}`,
];

function whoAmI(context: Context, flags: ProfileFlags, command: Command): Promise<void> {
  return asking(flags, context, async ({ client }) => {
    const session = await client.ask(sessionView, 'GET', '/api/v1/session');
    context.terminal.answer(wantsJson(command), session, sessionLines(session));
  });
}

function logOut(context: Context, flags: ProfileFlags, command: Command): Promise<void> {
  return asking(flags, context, async ({ client, profile }) => {
    try {
      await client.ask(nothing, 'DELETE', '/api/v1/session');
    } finally {
      await endSession(fileOf(flags.profile, context), profile);
    }
    context.terminal.answer(wantsJson(command), { session: null }, ['The session has ended.']);
  });
}

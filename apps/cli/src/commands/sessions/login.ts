import type { Command } from 'commander';
import {
  parseFingerprint,
  parseOfficerId,
  parseStateCode,
  timestamp,
  type Fingerprint,
  type OfficerId,
  type StateCode,
} from '#kernel';
import { fitting } from '../../arguments.js';
import { ApiClient } from '../../api/client.js';
import { Refusal } from '../../api/refusal.js';
import type { SessionView } from '#capabilities/sessions/sessions.contract';
import { enrolledOfficer, sessionView } from '../../api/gen/readers.js';
import { wantsJson, type Context } from '../../context.js';
import { CliError } from '../../errors.js';
import { readPrivate } from '../../installation/files.js';
import {
  asking,
  gatewayOf,
  urlParser,
  withProfile,
  withSigner,
  type GatewayFlags,
  type ProfileFlags,
} from '../../people/asking.js';
import { requireNoOthersKey } from '../../people/keys/own-key.js';
import { openSigner, type SignerFlags } from '../../people/keys/signer.js';
import { endSession, fileOf, readProfile, signerOf, type Profile } from '../../people/profile.js';
import { shownBy, type Shown } from '../../print/style.js';
import {
  base64,
  closeSession,
  keepSession,
  signedMembers,
  signLogin,
} from '../../people/session.js';

interface Flags extends GatewayFlags, SignerFlags {
  readonly state?: StateCode;
  readonly officer?: OfficerId;
  readonly enrol?: string;
  readonly renew?: boolean;
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
    .option('--enrol <file>', 'first login: file of the one-time token from the registrar')
    .option('--renew', 'open a new session by itself when this one has ended: the standard')
    .option('--no-renew', 'let a session that has ended stay ended, until the next login');
  withSigner(withProfile(login))
    .addHelpText(
      'after',
      `
Url, authority, root, state, officer and key are remembered after the first login. The root is public; it must reach you
by another way than through this gateway, because it is what the gateway's words are checked against.
A session that has ended is opened anew by the next command, with the remembered key; after \`logout\`, or with --detached, log in again.
With a key that needs no passphrase, or a remembered file of it, that holds for whoever sits at this terminal: --no-renew, remembered until
--renew, lets the session end without use.

Examples:
  $ liaise login --url https://localhost:8443 --ca services-ca.crt --state XA --officer a.novak --root 0A1B2C3D4E5F60718293A4B5C6D7E8F901234567 --key novak.key --enrol token
  $ liaise login
  $ liaise login --no-renew
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

/**
 * Enrols the key with the one-time token. @returns the refusal when the token was not accepted, else undefined @throws
 * Refusal for every other error
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
 * @throws Refusal of the enrolment if there was one, else Refusal of the session
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
      ...renewing(flags, profile),
    };
    await keepSession(file, entered, facts, context.now());
    terminal.answer(
      wantsJson(command),
      session,
      sessionLines(session, shownBy(command, context.terminal)),
    );
  } finally {
    client.close();
  }
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

function renewing(flags: Flags, profile: Profile | undefined): Pick<Profile, 'renew'> {
  const renew = flags.renew ?? profile?.renew;
  return renew === undefined ? {} : { renew };
}

const nothingRemembered: Pick<Profile, 'key' | 'gpg' | 'passphraseFile'> = {
  ...{ key: null, gpg: null, passphraseFile: null },
};

const sessionLines = (session: SessionView, { when }: Shown): string[] => [
  `${session.officer}, ${session.authority} of ${session.state}: ${session.roles.join(', ')}`,
  `Session until ${when(session.expiresAt)}; without use it ends at ${when(session.idleUntil)}.`,
];

function whoAmI(context: Context, flags: ProfileFlags, command: Command): Promise<void> {
  return asking(flags, context, async ({ client }) => {
    const session = await client.ask(sessionView, 'GET', '/api/v1/session');
    context.terminal.answer(
      wantsJson(command),
      session,
      sessionLines(session, shownBy(command, context.terminal)),
    );
  });
}

const ended: readonly string[] = ['SESSION_EXPIRED', 'SESSION_UNKNOWN'];
const hasEnded = (error: unknown): boolean =>
  error instanceof Refusal && ended.includes(error.code);

async function logOut(context: Context, flags: ProfileFlags, command: Command): Promise<void> {
  const file = fileOf(flags.profile, context);
  // No new session is opened only to be ended, and one that has ended must not be renewed later.
  const profile = await readProfile(file);
  if (profile === undefined || profile.token === '') throw new CliError('CLI_NO_SESSION', file);
  await endSession(file, profile);
  try {
    await closeSession(profile);
  } catch (error) {
    const hasLapsed = profile.expiresAt <= timestamp(context.now());
    if (!hasLapsed && !hasEnded(error)) throw error;
  }
  context.terminal.answer(wantsJson(command), { session: null }, ['The session has ended.']);
}

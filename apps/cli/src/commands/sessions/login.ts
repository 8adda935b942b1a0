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
import { say } from '#language/console';
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
import { assertNoOthersKey } from '../../people/keys/own-key.js';
import { openSigner, type SignerFlags } from '../../people/keys/signer.js';
import { endSession, fileOf, readProfile, signerOf, type Profile } from '../../people/profile.js';
import { shownBy, type Shown } from '../../print/style.js';
import {
  base64,
  closeSession,
  keepSession,
  signedMembers,
  signLogin,
  withPlace,
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
    .description(say('sessionsLogin.loginDescription'))
    .option('--url <url>', say('sessionsLogin.loginUrlOption'), urlParser)
    .option('--ca <file>', say('sessionsLogin.loginCaOption'))
    .option('--state <code>', say('sessionsLogin.loginStateOption'), fitting(parseStateCode))
    .option('--officer <id>', say('sessionsLogin.loginOfficerOption'), fitting(parseOfficerId))
    .option('--root <fingerprint>', say('sessionsLogin.loginRootOption'), fitting(parseFingerprint))
    .option('--enrol <file>', say('sessionsLogin.loginEnrolOption'))
    .option('--renew', say('sessionsLogin.loginRenewOption'))
    .option('--no-renew', say('sessionsLogin.loginNoRenewOption'));
  withSigner(withProfile(login))
    .addHelpText(
      'after',
      `
${say('sessionsLogin.help')}

${say('program.examples')}
  $ liaise login --url https://localhost:8443 --ca services-ca.crt --state XA --officer a.novak --root 0A1B2C3D4E5F60718293A4B5C6D7E8F901234567 --key novak.key --enrol token
  $ liaise login
  $ liaise login --no-renew
  $ liaise login --gpg 0A1B2C3D4E5F60718293A4B5C6D7E8F901234567
  $ liaise login --detached login.sig --certificate novak.cert`,
    )
    .action((flags: Flags, command: Command) => logIn(context, flags, command));
  const logout = program.command('logout').description(say('sessionsLogin.logoutDescription'));
  withProfile(logout)
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise logout
  $ liaise logout --profile night-shift`,
    )
    .action((flags: ProfileFlags, command: Command) => logOut(context, flags, command));
  const whoami = program.command('whoami').description(say('sessionsLogin.whoamiDescription'));
  withProfile(whoami)
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise whoami
  $ liaise whoami --json`,
    )
    .action((flags: ProfileFlags, command: Command) => whoAmI(context, flags, command));
}

function whose(
  flags: Flags,
  profile: Profile | undefined,
): { state: StateCode; officer: OfficerId } {
  const state = flags.state ?? profile?.state;
  const officer = flags.officer ?? profile?.officer;
  if (state === undefined || officer === undefined)
    throw new CliError('CLI_USAGE', say('sessionsLogin.firstLoginNeedsState'));
  return { state, officer };
}

/**
 * Root fingerprint of the profile, or else of `--root`. @throws CliError CLI_ROOT_UNKNOWN if neither exists; CLI_USAGE if the
 * two differ, because another root means another State
 */
function rootOf(flags: Flags, profile: Profile | undefined): Fingerprint {
  const root = profile?.root ?? flags.root;
  if (root === undefined) throw new CliError('CLI_ROOT_UNKNOWN');
  if (flags.root !== undefined && flags.root !== root)
    throw new CliError('CLI_USAGE', say('sessionsLogin.rootProfileKnowsAnother'));
  return root;
}

/**
 * Enrols the key with the one-time token. @returns the refusal if the gateway refuses the token, else undefined @throws
 * Refusal, CliError for other errors
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
 * Opens a session, even after the gateway refused the enrolment token. An earlier run may have enrolled the key. @throws
 * Refusal `refused`, or the session's refusal if `refused` is undefined; CliError
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
  if (profile !== undefined) await assertNoOthersKey(file, profile, flags, certificate.fingerprint);
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
        terminal.message(
          say('sessionsLogin.enrolledKey', {
            fingerprint: certificate.fingerprint,
            officer: facts.officer,
          }),
        );
        // A login is accepted once, so the session needs a new one.
        signed = await signLogin(signer, facts, file, context);
        if (signed === undefined) return;
      }
    }
    const { token } = signed;
    const session = await openSession(client, { token, ...signedMembers(signed) }, refused);
    if (refused !== undefined) terminal.message(say('sessionsLogin.keyEnrolledBeforeNo'));
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
  } catch (error) {
    throw withPlace(error, facts);
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
  say('sessionsLogin.of', {
    officer: session.officer,
    authority: session.authority,
    state: session.state,
    roles: session.roles.join(', '),
  }),
  say('sessionsLogin.sessionUntilWithoutUse', {
    expiresAt: when(session.expiresAt),
    idleUntil: when(session.idleUntil),
  }),
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
  context.terminal.answer(wantsJson(command), { session: null }, [
    say('sessionsLogin.sessionEnded'),
  ]);
}

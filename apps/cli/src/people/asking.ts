import type { Command } from 'commander';
import { say } from '#language/console';
import { fitting, oneOf } from '../arguments.js';
import {
  deskPurposes,
  parseFingerprint,
  parseStateCode,
  subjectPurposes,
  type StateCode,
} from '#kernel';
import { ApiClient, type Gateway } from '../api/client.js';
import type { Context } from '../context.js';
import { yesNoIn, yesNoWords } from '../compose/forms/yes-no.js';
import { CliError } from '../errors.js';
import { readText } from '../installation/files.js';
import { fileOf, readProfile, type Asking, type Profile } from './profile.js';
import { liveProfile, renewSession } from './session.js';

export interface ProfileFlags {
  readonly profile?: string;
}
export interface GatewayFlags extends ProfileFlags {
  readonly url?: string;
  readonly ca?: string;
  readonly dir?: string;
}

export const withProfile = (command: Command): Command =>
  command.option('--profile <name>', say('peopleAsking.profileOption'));

export const withKey = (command: Command): Command =>
  command
    .option('--key <file>', say('peopleAsking.keyOption'))
    .option('--passphrase-file <file>', say('peopleAsking.passphraseFileOption'))
    .option('--gpg <fingerprint>', say('peopleAsking.gpgOption'), fitting(parseFingerprint));

export const withSigner = (command: Command): Command =>
  withKey(command)
    .option('--detached <file.sig>', say('peopleAsking.detachedOption'))
    .option('--certificate <file>', say('peopleAsking.certificateOption'));

export async function asking<T>(
  flags: ProfileFlags,
  context: Context,
  act: (asking: Asking) => Promise<T>,
): Promise<T> {
  const file = fileOf(flags.profile, context);
  let profile = await liveProfile(file, context);
  const { origin, ca, token } = profile;
  const renew = async (): Promise<string | undefined> => {
    const renewed = await renewSession(file, profile, context);
    profile = renewed ?? profile;
    return renewed?.token;
  };
  const client = new ApiClient({ origin, ca }, token, {}, renew);
  const asked: Asking = {
    ...{ file, client },
    get profile() {
      return profile;
    },
  };
  try {
    return await act(asked);
  } finally {
    client.close();
  }
}

function parseOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (
    url?.protocol !== 'https:' ||
    url.pathname !== '/' ||
    url.search !== '' ||
    url.username !== ''
  )
    throw new CliError('CLI_USAGE', say('peopleAsking.allowedHttpsHostPort'));
  return url.origin;
}

export const urlParser = fitting(parseOrigin);

export async function installedAt(dir: string, context: Context) {
  // Loaded on demand: most commands do not read an installation.
  const { localGateway, openInstallation } = await import('../installation/installed.js');
  const installed = await openInstallation(dir, context);
  const state = parseStateCode(installed.settings.state);
  return { state, gateway: await localGateway(installed) };
}

export interface KnownGateway {
  readonly gateway: Gateway;
  readonly state: StateCode | undefined;
  readonly profile: Profile | undefined;
}

export async function gatewayOf(flags: GatewayFlags, context: Context): Promise<KnownGateway> {
  const { dir, url, ca } = flags;
  const profile = await readProfile(fileOf(flags.profile, context));
  const local = dir === undefined ? undefined : await installedAt(dir, context);
  const gateway = addressed(local?.gateway ?? profile, {
    ...(url !== undefined && { origin: url }),
    ...(ca !== undefined && { ca: await readText(ca) }),
  });
  const ofProfile = gateway.origin === profile?.origin ? profile.state : undefined;
  return { gateway, state: local?.state ?? ofProfile, profile };
}

function addressed(known: Gateway | undefined, said: Partial<Gateway>): Gateway {
  const { origin, ca } = { ...(known && { origin: known.origin, ca: known.ca }), ...said };
  if (origin === undefined || ca === undefined)
    throw new CliError('CLI_USAGE', say('peopleAsking.nobodyLoggedYetUrl'));
  return { origin, ca };
}

export const purposeOption = [
  '--purpose <purpose>',
  say('peopleAsking.purposeOption', { deskPurposes: deskPurposes.join(', ') }),
  oneOf(deskPurposes),
] as const;

export const subjectPurposeOption = [
  '--purpose <purpose>',
  say('peopleAsking.purposeOptionWhyYouRead', { subjectPurposes: subjectPurposes.join(', ') }),
  oneOf(subjectPurposes),
] as const;

/**
 * Shows `lines` and asks the person to type yes; does nothing if `yes` is true. @throws CliError CLI_NOT_CONFIRMED if the
 * answer is not yes, or if nobody can be asked
 */
export async function confirm(
  context: Context,
  yes: boolean,
  lines: readonly string[],
  what: string,
): Promise<void> {
  if (yes) return;
  for (const line of lines) context.terminal.message(line);
  const [word] = yesNoWords();
  const answer = await context.ask?.(say('peopleAsking.typeYes', { what, word }));
  if (answer === undefined || yesNoIn(answer) !== true)
    throw new CliError(
      'CLI_NOT_CONFIRMED',
      answer === undefined ? say('peopleAsking.nobodyAskedYesSays') : undefined,
    );
}

export function asJson(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(asJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, asJson(item)]));
}

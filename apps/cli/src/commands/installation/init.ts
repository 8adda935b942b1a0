import { InvalidArgumentError, type Command } from 'commander';
import { isIP } from 'node:net';
import { isAddress } from '#broker';
import { hostName } from '#config';
import { parseOfficerId, parseStateCode, type OfficerId, type StateCode } from '#kernel';
import { say } from '#language/console';
import { sayCount } from '#language/count';
import { fitting, gather } from '../../arguments.js';
import { wantsJson, type Context } from '../../context.js';
import { CliError } from '../../errors.js';
import { parseAddress, type Address } from '../../installation/border-settings.js';
import { initialise, type InitPlan } from '../../installation/initialise.js';
import { Layout, PeopleLayout } from '../../installation/layout.js';
import {
  parseNamedAuthority,
  parseRegistrar,
  assertDistinct,
  type CertifiedRegistrar,
  type NamedAuthority,
} from '../../installation/names.js';
import { innerPorts } from '../../installation/settings-file.js';
import { readPassphrase } from '../../keys/passphrase.js';

const examples = `
${say('program.examples')}
  $ liaise init --state XA --dir /srv/liaise/xa --authority border-police="Border Police" \\
      --new-registrar m.horvat --new-registrar i.kovac
  $ liaise init --state XB --dir /srv/liaise/xb --authority coast-guard="Coast Guard" \\
      --http-port 9443 --border-listen 192.0.2.7:7422 --passphrase-file /media/card/passphrase

${say('init.examples')}`;

export interface InitFlags {
  readonly state: StateCode;
  readonly dir: string;
  readonly people?: string;
  readonly authority: readonly NamedAuthority[];
  readonly registrar?: readonly CertifiedRegistrar[];
  readonly newRegistrar?: readonly OfficerId[];
  readonly httpHost: string;
  readonly httpPort: number;
  readonly httpName?: readonly string[];
  readonly origin?: string;
  readonly borderListen?: Address;
  readonly borderName?: readonly string[];
  readonly logOrigin?: string;
  readonly passphraseFile?: string;
}

const wildcards = ['0.0.0.0', '::'];
const most = { authorities: 64, registrars: 64 } as const;

function port(text: string): number {
  const value = Number(text);
  if (!/^\d{1,5}$/.test(text) || value < 1 || innerPorts(value).monitor > 65_535)
    throw new InvalidArgumentError(say('init.allowedThreePortsAbove'));
  return value;
}

function host(text: string): string {
  const isName = isAddress(text) ? isIP(text) !== 0 : hostName.accept(text) !== undefined;
  if (!isName) throw new InvalidArgumentError(say('init.allowedHost'));
  return text;
}

function address(text: string): Address {
  const parsed = parseAddress(text);
  if (parsed === undefined) throw new InvalidArgumentError(say('init.allowedHostPort'));
  return { ...parsed, host: host(parsed.host) };
}

function assertFew(option: string, names: readonly string[], bound: number): void {
  assertDistinct(option, names);
  if (names.length > bound) throw new CliError('CLI_USAGE', say('init.atMost', { option, bound }));
}

const registrarsOf = ({ registrar = [], newRegistrar = [] }: InitFlags) => [
  ...registrar,
  ...newRegistrar.map((each) => ({ registrar: each, certificateFile: undefined })),
];

// Names under which neighbours reach the border; a wildcard address is no name.
function borderNamesOf({ borderName = [], borderListen: listen }: InitFlags): readonly string[] {
  const isNamed = listen !== undefined && !wildcards.includes(listen.host);
  return [...borderName, ...(isNamed ? [listen.host] : [])];
}

export function planOf(flags: InitFlags, passphrase: string | undefined, at: Date): InitPlan {
  const { state, authority: authorities, httpName = [] } = flags;
  const ids = authorities.map(({ authority }) => authority);
  assertFew('--authority', ids, most.authorities);
  const registrars = registrarsOf(flags);
  const names = registrars.map(({ registrar }) => registrar);
  assertFew('--registrar', names, most.registrars);
  const [firstName = 'localhost'] = httpName;
  return {
    state,
    authorities,
    registrars,
    http: {
      host: flags.httpHost,
      port: flags.httpPort,
      origin: flags.origin ?? originOf(firstName, flags.httpPort),
    },
    httpNames: httpName,
    borderListen: flags.borderListen,
    borderNames: borderNamesOf(flags),
    logOrigin: flags.logOrigin ?? `audit.${state.toLowerCase()}/${at.getUTCFullYear()}`,
    passphrase,
    at,
  };
}

// Origin as browsers write it: lower case, an IPv6 address in brackets, without the default port.
const originOf = (name: string, port: number): string => {
  const host = name.includes(':') ? `[${name}]` : name;
  return `https://${host.toLowerCase()}${port === 443 ? '' : `:${port}`}`;
};

export function addInit(program: Command, context: Context): void {
  program
    .command('init')
    .description(say('init.initDescription'))
    .requiredOption('--state <XX>', say('init.initStateOption'), fitting(parseStateCode))
    .requiredOption('--dir <folder>', say('init.initDirOption'))
    .requiredOption(
      '--authority <id=name>',
      say('init.initAuthorityOption'),
      gather(parseNamedAuthority),
    )
    .option('--people <folder>', say('init.initPeopleOption'))
    .option('--registrar <name=file>', say('init.initRegistrarOption'), gather(parseRegistrar))
    .option('--new-registrar <name>', say('init.initNewRegistrarOption'), gather(parseOfficerId))
    .option('--http-host <address>', say('init.initHttpHostOption'), host, '127.0.0.1')
    .option('--http-port <port>', say('init.initHttpPortOption'), port, 8443)
    .option('--http-name <host>', say('init.initHttpNameOption'), gather(host))
    .option('--origin <url>', say('init.initOriginOption'))
    .option('--border-listen <host:port>', say('init.initBorderListenOption'), address)
    .option('--border-name <host>', say('init.initBorderNameOption'), gather(host))
    .option('--log-origin <name>', say('init.initLogOriginOption'))
    .option('--passphrase-file <file>', say('init.initPassphraseFileOption'))
    .addHelpText('after', examples)
    .action((flags: InitFlags, command: Command) => init(context, flags, command));
}

async function init(context: Context, flags: InitFlags, command: Command): Promise<void> {
  const { terminal } = context;
  const passphrase = await readPassphrase(flags.passphraseFile, context);
  const plan = planOf(flags, passphrase, context.now());
  const layout = new Layout(flags.dir);
  const people = new PeopleLayout(flags.people ?? `${layout.dir}-people`);
  const asked = context.whenAsked?.();
  terminal.message(say('init.settingUpUpMinute', { state: plan.state, dir: layout.dir }));
  const onStep = (step: string): void => terminal.message(`  ${step}`);
  const made = await initialise(layout, people, plan, { asked, onStep });
  const answer = { ...made, state: plan.state, dir: layout.dir, people: people.dir };
  terminal.answer(wantsJson(command), answer, [
    say('init.stateSetUp', { state: plan.state, dir: layout.dir }),
    say('init.rootFingerprint', { rootFingerprint: made.rootFingerprint }),
    sayCount('init.directoryEntriesHead', { entries: made.entries, head: made.head }),
  ]);
  terminal.message(say('init.keysPersonsTakeThem', { dir: people.dir }));
  if (passphrase === undefined) terminal.message(say('init.rootKeyNoPassphrase'));
  if (plan.registrars.length < 2) terminal.message(say('init.twoRegistrarsNeededGrant'));
  terminal.message(say('init.neitherTimeStampAuthority', { settings: layout.settings }));
  terminal.message(say('init.startLiaiseUpDir', { dir: layout.dir }));
}

import { InvalidArgumentError, type Command } from 'commander';
import { parseOfficerId, parseStateCode, type OfficerId, type StateCode } from '#kernel';
import { fitting, gather } from '../../arguments.js';
import { wantsJson, type Context } from '../../context.js';
import { CliError } from '../../errors.js';
import { parseAddress, type Address } from '../../installation/border-settings.js';
import { initialise, type InitPlan } from '../../installation/initialise.js';
import { Layout, PeopleLayout } from '../../installation/layout.js';
import {
  parseNamedAuthority,
  parseRegistrar,
  requireDistinct,
  type CertifiedRegistrar,
  type NamedAuthority,
} from '../../installation/names.js';
import { innerPorts } from '../../installation/settings-file.js';
import { readPassphrase } from '../../keys/passphrase.js';

const examples = `
Examples:
  $ liaise init --state XA --dir /srv/liaise/xa --authority border-police="Border Police" \\
      --new-registrar m.horvat --new-registrar i.kovac
  $ liaise init --state XB --dir /srv/liaise/xb --authority coast-guard="Coast Guard" \\
      --http-port 9443 --border-listen 192.0.2.7:7422 --passphrase-file /media/card/passphrase

The root key and the registrars' keys are written to the persons' folder (--people). Take it away from this machine:
no process of the gateway needs it.`;

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
    throw new InvalidArgumentError('Allowed: 1 to 65532; the three ports above it are used too.');
  return value;
}

function address(text: string): Address {
  const parsed = parseAddress(text);
  if (parsed === undefined) throw new InvalidArgumentError('Allowed: HOST:PORT.');
  return parsed;
}

function requireFew(option: string, names: readonly string[], bound: number): void {
  requireDistinct(option, names);
  if (names.length > bound) throw new CliError('CLI_USAGE', `${option}: at most ${bound}`);
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
  requireFew('--authority', ids, most.authorities);
  const registrars = registrarsOf(flags);
  const names = registrars.map(({ registrar }) => registrar);
  requireFew('--registrar', names, most.registrars);
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

// Origin as browsers write it: lower case, without the default port.
const originOf = (name: string, port: number): string =>
  `https://${name.toLowerCase()}${port === 443 ? '' : `:${port}`}`;

export function addInit(program: Command, context: Context): void {
  program
    .command('init')
    .description('Set up a State: keys, certificates, database, directory, configurations.')
    .requiredOption(
      '--state <XX>',
      'the State, two capital letters (ISO 3166-1)',
      fitting(parseStateCode),
    )
    .requiredOption('--dir <folder>', 'folder of the installation; must not exist yet')
    .requiredOption(
      '--authority <id=name>',
      'a body of the State; repeat for more',
      gather(parseNamedAuthority),
    )
    .option('--people <folder>', "folder of the persons' keys (default: DIR-people)")
    .option(
      '--registrar <name=file>',
      'a registrar and the file of the certificate; repeat for more',
      gather(parseRegistrar),
    )
    .option(
      '--new-registrar <name>',
      'a registrar for whom a key is made; repeat for more',
      gather(parseOfficerId),
    )
    .option('--http-host <address>', 'address the API listens on', '127.0.0.1')
    .option('--http-port <port>', 'port of the API; the three above it are used inside', port, 8443)
    .option(
      '--http-name <host>',
      'name under which officers reach the API (default: localhost); repeat for more',
      gather(String),
    )
    .option('--origin <url>', 'what the browser of an officer shows (default: https://NAME:PORT)')
    .option('--border-listen <host:port>', 'where neighbours may connect', address)
    .option(
      '--border-name <host>',
      'name under which neighbours reach us; repeat for more',
      gather(String),
    )
    .option('--log-origin <name>', 'name of the custody log, for ever (default: audit.xx/YEAR)')
    .option('--passphrase-file <file>', 'locks the root and registrar keys; - reads the input')
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
  terminal.message(`Setting up ${plan.state} in ${layout.dir}: up to a minute. Ctrl-C undoes it.`);
  const onStep = (step: string): void => terminal.message(`  ${step}`);
  const made = await initialise(layout, people, plan, { asked, onStep });
  const answer = { ...made, state: plan.state, dir: layout.dir, people: people.dir };
  terminal.answer(wantsJson(command), answer, [
    `State ${plan.state} is set up in ${layout.dir}`,
    `Root fingerprint: ${made.rootFingerprint}`,
    `Directory: ${made.entries} entries, head ${made.head}`,
  ]);
  terminal.message(`Keys of persons are in ${people.dir}: take them away from this machine.`);
  if (passphrase === undefined)
    terminal.message('The root key has no passphrase; --passphrase-file gives it one.');
  if (plan.registrars.length < 2)
    terminal.message('Two registrars are needed to grant an officer anything.');
  terminal.message(
    'Neither a time-stamp authority nor a witness outside is configured: formal requests, answers to them and consents to evidential use ' +
      `are refused until \`tsa1\` and \`witness1\` in ${layout.settings} name them (deploy/guide/install.md#outside-time). Everything else works.`,
  );
  terminal.message(`Start it: liaise up --dir ${layout.dir}`);
}

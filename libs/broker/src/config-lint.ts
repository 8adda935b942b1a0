import { phrase, type Detail, Phrase } from '#kernel';
import {
  BrokerSyntaxError,
  parseBroker,
  type BrokerBlock,
  type BrokerValue,
} from './config-parse.js';

// Keys that are never allowed, with the reason: no deny-list can close what one of them opens.
const forbidden: Readonly<Record<string, Detail>> = {
  no_auth_user: phrase`a login without proof`,
  websocket: phrase`another listener`,
  mqtt: phrase`another listener`,
  cluster: phrase`another listener`,
  gateway: phrase`another listener`,
  system_account: phrase`the system account`,
  system: phrase`the system account`,
  verify_and_map: phrase`an identity from a certificate name`,
  operator: phrase`token mode`,
  resolver: phrase`token mode`,
  trusted_keys: phrase`token mode`,
  auth_callout: phrase`a login by another service`,
  authorization: phrase`a login outside the accounts`,
  include: phrase`text this check does not see`,
  insecure: phrase`a certificate nobody verifies`,
  allow_non_tls: phrase`a connection without TLS`,
  no_tls: phrase`a connection without TLS`,
  user: phrase`a password login`,
  username: phrase`a password login`,
  password: phrase`a password login`,
  token: phrase`a password login`,
  deny: phrase`a denial as a boundary`,
  deny_exports: phrase`a denial as a boundary`,
  mappings: phrase`subjects that become others`,
  trace: phrase`messages in a log`,
  debug: phrase`messages in a log`,
  http_port: phrase`monitoring on every address`,
  https_port: phrase`monitoring on every address`,
  monitor_port: phrase`monitoring on every address`,
  https: phrase`monitoring on every address`,
  prof_port: phrase`profiling`,
};

// Keys that this library writes or an operator may add. An allow-list, since the broker knows many more, and
// aliases.
const known = new Set(
  [
    'server_name listen http tls jetstream accounts leafnodes',
    'max_payload max_pending max_connections max_control_line write_deadline ping_interval ping_max',
    'cert_file key_file ca_file min_version handshake_first timeout verify',
    'store_dir domain sync_interval max_memory_store max_file_store',
    'users nkey allowed_connection_types permissions publish subscribe allow allow_responses max expires',
    'exports imports service account subject response_type limits max_leafnodes max_subscriptions',
    'compression no_advertise reconnect remotes url deny_imports',
    'pid_file log_file log_size_limit logtime logtime_utc syslog lame_duck_duration lame_duck_grace_period',
  ].flatMap((line) => line.split(' ')),
);

export const scalarOf = (value: BrokerValue | undefined): string | undefined =>
  value === undefined || value.kind === 'list' || value.kind === 'block' ? undefined : value.text;
export const textsOf = (value: BrokerValue | undefined): string[] =>
  value?.kind === 'list' ? value.items.map((item) => scalarOf(item) ?? '') : [];

export function get(
  block: BrokerValue | undefined,
  ...path: readonly string[]
): BrokerValue | undefined {
  let at: BrokerValue | undefined = block;
  for (const key of path)
    at =
      at?.kind === 'block'
        ? at.entries.findLast((entry) => entry.key.toLowerCase() === key)?.value
        : undefined;
  return at;
}

export const itemsOf = (value: BrokerValue | undefined): readonly BrokerValue[] =>
  value?.kind === 'list' ? value.items : [];

interface Place {
  readonly path: string;
  readonly value: BrokerValue;
}

export function blocks(value: BrokerValue, path = ''): (Place & { value: BrokerBlock })[] {
  if (value.kind === 'list') return value.items.flatMap((item) => blocks(item, path));
  if (value.kind !== 'block') return [];
  const inner = value.entries.flatMap((e) =>
    blocks(e.value, path === '' ? e.key : `${path}.${e.key}`),
  );
  return [{ path, value }, ...inner];
}

export class Report {
  readonly problems: Detail[] = [];

  need(condition: boolean, problem: Detail): void {
    if (!condition) this.problems.push(problem);
  }

  only(key: string, value: BrokerValue | undefined, allowed: string): void {
    const found = shown(value);
    this.need(String(found) === allowed, phrase`${key}: found ${found}; allowed: ${allowed}`);
  }
}

// Shows a value from the file in one bounded line, and never a seed.
function shown(value: BrokerValue | undefined): Detail {
  if (value === undefined) return phrase`nothing`;
  const text = scalarOf(value);
  if (text === undefined) return value.kind === 'list' ? phrase`a list` : phrase`a block`;
  return text.length > 40 || !/^[\w.:-]+$/.test(text)
    ? phrase`a text of ${text.length} characters`
    : text;
}

function keyFlaw(path: string, key: string): Detail | undefined {
  if (Object.hasOwn(forbidden, key)) return forbidden[key];
  // The keys directly under `accounts` are names.
  return path === 'accounts' || known.has(key) ? undefined : phrase`a key of no purpose here`;
}

function keysOf(path: string, block: BrokerBlock, report: Report): void {
  const keys = block.entries.map((entry) => entry.key.toLowerCase());
  const above = path === '' ? '' : `${path}.`;
  for (const key of keys) {
    const flaw = keyFlaw(path, key);
    if (flaw !== undefined)
      report.problems.push(phrase`${above}${key}: found ${flaw}; allowed: nothing`);
  }
  report.need(
    new Set(keys).size === keys.length,
    phrase`${path === '' ? 'top' : path}: found a key twice; allowed: each once`,
  );
}

function everywhere(root: BrokerBlock, text: string, report: Report): void {
  report.need(!/\bS[UANOC][A-Z2-7]{56}\b/.test(text), phrase`a seed stands in the file`);
  for (const { path, value } of blocks(root)) {
    keysOf(path, value, report);
    if (path === 'tls' || path.endsWith('.tls')) tls(path, value, report);
  }
}

function tls(path: string, block: BrokerBlock, report: Report): void {
  const dials = path === 'leafnodes.remotes.tls';
  report.only(`${path}.handshake_first`, get(block, 'handshake_first'), 'true');
  report.only(`${path}.min_version`, get(block, 'min_version'), '1.3');
  for (const key of ['cert_file', 'key_file', 'ca_file'])
    report.need(
      scalarOf(get(block, key)) !== undefined,
      phrase`${path}.${key}: found nothing; allowed: a file`,
    );
  if (!dials) report.only(`${path}.verify`, get(block, 'verify'), 'true');
}

function users(root: BrokerBlock, report: Report): void {
  const accounts = get(root, 'accounts');
  report.need(accounts?.kind === 'block', phrase`accounts missing`);
  if (accounts?.kind !== 'block') return;
  for (const { key, value } of accounts.entries)
    for (const user of itemsOf(get(value, 'users'))) {
      report.need(scalarOf(get(user, 'nkey')) !== undefined, phrase`${key}: a user without nkey`);
      for (const way of ['publish', 'subscribe']) {
        const allowed = textsOf(get(user, 'permissions', way, 'allow'));
        report.need(allowed.length > 0, phrase`${key}: a user without ${way} allow-list`);
        report.need(
          !allowed.some((subject) => /^[>*]|^\$SYS|^\$JS\.API\.[>*]|^\$JS\.[>*]/.test(subject)),
          phrase`${key}: ${way} allow-list is too wide`,
        );
      }
    }
}

function listeners(root: BrokerBlock, loopback: boolean, report: Report): void {
  report.need(get(root, 'tls')?.kind === 'block', phrase`tls: found nothing; allowed: mutual TLS`);
  report.need(
    get(root, 'port') === undefined && get(root, 'host') === undefined,
    phrase`port instead of listen`,
  );
  const listen = scalarOf(get(root, 'listen')) ?? '';
  report.need(listen !== '', phrase`listen missing`);
  if (loopback)
    report.need(
      listen.startsWith('127.0.0.1:'),
      phrase`listen: found ${shown(get(root, 'listen'))}; allowed: 127.0.0.1 with a port`,
    );
  const http = scalarOf(get(root, 'http'));
  if (http !== undefined)
    report.need(
      http.startsWith('127.0.0.1:'),
      phrase`http: found ${shown(get(root, 'http'))}; allowed: 127.0.0.1 with a port`,
    );
}

function read(text: string): BrokerBlock | Detail {
  try {
    return parseBroker(text);
  } catch (error) {
    return error instanceof BrokerSyntaxError ? error.fault : phrase`cannot be read`;
  }
}

export function lintConfig(
  text: string,
  loopback: boolean,
  own: (root: BrokerBlock, report: Report) => void,
): readonly Detail[] {
  const root = read(text);
  if (typeof root === 'string' || root instanceof Phrase) return [root];
  const report = new Report();
  everywhere(root, text, report);
  listeners(root, loopback, report);
  users(root, report);
  own(root, report);
  return report.problems;
}

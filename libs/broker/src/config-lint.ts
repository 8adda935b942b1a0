import { parseBroker, type BrokerBlock, type BrokerValue } from './config-parse.js';

// Keys that are never allowed, with the reason: no deny-list can close what one of them opens.
const forbidden: Readonly<Record<string, string>> = {
  no_auth_user: 'a login without proof',
  websocket: 'another listener',
  mqtt: 'another listener',
  cluster: 'another listener',
  gateway: 'another listener',
  system_account: 'the system account',
  system: 'the system account',
  verify_and_map: 'an identity from a certificate name',
  operator: 'token mode',
  resolver: 'token mode',
  trusted_keys: 'token mode',
  auth_callout: 'a login by another service',
  authorization: 'a login outside the accounts',
  include: 'text this check does not see',
  insecure: 'a certificate nobody verifies',
  allow_non_tls: 'a connection without TLS',
  no_tls: 'a connection without TLS',
  user: 'a password login',
  username: 'a password login',
  password: 'a password login',
  token: 'a password login',
  deny: 'a denial as a boundary',
  deny_exports: 'a denial as a boundary',
  mappings: 'subjects that become others',
  trace: 'messages in a log',
  debug: 'messages in a log',
  http_port: 'monitoring on every address',
  https_port: 'monitoring on every address',
  monitor_port: 'monitoring on every address',
  https: 'monitoring on every address',
  prof_port: 'profiling',
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
  readonly problems: string[] = [];

  need(condition: boolean, problem: string): void {
    if (!condition) this.problems.push(problem);
  }

  only(key: string, value: BrokerValue | undefined, allowed: string): void {
    const found = shown(value);
    this.need(found === allowed, `${key}: found ${found}; allowed: ${allowed}`);
  }
}

// Shows a value from the file in one bounded line, and never a seed.
function shown(value: BrokerValue | undefined): string {
  if (value === undefined) return 'nothing';
  const text = scalarOf(value);
  if (text === undefined) return `a ${value.kind}`;
  return text.length > 40 || !/^[\w.:-]+$/.test(text)
    ? `a text of ${text.length} characters`
    : text;
}

function keyFlaw(path: string, key: string): string | undefined {
  if (Object.hasOwn(forbidden, key)) return forbidden[key];
  // The keys directly under `accounts` are names.
  return path === 'accounts' || known.has(key) ? undefined : 'a key of no purpose here';
}

function keysOf(path: string, block: BrokerBlock, report: Report): void {
  const keys = block.entries.map((entry) => entry.key.toLowerCase());
  const above = path === '' ? '' : `${path}.`;
  for (const key of keys) {
    const flaw = keyFlaw(path, key);
    if (flaw !== undefined) report.problems.push(`${above}${key}: found ${flaw}; allowed: nothing`);
  }
  report.need(
    new Set(keys).size === keys.length,
    `${path === '' ? 'top' : path}: found a key twice; allowed: each once`,
  );
}

function everywhere(root: BrokerBlock, text: string, report: Report): void {
  report.need(!/\bS[UANOC][A-Z2-7]{56}\b/.test(text), 'a seed stands in the file');
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
      `${path}.${key}: found nothing; allowed: a file`,
    );
  if (!dials) report.only(`${path}.verify`, get(block, 'verify'), 'true');
}

function users(root: BrokerBlock, report: Report): void {
  const accounts = get(root, 'accounts');
  report.need(accounts?.kind === 'block', 'accounts missing');
  if (accounts?.kind !== 'block') return;
  for (const { key, value } of accounts.entries)
    for (const user of itemsOf(get(value, 'users'))) {
      report.need(scalarOf(get(user, 'nkey')) !== undefined, `${key}: a user without nkey`);
      for (const way of ['publish', 'subscribe']) {
        const allowed = textsOf(get(user, 'permissions', way, 'allow'));
        report.need(allowed.length > 0, `${key}: a user without ${way} allow-list`);
        report.need(
          !allowed.some((subject) => /^[>*]|^\$SYS|^\$JS\.API\.[>*]|^\$JS\.[>*]/.test(subject)),
          `${key}: ${way} allow-list is too wide`,
        );
      }
    }
}

function listeners(root: BrokerBlock, loopback: boolean, report: Report): void {
  report.need(get(root, 'tls')?.kind === 'block', 'tls: found nothing; allowed: mutual TLS');
  report.need(
    get(root, 'port') === undefined && get(root, 'host') === undefined,
    'port instead of listen',
  );
  const listen = scalarOf(get(root, 'listen')) ?? '';
  report.need(listen !== '', 'listen missing');
  if (loopback)
    report.need(
      listen.startsWith('127.0.0.1:'),
      `listen: found ${shown(get(root, 'listen'))}; allowed: 127.0.0.1 with a port`,
    );
  const http = scalarOf(get(root, 'http'));
  if (http !== undefined)
    report.need(
      http.startsWith('127.0.0.1:'),
      `http: found ${shown(get(root, 'http'))}; allowed: 127.0.0.1 with a port`,
    );
}

function read(text: string): BrokerBlock | string {
  try {
    return parseBroker(text);
  } catch (error) {
    return error instanceof SyntaxError ? error.message : 'cannot be read';
  }
}

export function lintConfig(
  text: string,
  loopback: boolean,
  own: (root: BrokerBlock, report: Report) => void,
): readonly string[] {
  const root = read(text);
  if (typeof root === 'string') return [root];
  const report = new Report();
  everywhere(root, text, report);
  listeners(root, loopback, report);
  users(root, report);
  own(root, report);
  return report.problems;
}

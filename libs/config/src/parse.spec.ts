import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { rows, type Settings } from './keys.js';
import { canonicalSettings, parseSettings, type Input } from './parse.js';
import { settingsTable } from './table.js';

type Json = Record<string, unknown>;

const complete = (): Json => ({
  state: 'XA',
  rootFingerprint: 'A'.repeat(40),
  dataDir: '/srv/xa',
  keysDir: '/srv/xa/keys',
  objectsDir: '/srv/xa/objects',
  http: {
    certFile: '/srv/xa/tls/http.crt',
    keyFile: '/srv/xa/tls/http.key',
    origin: 'https://xa.example:8443',
  },
  database: { socketDir: '/srv/xa/socket', passwordDir: '/srv/xa/passwords' },
  bus: { url: 'tls://127.0.0.1:4222', caFile: '/srv/xa/bus/ca.crt', seedDir: '/srv/xa/bus/seeds' },
  border: {
    url: 'tls://127.0.0.1:4223',
    monitorUrl: 'http://127.0.0.1:8222',
    caFile: '/srv/xa/border/ca.crt',
    certFile: '/srv/xa/border/exchange.crt',
    keyFile: '/srv/xa/border/exchange.key',
    seedFile: '/srv/xa/border/exchange.nk',
  },
  log: { origin: 'xa.example/liaise/log', headFile: '/srv/xa/head' },
});

function changed(path: string, value: unknown): Json {
  const file = complete();
  const [first = '', second] = path.split('.');
  if (second === undefined) file[first] = value;
  else (file[first] as Json)[second] = value;
  return file;
}

const problems = (file: unknown, env: Input['env'] = {}, service = 'sealer'): readonly string[] =>
  (parseSettings(service, { file, env }).problems ?? []).map(String);

function good(file: unknown, env: Input['env'] = {}): Settings {
  const parsed = parseSettings('sealer', { file, env });
  if (parsed.settings === undefined) throw new Error(parsed.problems.join('\n'));
  return parsed.settings;
}

describe('parseSettings', () => {
  it('accepts a complete file and fills in the standards', () => {
    const settings = good(complete());
    expect(settings.state).toBe('XA');
    expect(settings.http.port).toBe(8443);
    expect(settings.limits.poolSize).toBe(8);
  });

  it('lets a variable override the file, with the type of its key', () => {
    const settings = good(complete(), {
      LIAISE_HTTP_PORT: '9443',
      LIAISE_ROOT_FINGERPRINT: 'B'.repeat(40),
      LIAISE_SETTINGS: '/etc/liaise.json',
      PATH: '/bin',
      LIAISE_STATE: undefined,
    });
    expect(settings.http.port).toBe(9443);
    expect(settings.rootFingerprint).toBe('B'.repeat(40));
  });

  it('leaves alone the variable by which a person names a login', () => {
    expect(problems(changed('http.port', 1), { LIAISE_PROFILE: 'night-shift' })).toEqual([]);
  });

  it('reports every problem at once, one line each', () => {
    const file = changed('http.port', 0);
    delete file['state'];
    file['colour'] = 'red';
    expect(problems(file, { LIAISE_HTTP_PROT: '1', LIAISE_DATABASE_PORT: 'x' }, 'postman')).toEqual(
      [
        'service: found "postman"; allowed: gateway, requests, inbox, sealer, opener, exchange, audit, evidence, cli',
        'colour: unknown key; allowed: the keys of the table',
        'LIAISE_HTTP_PROT: unknown variable; allowed: the variables of the table',
        'state: found nothing; allowed: two capital letters (ISO 3166-1)',
        'http.port: found 0; allowed: whole number from 1 to 65535',
        'database.port (LIAISE_DATABASE_PORT): found "x"; allowed: whole number from 1 to 65535',
      ],
    );
  });

  it.each([
    ['border.certFile', undefined],
    ['border.keyFile', null],
    ['border.caFile', ''],
    ['border.url', 'nats://127.0.0.1:4223'],
    ['border.url', 'tls://user:pass@127.0.0.1:4223'],
    ['border.monitorUrl', 'http://10.0.0.1:8222'],
    ['border.monitorUrl', 'http://0.0.0.0:8222'],
    ['border.monitorUrl', 'http://127.0.0.1.example.org:8222'],
    ['bus.url', 'ws://127.0.0.1:4222'],
    ['http.origin', 'http://xa.example'],
    ['http.origin', 'https://xa.example/'],
    ['http.certFile', undefined],
    ['http.keyFile', 'relative/key.pem'],
    ['http.keyFile', '/srv/../etc/shadow'],
    ['database.socketDir', `/${'s'.repeat(100)}`],
    ['database.socketDir', 'db.example.org'],
    ['database.name', 'liaise; drop database x'],
    ['rootFingerprint', 'ABCD1234ABCD1234'],
    ['state', 'xa'],
    ['limits', []],
    ['limits', null],
    ['http', null],
    ['http', 'localhost:8443'],
    ['state', 7],
    ['state', ' XA'],
    ['state', null],
    ['keysDir', '/srv/xa/keys '],
    ['keysDir', '/srv/xa/ke\ty'],
    ['keysDir', '/'],
    ['keysDir', ['/srv/xa/keys']],
    ['http.host', 'localhost:8443'],
    ['http.host', ''],
    ['http.port', true],
    ['http.port', Number.NaN],
    ['http.port', 65_536],
    ['http.port', -1],
    ['http.origin', 'https://XA.example'],
    ['http.origin', 'https://xa.example:443'],
    ['http.origin', 'https://xa.example:08443'],
    ['http.origin', 'https://xa.example:70000'],
    ['database.port', 1e400],
    ['bus.url', 'tls://127.0.0.1'],
    ['bus.url', 'tls://127.0.0.1:0'],
    ['bus.url', 'tls://127.0.0.1:04222'],
    ['bus.url', 'tls://..:4222'],
    ['bus.url', 'TLS://127.0.0.1:4222'],
    ['border.monitorUrl', 'http://127.0.0.1'],
    ['border.monitorUrl', 'http://127.0.0.1:80'],
    ['border.monitorUrl', 'http://127.0.0.2:8222'],
    ['border.monitorUrl', 'http://localhost:8222'],
    ['log.origin', 'https://xa.example/log'],
    ['limits.poolSize', 0],
    ['http.port', '8443'],
    ['http.port', 1.5],
  ])('refuses %s = %j', (path, value) => {
    const file =
      path === 'limits.poolSize'
        ? { ...complete(), limits: { poolSize: value } }
        : changed(path, value);
    const [first = '', ...rest] = problems(file);
    expect(first.startsWith(`${path}: found `)).toBe(true);
    expect(rest).toEqual([]);
  });

  it.each([
    ['two keys in one file', changed('border.keyFile', '/srv/xa/tls/http.key'), 'border.keyFile'],
    ['keys among the objects', changed('keysDir', '/srv/xa/objects/keys'), 'keysDir'],
    ['border and bus on one server', changed('border.url', 'tls://127.0.0.1:4222'), 'border.url'],
    [
      'idle longer than the session',
      { ...complete(), limits: { idleMinutes: 100, sessionMinutes: 10 } },
      'limits.idleMinutes',
    ],
    [
      'longer silence for what is urgent',
      { ...complete(), limits: { silenceUrgentMinutes: 60, silenceMinutes: 30 } },
      'limits.silenceUrgentMinutes',
    ],
  ])('refuses %s', (_what, file, key) => {
    expect(problems(file).map((line) => line.split(':')[0])).toEqual([key]);
  });

  it.each([
    ['LIAISE_HTTP_PORT', '', 'http.port (LIAISE_HTTP_PORT): found ""'],
    ['LIAISE_HTTP_PORT', ' 8443', 'http.port (LIAISE_HTTP_PORT): found " 8443"'],
    ['LIAISE_HTTP_PORT', '08443', 'http.port (LIAISE_HTTP_PORT): found "08443"'],
    ['LIAISE_HTTP_PORT', '8e3', 'http.port (LIAISE_HTTP_PORT): found "8e3"'],
    ['LIAISE_HTTP_PORT', 'NaN', 'http.port (LIAISE_HTTP_PORT): found "NaN"'],
    ['LIAISE_KEYS_DIR', '', 'keysDir (LIAISE_KEYS_DIR): found a text of 0 characters'],
    ['liaise_http_port', '8443', 'liaise_http_port: unknown variable'],
    ['LIAISE_DATABASE_PASSWORD', 'hunter2', 'LIAISE_DATABASE_PASSWORD: unknown variable'],
    ['LIAISE_', 'x', 'LIAISE_: unknown variable'],
    ['LIAISE_BORDER_SYNC_INTERVAL', '2m', 'LIAISE_BORDER_SYNC_INTERVAL: unknown variable'],
  ])('refuses the variable %s = %j', (name, value, begin) => {
    const [first = '', ...rest] = problems(complete(), { [name]: value });
    expect(first.startsWith(begin)).toBe(true);
    expect(first).toMatch('; allowed: ');
    expect(rest).toEqual([]);
  });

  it('refuses a secret in the file by its key, without its value', () => {
    const database = { ...(complete()['database'] as Json), password: 'hunter2' };
    expect(problems({ ...complete(), database })).toEqual([
      'database.password: unknown key; allowed: the keys of the table',
    ]);
  });

  it.each([
    ['http.port', { http: { port: 4222 } }, 'bus.url: found the address of http.port'],
    ['border.url', { http: { host: '::', port: 4223 } }, 'border.url: found the address of http'],
    [
      'monitor',
      { border: { monitorUrl: 'http://127.0.0.1:4223' } },
      'border.monitorUrl: found the',
    ],
    ['localhost', { bus: { url: 'tls://localhost:4223' } }, 'border.url: found the address of bus'],
  ] as const)('refuses one port for two listeners: %s', (_name, change, begin) => {
    const file = complete();
    for (const [section, values] of Object.entries(change))
      file[section] = { ...(file[section] as Json), ...(values as Json) };
    const [first = '', ...rest] = problems(file);
    expect(first.startsWith(begin)).toBe(true);
    expect(rest).toEqual([]);
  });

  it('does not repeat a secret that was put in place of its file', () => {
    const seed = `S${'UAIO3FHUX5PNV2LQIIP7TZ3N4L7TX3W53MQGEIVYFIGA635OZCKEYHFLM'.slice(0, 57)}`;
    for (const [path, value] of [
      ['border.seedFile', seed],
      ['http.keyFile', '-----BEGIN PRIVATE KEY-----\nMC4CAQ'],
      ['database.passwordDir', 'hunter2-hunter2'],
      ['http.port', seed],
    ] as const) {
      const lines = problems(changed(path, value)).join('\n');
      expect(lines).toMatch(`${path}: found a `);
      expect(lines).not.toMatch(value.slice(0, 12));
    }
  });

  it.each([null, [], 'x', 7, true])('refuses %j as a file', (file) => {
    expect(problems(file)[0]).toMatch(/^settings file: found /);
  });

  it('takes only own members of the file', () => {
    const file = JSON.parse('{"__proto__":{"state":"XA"},"constructor":1}') as unknown;
    const lines = problems(file);
    expect(lines).toContain('__proto__: unknown key; allowed: the keys of the table');
    expect(lines).toContain('constructor: unknown key; allowed: the keys of the table');
    expect(lines).toContain('state: found nothing; allowed: two capital letters (ISO 3166-1)');
  });

  it('answers anything with settings or a bounded list of one-line problems, and never throws', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.dictionary(
          fc.string().map((name) => `LIAISE_${name}`),
          fc.string(),
        ),
        (file, env) => {
          const lines = problems(file, env);
          expect(lines.length).toBeGreaterThan(0);
          expect(lines.length).toBeLessThanOrEqual(100);
          expect(lines.every((line) => !/[\r\n]/.test(line))).toBe(true);
        },
      ),
    );
  });
});

describe('canonicalSettings', () => {
  it('does not depend on the order in the file, and differs when a value differs', () => {
    const reversed = Object.fromEntries(Object.entries(complete()).reverse());
    expect(canonicalSettings(good(reversed))).toBe(canonicalSettings(good(complete())));
    expect(canonicalSettings(good(changed('http.port', 1)))).not.toBe(
      canonicalSettings(good(complete())),
    );
  });
});

describe('the table of keys', () => {
  it('gives each key a variable of its own', () => {
    expect(new Set(rows.map((row) => row.variable)).size).toBe(rows.length);
    expect(rows.map((row) => row.variable)).toContain('LIAISE_BORDER_MONITOR_URL');
  });

  it('has only standards that its own rules accept', () => {
    for (const { key, path } of rows)
      if (key.standard !== undefined)
        expect([path, key.rule.accept(key.standard)]).toEqual([path, key.standard]);
  });

  it("is the one in the operator's guide", () => {
    const guide = fileURLToPath(new URL('../../../deploy/configuration.md', import.meta.url));
    expect(readFileSync(guide, 'utf8')).toContain(
      `<!-- settings -->\n${settingsTable()}<!-- /settings -->`,
    );
  });
});

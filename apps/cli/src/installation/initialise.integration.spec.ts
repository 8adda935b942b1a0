import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  chmodSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSettings } from '#config';
import { PostgresCluster, natsServerProgram } from '#runner';
import {
  compartments,
  parseFingerprint,
  parseStateCode,
  timestamp,
  type Fingerprint,
} from '#kernel';
import { Directory } from '#capabilities/directory/trust.model';
import { parseCertificate, unlockKey, verifyDetached } from '#seal';
import { asAdmin, databaseServices, type Connection } from '#store';
import { createUserKey } from '#broker';
import { chainHead, decodeEntry } from '#wire';
import type { Context } from '../context.js';
import { run } from '../program.js';
import { Terminal } from '../terminal.js';
import { brokerFiles } from '../health/broker-files.js';
import type { Finding } from '../health/finding.js';
import { renderBorder, saveBorder } from './brokers.js';
import { writePublic, writeSecret } from './files.js';
import { Layout, PeopleLayout } from './layout.js';

interface EntryRow {
  readonly version: number;
  readonly entry: Buffer;
  readonly signatures: Buffer[];
  readonly head: string;
}

const base = mkdtempSync(join(tmpdir(), 'liaise-init-'));
chmodSync(base, 0o711);
const layout = new Layout(join(base, 'xa'));
const people = new PeopleLayout(join(base, 'xa-people'));
const cluster = new PostgresCluster(layout.postgres);
const at = new Date();
const out: string[] = [];
const err: string[] = [];
const sink = (list: string[]) => ({ write: (text: string) => list.push(text) });
const context: Context = {
  terminal: new Terminal(sink(out), sink(err)),
  env: {},
  now: () => at,
  readInput: () => Promise.resolve(Buffer.from('a passphrase\n')),
  untilAsked: () => Promise.resolve(),
};
const init = (...more: string[]): Promise<number> =>
  run(
    [
      ...['init', '--json', '--state', 'XA', '--dir', layout.dir, '--passphrase-file', '-'],
      ...['--authority', 'border-police=Border Police', '--authority', 'coast-guard=Coast Guard'],
      ...['--new-registrar', 'm.horvat', '--new-registrar', 'i.kovac'],
      ...['--http-port', '18443', '--border-listen', '127.0.0.1:17422', ...more],
    ],
    context,
  );
const answer = (): { rootFingerprint: string; head: string; entries: number } =>
  JSON.parse(out[0] ?? '') as ReturnType<typeof answer>;
const loginOf = (service: string, database = 'liaise', passwordOf = service): Connection => ({
  socketDir: cluster.socketDir,
  port: cluster.port,
  database,
  user: `liaise_${service}`,
  password: readFileSync(layout.databasePassword(passwordOf), 'utf8').trim(),
});
const enters = (connection: Connection): Promise<boolean> =>
  asAdmin(connection, (admin) => admin.query('SELECT 1')).then(
    () => true,
    () => false,
  );
function filesIn(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name);
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}
const mode = (path: string): number => statSync(path).mode & 0o777;

beforeAll(async () => {
  expect([await init(), err.join('')]).toEqual([0, expect.stringMatching('liaise up')]);
  expect(err.join('')).toMatch(
    /Neither a time-stamp authority nor a witness outside is configured: formal requests, .* until `tsa1` and `witness1` in .*liaise\.json/,
  );
  await cluster.start();
});
afterAll(async () => {
  await cluster.stop();
  rmSync(base, { recursive: true, force: true });
  rmSync(cluster.socketDir, { recursive: true, force: true });
});

describe('liaise init', () => {
  it('writes settings every service accepts', () => {
    const file: unknown = JSON.parse(readFileSync(layout.settings, 'utf8'));
    const { settings, problems } = parseSettings('sealer', { file, env: {} });
    expect(problems).toBeUndefined();
    expect(settings?.rootFingerprint).toBe(answer().rootFingerprint);
  });

  it('makes a directory that verifies from the root alone', async () => {
    const rows = await asAdmin(cluster.admin('liaise'), (admin) =>
      admin.query<EntryRow>(
        `SELECT version, entry, signatures, head FROM trust.entry
         WHERE state = 'XA' AND chain = 'directory' ORDER BY version`,
      ),
    );
    const root = await parseCertificate(readFileSync(people.rootCertificate));
    const directory = new Directory(parseStateCode('XA'), root.fingerprint);
    let head = null;
    for (const row of rows) {
      expect(row.version).toBe(directory.version);
      const signers: Fingerprint[] = [];
      for (const signature of row.signatures)
        signers.push((await verifyDetached(row.entry, signature, root, new Date())).fingerprint);
      directory.apply(decodeEntry(row.entry), signers);
      head = chainHead(head, row.version, row);
      expect(row.head).toBe(head);
    }
    expect(answer()).toMatchObject({
      rootFingerprint: root.fingerprint,
      head,
      entries: directory.version,
    });
    const now = timestamp(new Date());
    for (const [purpose, service] of [
      ['signing', 'sealer'],
      ['receipts', 'sealer'],
      ['gateway-encryption', 'opener'],
    ] as const) {
      const key = await unlockKey(readFileSync(layout.key(service, `${purpose}.key`)));
      expect(directory.stateKey(purpose, now)?.fingerprint).toBe(key.fingerprint);
    }
    for (const { authority, keys } of directory.authorities(now))
      for (const { compartment, fingerprint } of keys) {
        const key = await unlockKey(readFileSync(layout.authorityKey(authority, compartment)));
        expect(key.fingerprint).toBe(fingerprint);
      }
    expect(directory.authorities(now)).toHaveLength(2);
    expect(directory.registrars()).toHaveLength(2);
    expect(databaseServices.every((each) => directory.logKeys.eventKey(each, now))).toBe(true);
  });

  it('gives each service its keys and nothing more', () => {
    const shared = compartments.flatMap((compartment) => [
      `index-${compartment}.key`,
      `storage-${compartment}-1.key`,
    ]);
    const authorities = ['border-police', 'coast-guard'].flatMap((name) =>
      compartments.map((compartment) => `authority-${name}-${compartment}.key`),
    );
    const known: Record<string, string[]> = {
      requests: ['event.pem', 'package-handover-1.key', 'pseudonym.key', ...shared],
      inbox: ['event.pem', 'package-handover-1.key', 'pseudonym.key', ...shared],
      sealer: ['event.pem', 'pseudonym.key', 'receipts.key', 'signing.key', ...shared],
      opener: ['event.pem', 'gateway-encryption.key', 'pseudonym.key', ...authorities, ...shared],
      exchange: ['event.pem'],
      audit: ['event.pem', 'log.pem', 'pseudonym.key', 'witness.pem'],
      evidence: ['event.pem', 'package-handover-1.key', 'package.key', 'pseudonym.key'],
    };
    const found = Object.fromEntries(
      readdirSync(layout.keys).map((name) => [name, readdirSync(layout.path('keys', name)).sort()]),
    );
    const sorted = Object.entries(known).map(([name, list]) => [name, [...list].sort()] as const);
    expect(found).toEqual(Object.fromEntries(sorted));
    for (const each of ['requests', 'inbox', 'opener'] as const)
      expect(readFileSync(layout.key(each, 'storage-PROTECTION-1.key'))).toEqual(
        readFileSync(layout.key('sealer', 'storage-PROTECTION-1.key')),
      );
    const distinct = new Set(
      [...shared, 'pseudonym.key'].map((name) =>
        readFileSync(layout.key('sealer', name)).toString('hex'),
      ),
    );
    // Two keys for each compartment, and one for pseudonyms.
    expect(distinct.size).toBe(2 * compartments.length + 1);
    expect([...distinct].every((hex) => hex.length === 64)).toBe(true);
  });

  it('keeps secrets for their owner and the persons’ keys out of the installation', async () => {
    const secret = [...filesIn(layout.keys), ...filesIn(layout.secrets)];
    const privateTls = filesIn(layout.path('tls')).filter((file) => file.endsWith('.key'));
    const own = filesIn(people.dir).filter((file) => file.endsWith('.key'));
    expect(own.map((file) => file.slice(people.dir.length + 1)).sort()).toEqual([
      'link-ca.key',
      'registrar-i.kovac.key',
      'registrar-m.horvat.key',
      'root.key',
      'services-ca.key',
    ]);
    for (const file of [...secret, ...privateTls, ...own])
      expect([file, mode(file)]).toEqual([file, 0o600]);
    for (const folder of [layout.keys, layout.secrets, people.dir, layout.path('keys', 'sealer')])
      expect([folder, mode(folder)]).toEqual([folder, 0o700]);
    const root = readFileSync(people.rootKey);
    await expect(unlockKey(root)).rejects.toThrow('SEAL_PASSPHRASE_MISSING');
    const unlocked = await unlockKey(root, 'a passphrase');
    expect(unlocked.fingerprint).toBe(parseFingerprint(answer().rootFingerprint));
  });

  it('lets each service into its database with its own password and nowhere else', async () => {
    for (const service of databaseServices) {
      expect([service, await enters(loginOf(service))]).toEqual([service, true]);
      const other = service === 'audit' ? 'sealer' : 'audit';
      expect([service, await enters(loginOf(service, 'liaise', other))]).toEqual([service, false]);
      for (const database of ['postgres', 'template1'])
        expect([service, await enters(loginOf(service, database))]).toEqual([service, false]);
    }
    const rights = await asAdmin(cluster.admin('liaise'), (admin) =>
      admin.query(
        `SELECT rolname FROM pg_roles WHERE rolname LIKE 'liaise\\_%' AND rolname <> 'liaise_admin'
         AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)`,
      ),
    );
    expect(rights).toEqual([]);
  });

  it('renders configurations the broker accepts, also with a link on each side', async () => {
    const accepts = (file: string, env: NodeJS.ProcessEnv = {}): void => {
      execFileSync(natsServerProgram(), ['-t', '-c', file], { env, stdio: 'pipe' });
    };
    accepts(layout.busConfig);
    accepts(layout.borderConfig);
    expect(readFileSync(layout.borderConfig, 'utf8')).not.toMatch('17422');
    const file: unknown = JSON.parse(readFileSync(layout.settings, 'utf8'));
    const { settings } = parseSettings('cli', { file, env: {} });
    if (settings === undefined) throw new Error('settings');
    const authorityFile = layout.path('tls', 'link-ca.crt');
    const links = [
      { linkId: '1'.repeat(32), peer: 'XB', side: 'listen', authorityFile },
      { linkId: '2'.repeat(32), peer: 'XC', side: 'solicit', authorityFile },
    ];
    for (const link of links) {
      const more = { leafPublicKey: createUserKey().publicKey, host: 'xc.example', port: 7422 };
      const text = JSON.stringify({ ...link, ...more });
      await writeSecret(layout.path('peers', `${link.linkId}.json`), text);
    }
    await expect(renderBorder(layout, settings)).rejects.toThrow('CLI_LINK_INVALID: 2222');
    await writeSecret(layout.path('secrets', `leaf-${'2'.repeat(32)}.nk`), createUserKey().seed);
    const border = await renderBorder(layout, settings);
    await saveBorder(layout, border);
    expect(border.seeds).toEqual({
      [`LEAF_${'2'.repeat(32)}`]: layout.path('secrets', `leaf-${'2'.repeat(32)}.nk`),
    });
    expect(border.text).toMatch('17422');
    accepts(layout.borderConfig, { [`LEAF_${'2'.repeat(32)}`]: createUserKey().seed });
  });

  it('has files that are judged while it is stopped: the border, its neighbours, certificates', async () => {
    const { settings } = parseSettings('cli', {
      file: JSON.parse(readFileSync(layout.settings, 'utf8')),
      env: {},
    });
    if (settings === undefined) throw new Error('no settings');
    const judged = async (): Promise<Finding[]> => {
      const findings = await brokerFiles({ layout, settings });
      return findings.filter(({ level }) => level !== 'ok');
    };
    expect(await brokerFiles({ layout, settings })).toHaveLength(2);
    expect(await judged()).toEqual([]);
    const link = layout.path('peers', `${'1'.repeat(32)}.json`);
    const authorityFile = layout.path('peers', 'x.crt');
    await writePublic(authorityFile, 'x');
    const wrong = {
      linkId: '1'.repeat(32),
      peer: 'XB',
      side: 'listen',
      leafPublicKey: 'x',
      authorityFile,
    };
    const leafPublicKey = createUserKey().publicKey;
    for (const [file, content, found] of [
      [layout.border, '{', /border\.json: not JSON/],
      [layout.border, 'null', /border\.json: /],
      [layout.border, '{"listen":"x"}', /border\.json: listen: .*HOST:PORT/],
      [layout.border, '{}', /border\.json: listen is missing/],
      [link, '{', /1111.*not JSON/],
      [link, JSON.stringify(wrong), /1111.*leafPublicKey/],
      [link, JSON.stringify({ ...wrong, leafPublicKey }), /x\.crt: no certificate/],
      [link, JSON.stringify({ ...wrong, side: 'solicit', host: '"', port: 1 }), /1111.*host/],
      [layout.busSeed('gateway'), 'x', /bus-gateway\.nk/],
      [settings.http.certFile, 'x', /^\S*http\.crt: no certificate$/],
      [layout.authorityCertificate('link'), undefined, /^\S*link-ca\.crt: \w/],
      [layout.certificate('bus').certificateFile, undefined, /^\S*bus\.crt: \w/],
      [layout.certificate('bus').keyFile, undefined, /bus\.key/],
      [
        layout.certificate('bus').keyFile,
        readFileSync(settings.http.keyFile),
        /bus\.key: no private/,
      ],
    ] as const) {
      const { mode } = statSync(file);
      const before = readFileSync(file);
      if (content === undefined) rmSync(file);
      else writeFileSync(file, content);
      expect(await judged()).toContainEqual(
        expect.objectContaining({ level: 'fail', found: expect.stringMatching(found) as string }),
      );
      writeFileSync(file, before, { mode });
    }
    expect(await judged()).toEqual([]);
  });

  it('refuses the same folder a second time, and leaves it as it was', async () => {
    const before = readFileSync(layout.settings, 'utf8');
    err.length = 0;
    expect(await init()).toBe(1);
    expect(err.join('')).toMatch(/already holds something; nothing was changed/);
    expect(err.join('')).toMatch('a State was set up here before');
    expect(readFileSync(layout.settings, 'utf8')).toBe(before);
  });

  it('removes what it made when a step fails', async () => {
    const dir = join(base, 'xb');
    const args = ['--dir', dir, '--registrar', `x.x=${join(base, 'nothing.cert')}`];
    expect(await init(...args)).toBe(1);
    expect([existsSync(dir), existsSync(`${dir}-people`)]).toEqual([false, false]);
  });
});

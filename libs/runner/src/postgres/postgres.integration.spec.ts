import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asAdmin, Store, StoreError } from '#store';
import { ManagedProcess } from '../managed-process.js';
import { PostgresCluster } from './postgres-cluster.js';
import { processIdentity } from '../pid-file.js';
import { Supervisor } from '../supervisor.js';
import { unprivilegedUser } from '../unprivileged.js';

let dir: string;
let cluster: PostgresCluster;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'liaise-cluster-'));
  chmodSync(dir, 0o711);
  cluster = new PostgresCluster(dir);
  await cluster.init();
  await cluster.start();
});
afterAll(async () => {
  await cluster.stop();
  rmSync(dir, { recursive: true, force: true });
});

const show = async (name: string): Promise<unknown> => {
  const [row] = await asAdmin(cluster.admin(), (admin) =>
    admin.query<{ setting: string }>('SELECT setting FROM pg_settings WHERE name = $1', [name]),
  );
  return row?.setting;
};

describe('PostgresCluster', () => {
  it('listens on no network, keeps its promises and its silence', async () => {
    for (const [name, value] of [
      ['listen_addresses', ''],
      ['fsync', 'on'],
      ['synchronous_commit', 'on'],
      ['full_page_writes', 'on'],
      ['data_checksums', 'on'],
      ['password_encryption', 'scram-sha-256'],
      ['log_statement', 'none'],
      ['log_min_error_statement', 'panic'],
      ['log_error_verbosity', 'terse'],
    ] as const)
      expect([name, await show(name)]).toEqual([name, value]);
  });

  it('starts over lock files that a cut of power left empty', async () => {
    await cluster.stop();
    for (const file of [join(dir, 'data/postmaster.pid'), join(dir, 'socket/.s.PGSQL.5432.lock')])
      writeFileSync(file, '');
    await cluster.start();
    expect(await show('fsync')).toBe('on');
  });

  it('refuses to start with a promise that was broken by hand, and says which key', async () => {
    const file = join(dir, 'data', 'postgresql.auto.conf');
    for (const [key, value, allowed] of [
      ['fsync', 'off', 'on'],
      ['full_page_writes', 'off', 'on'],
      ['synchronous_commit', 'off', 'on or local or remote_write or remote_apply'],
    ] as const) {
      await asAdmin(cluster.admin(), (a) => a.query(`ALTER SYSTEM SET ${key} = ${value}`));
      await cluster.stop();
      await expect(cluster.start()).rejects.toMatchObject({
        code: 'HOST_DATABASE_UNSAFE',
        detail: `${file}: ${key}: found ${value}; allowed: ${allowed}`,
      });
      expect(cluster.pid).toBeUndefined();
      writeFileSync(file, '');
      await cluster.start();
    }
  });

  it('keeps fsync while it runs, whatever ALTER SYSTEM and a reload say', async () => {
    await asAdmin(cluster.admin(), async (a) => {
      await a.query('ALTER SYSTEM SET fsync = off');
      await a.query('SELECT pg_reload_conf()');
      await new Promise((done) => setTimeout(done, 300));
      expect(await show('fsync')).toBe('on');
      await a.query('ALTER SYSTEM RESET ALL');
    });
  });

  it('is refused by a service when it runs without fsync after all', async () => {
    await cluster.stop();
    const spec = cluster.spec();
    const args = ['-D', join(dir, 'data'), '-c', 'fsync=off'];
    const loose = new ManagedProcess({ ...spec, args }, dir);
    await loose.start();
    const store = new Store({
      ...cluster.admin(),
      poolSize: 1,
      statementTimeoutMs: 5_000,
      lockTimeoutMs: 5_000,
      service: 'test',
    });
    await store.open(5_000);
    await expect(store.checkDurability()).rejects.toMatchObject({
      code: 'STORE_UNSAFE',
      detail: 'fsync: found off; allowed: on',
    });
    await store.close();
    await loose.stop();
    await cluster.start();
  });

  it('forgets a change of postgresql.conf at its start', async () => {
    await cluster.stop();
    appendFileSync(join(dir, 'data', 'postgresql.conf'), 'fsync = off\n');
    await cluster.start();
    expect(await show('fsync')).toBe('on');
    expect(readFileSync(join(dir, 'data', 'postgresql.conf'), 'utf8')).not.toMatch('fsync = off');
  });

  it('keeps the password and the socket to its owner, and asks for the password there too', async () => {
    expect(statSync(join(dir, 'superuser.password')).mode & 0o777).toBe(0o600);
    expect(statSync(cluster.socketDir).mode & 0o777).toBe(0o700);
    const wrong = { ...cluster.admin(), password: 'wrong' };
    await expect(asAdmin(wrong, (admin) => admin.query('SELECT 1'))).rejects.toBeInstanceOf(
      StoreError,
    );
    expect(existsSync(join(dir, 'superuser.password.new'))).toBe(false);
  });

  it('does not write a value of a row into its log', async () => {
    const run = (sql: string, params: unknown[] = []): Promise<unknown> =>
      asAdmin(cluster.admin(), (admin) => admin.query(sql, params));
    await run('CREATE TABLE person (name text PRIMARY KEY)');
    await run('INSERT INTO person VALUES ($1)', ['Amina-canary']);
    await run('INSERT INTO person VALUES ($1)', ['Amina-canary']).catch(() => undefined);
    await run(`SELECT 'Amina-canary'::int`).catch(() => undefined);
    await run('SELECT $1::int', ['Amina-canary']).catch(() => undefined);
    const log = readFileSync(join(dir, 'log', 'postgres.log'), 'utf8');
    expect(log).toMatch('database system is ready to accept connections');
    expect(log.match(/.*Amina-canary.*/g) ?? []).toEqual([]);
  });

  it('makes databases that only those may enter who were let in', async () => {
    await cluster.ensureDatabase('liaise');
    await cluster.ensureDatabase('liaise');
    await asAdmin(cluster.admin(), (a) => a.query(`CREATE ROLE outsider LOGIN PASSWORD 'x'`));
    const outsider = { ...cluster.admin('liaise'), user: 'outsider', password: 'x' };
    await expect(asAdmin(outsider, (a) => a.query('SELECT 1'))).rejects.toMatchObject({
      code: 'STORE_DENIED',
    });
    await expect(cluster.ensureDatabase('x"; DROP')).rejects.toThrow(TypeError);
  });

  it('stops a server that an earlier process left behind, and starts again with all that was committed', async () => {
    await asAdmin(cluster.admin(), (a) => a.query('CREATE TABLE kept (id int)'));
    const left = cluster.pid ?? 0;
    const next = new PostgresCluster(dir);
    await next.init();
    await next.start();
    expect(processIdentity(left)).toBeUndefined();
    await asAdmin(next.admin(), (a) => a.query('SELECT * FROM kept'));
    await next.stop();
    await cluster.start();
  });

  it('starts again after kill -9 with clients connected', async () => {
    await asAdmin(cluster.admin(), async (admin) => {
      await admin.query('CREATE TABLE crash (id int)');
      process.kill(cluster.pid ?? 0, 'SIGKILL');
      await cluster.start();
    });
    await asAdmin(cluster.admin(), (a) => a.query('SELECT * FROM crash'));
  });

  it('comes back by itself under a supervisor', async () => {
    await cluster.stop();
    const supervisor = new Supervisor(dir);
    supervisor.add(cluster.spec());
    await supervisor.start();
    const pid = supervisor.pid('postgres') ?? 0;
    process.kill(pid, 'SIGKILL');
    await new Promise<void>((done) => {
      supervisor.onEvent((event) => {
        if (event.kind === 'ready') done();
      });
    });
    await asAdmin(cluster.admin(), (a) => a.query('SELECT * FROM crash'));
    await supervisor.stop();
    await cluster.start();
  });

  it('begins again when it was cut off while it was being made', async () => {
    const other = mkdtempSync(join(tmpdir(), 'liaise-cluster-'));
    chmodSync(other, 0o711);
    mkdirSync(join(other, 'data.new'));
    writeFileSync(join(other, 'data.new', 'PG_VERSION'), '15');
    const again = new PostgresCluster(other);
    await again.init();
    await again.start();
    await asAdmin(again.admin(), (a) => a.query('SELECT 1'));
    await again.stop();
    rmSync(other, { recursive: true, force: true });
  });

  it('puts its socket where the path is short enough, in a folder nobody else made', async () => {
    const other = join(mkdtempSync(join(tmpdir(), 'liaise-cluster-')), 'x'.repeat(100));
    chmodSync(join(other, '..'), 0o711);
    const long = new PostgresCluster(other);
    expect(Buffer.byteLength(`${long.socketDir}/.s.PGSQL.5432.lock`)).toBeLessThanOrEqual(107);
    expect(long.socketDir.startsWith(tmpdir())).toBe(true);
    await long.init();
    mkdirSync(long.socketDir);
    chmodSync(long.socketDir, 0o777);
    await expect(long.start()).rejects.toMatchObject({ code: 'HOST_FOLDER_CLOSED' });
    rmSync(long.socketDir, { recursive: true });
    await long.start();
    await asAdmin(long.admin(), (a) => a.query('SELECT 1'));
    await long.stop();
    rmSync(join(other, '..'), { recursive: true, force: true });
    rmSync(long.socketDir, { recursive: true, force: true });
  });

  it('says so when its unprivileged user cannot reach the folder', async () => {
    const user = unprivilegedUser();
    const closed = mkdtempSync(join(tmpdir(), 'liaise-closed-'));
    const made = new PostgresCluster(join(closed, 'pg')).init();
    if (user === undefined) await made;
    else await expect(made).rejects.toMatchObject({ code: 'HOST_FOLDER_CLOSED' });
    rmSync(closed, { recursive: true, force: true });
  });
});

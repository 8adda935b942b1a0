import { phrase, type Detail } from '#kernel';
import { execFile } from 'node:child_process';
import { RunnerError } from '../errors.js';
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { asAdmin, type Connection } from '#store';
import { ManagedProcess, type ProcessSpec } from '../managed-process.js';
import { commandLine, endProcess } from '../pid-file.js';
import { postgresFolder } from '../programs.js';
import { guardArguments, assertSafeOverrides } from './postgres-guard.js';
import { hbaConf, postgresqlConf } from './postgres-settings.js';
import { readBounded, RuntimeError } from '#runtime';
import { syncPath, syncTree, writeSynced } from '../synced.js';
import { mayEnter, unprivilegedUser, type User } from '../unprivileged.js';

// `sun_path` holds 108 bytes with the closing zero.
const longestSocketPath = 107;
const port = 5432;
const superuser = 'liaise_admin';
const startAttempts = 40;
const startPauseMs = 250;

/**
 * Private PostgreSQL cluster in `dir`, reached by Unix socket and password (SCRAM) only. When this process is root, an
 * unprivileged user runs the cluster.
 */
export class PostgresCluster {
  readonly socketDir: string;
  readonly port = port;
  readonly #data: string;
  readonly #passwordFile: string;
  readonly #user: User | undefined;
  #process: ManagedProcess | undefined;

  constructor(readonly dir: string) {
    this.#data = join(dir, 'data');
    this.#passwordFile = join(dir, 'superuser.password');
    this.#user = unprivilegedUser();
    const near = join(dir, 'socket');
    const length = Buffer.byteLength(join(near, `.s.PGSQL.${port}.lock`));
    const short = createHash('sha256').update(dir).digest('hex').slice(0, 16);
    this.socketDir = length <= longestSocketPath ? near : join(tmpdir(), `liaise-${short}`);
  }

  /**
   * Makes the cluster if it is missing; first removes the rest of a crashed attempt. @param ended aborts the set-up @throws
   * RunnerError HOST_PROGRAM_MISSING, HOST_FOLDER_CLOSED, HOST_START_FAILED
   */
  async init(ended?: AbortSignal): Promise<void> {
    mkdirSync(this.dir, { recursive: true, mode: 0o711 });
    if (this.#user !== undefined) {
      chmodSync(this.dir, 0o711);
      if (!mayEnter(this.#user, this.dir))
        throw new RunnerError('HOST_FOLDER_CLOSED', phrase`${this.dir}, user ${this.#user.name}`);
    }
    if (existsSync(this.#data)) return;
    const unfinished = join(this.dir, 'data.new');
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { mode: 0o700 });
    this.#give(unfinished);
    const password = randomBytes(24).toString('base64url');
    const handover = join(unfinished, '..', 'superuser.password.new');
    rmSync(handover, { force: true });
    writeFileSync(handover, password, { mode: 0o600 });
    this.#give(handover);
    const args = [
      ...['-D', unfinished, '-U', superuser, `--pwfile=${handover}`, '-A', 'scram-sha-256'],
      ...['--data-checksums', '--encoding=UTF8', '--locale=C', '--no-instructions'],
    ];
    await this.#runProgram('initdb', args, ended);
    rmSync(handover);
    writeSynced(this.#passwordFile, password);
    renameSync(unfinished, this.#data);
    syncPath(this.dir);
    // Durable now: the password, the data (synced by initdb) and their names.
    syncPath(dirname(this.dir));
  }

  spec(): ProcessSpec {
    return {
      name: 'postgres',
      command: join(this.#programs(), 'postgres'),
      args: ['-D', this.#data, ...guardArguments],
      env: { LC_ALL: 'C', TZ: 'UTC' },
      ...(this.#user === undefined ? {} : { uid: this.#user.uid, gid: this.#user.gid }),
      prepare: () => this.#prepare(),
      ready: (pid) => Promise.resolve(this.#isReady(pid)),
      // SIGINT is PostgreSQL's fast shutdown: rolls back open transactions and writes a checkpoint.
      stopSignal: 'SIGINT',
      graceMs: 10_000,
    };
  }

  /**
   * Starts the server and waits until it accepts connections. Retries for ten seconds, because old shared memory may be in
   * use after kill -9. @throws RunnerError HOST_DATABASE_UNSAFE for unsafe settings in the data folder; others as
   * `ManagedProcess.start`
   */
  async start(): Promise<void> {
    const process_ = (this.#process ??= new ManagedProcess(this.spec(), this.dir));
    for (let tries = 1; ; tries += 1) {
      try {
        await process_.start();
        return;
      } catch (error) {
        const failed = error instanceof RunnerError && error.code === 'HOST_START_FAILED';
        if (!failed || tries >= startAttempts) throw error;
        await new Promise((done) => setTimeout(done, startPauseMs));
      }
    }
  }

  async stop(): Promise<void> {
    await this.#process?.stop();
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /**
   * Connection data of the superuser, for set-up, migrations and the command line on this machine. Services have roles of
   * their own. @throws RuntimeError HOST_SECRET_UNSAFE, at once and not by a promise, when the file of the password is missing,
   * empty or closed to this user
   */
  admin(database = 'postgres'): Connection {
    return {
      socketDir: this.socketDir,
      port,
      database,
      user: superuser,
      password: this.#password(),
    };
  }

  // Not by `readSecret`, which refuses files of other users: root also gives commands for the user of a State.
  #password(): string {
    const refuse = (why: Detail, cause?: unknown): never => {
      throw new RuntimeError('HOST_SECRET_UNSAFE', phrase`${this.#passwordFile}: ${why}`, cause);
    };
    let text = '';
    try {
      text = readFileSync(this.#passwordFile, 'utf8').trim();
    } catch (error) {
      refuse(phrase`cannot be read`, error);
    }
    return text === '' ? refuse(phrase`empty`) : text;
  }

  /** Makes the database if it is missing. Only the owner and roles with a grant may connect. */
  async ensureDatabase(name: string, template = 'template0'): Promise<void> {
    const id = identifier(name);
    await asAdmin(this.admin(), async (admin) => {
      const found = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
      if (found.length > 0) return;
      await admin.query(`CREATE DATABASE ${id} TEMPLATE ${identifier(template)}`);
      await admin.query(`REVOKE ALL ON DATABASE ${id} FROM PUBLIC`);
    });
  }

  async #prepare(): Promise<void> {
    const stale = this.#postmaster();
    if (stale !== undefined && commandLine(stale.pid).includes(this.#data))
      await endProcess(stale.pid, 'SIGINT', 10_000);
    this.#refuseOverrides();
    this.#makeSocketDir();
    this.#dropEmptyLocks();
    writeFileSync(join(this.#data, 'postgresql.conf'), postgresqlConf(this.socketDir, port));
    writeFileSync(join(this.#data, 'pg_hba.conf'), hbaConf);
  }

  // Checks `postgresql.auto.conf` (ALTER SYSTEM), which would override the settings written here.
  #refuseOverrides(): void {
    const file = join(this.#data, 'postgresql.auto.conf');
    if (!existsSync(file)) return;
    let text: string;
    try {
      text = readBounded(file);
    } catch (error) {
      throw new RunnerError('HOST_DATABASE_UNSAFE', phrase`${file}: cannot be read`, error);
    }
    assertSafeOverrides(text, file);
  }

  // Anybody could have made this folder under a temporary path first: it must be a real folder, ours, closed
  // to others.
  #makeSocketDir(): void {
    if (!existsSync(this.socketDir)) {
      mkdirSync(this.socketDir, { mode: 0o700 });
      this.#give(this.socketDir);
    }
    const { uid, mode } = lstatSync(this.socketDir);
    const owner = this.#user?.uid ?? process.getuid?.();
    if (!lstatSync(this.socketDir).isDirectory() || uid !== owner || (mode & 0o077) !== 0)
      throw new RunnerError(
        'HOST_FOLDER_CLOSED',
        phrase`${this.socketDir} belongs to somebody else`,
      );
  }

  // Removes lock files left empty by a power cut, over which PostgreSQL never starts. A running server's file
  // is not empty for a second.
  #dropEmptyLocks(): void {
    for (const file of [
      join(this.#data, 'postmaster.pid'),
      join(this.socketDir, `.s.PGSQL.${port}.lock`),
    ]) {
      const found = lstatSync(file, { throwIfNoEntry: false });
      if (found?.size === 0 && Math.abs(Date.now() - found.mtimeMs) > 1_000) rmSync(file);
    }
  }

  #postmaster(): { pid: number; status: string } | undefined {
    try {
      const lines = readFileSync(join(this.#data, 'postmaster.pid'), 'utf8').split('\n');
      const pid = Number(lines[0]);
      if (!Number.isSafeInteger(pid) || pid <= 1) return undefined;
      return { pid, status: (lines[7] ?? '').trim() };
    } catch {
      return undefined;
    }
  }

  #isReady(pid: number): boolean {
    const found = this.#postmaster();
    return found?.pid === pid && found.status === 'ready';
  }

  // Folder of the programs; copied beside the data when the unprivileged user cannot enter the installed one.
  #programs(): string {
    const folder = postgresFolder();
    if (this.#user === undefined || mayEnter(this.#user, folder)) return folder;
    const copy = join(this.dir, 'programs');
    if (!existsSync(copy)) {
      rmSync(`${copy}.new`, { recursive: true, force: true });
      cpSync(dirname(folder), `${copy}.new`, { recursive: true, verbatimSymlinks: true });
      // The rename comes last: under this name the copy is complete, also after a power cut.
      syncTree(`${copy}.new`);
      renameSync(`${copy}.new`, copy);
      syncPath(this.dir);
    }
    return join(copy, 'bin');
  }

  #give(path: string): void {
    if (this.#user !== undefined) chownSync(path, this.#user.uid, this.#user.gid);
  }

  #runProgram(program: string, args: readonly string[], signal?: AbortSignal): Promise<void> {
    const user = this.#user === undefined ? {} : { uid: this.#user.uid, gid: this.#user.gid };
    const options = { cwd: '/', env: { LC_ALL: 'C', TZ: 'UTC' }, timeout: 120_000, ...user };
    return new Promise((done, fail) => {
      let failure: Error | null = null;
      const file = join(this.#programs(), program);
      const child = execFile(file, [...args], { ...options, signal }, (error) => {
        failure = error;
        // The program never started, so no close event follows.
        if (child.pid === undefined) fail(new RunnerError('HOST_START_FAILED', program, failure));
      });
      // An abort is reported before the program has ended; it may write until then.
      child.once('close', () => {
        if (failure === null) done();
        else fail(new RunnerError('HOST_START_FAILED', program, failure));
      });
    });
  }
}

function identifier(name: string): string {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name)) throw new TypeError(`not a database name: ${name}`);
  return `"${name}"`;
}

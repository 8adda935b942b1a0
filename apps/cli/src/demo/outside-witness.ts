import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ed25519PublicKey, formatVerifierKey, makeVerifier, secondName } from '#tlog';
import { say } from '#language/console';
import { CliError } from '../errors.js';
import { makeFolder } from '../installation/files.js';
import { until } from './until.js';

const run = promisify(execFile);
const startMs = 30_000;

export interface WitnessSettings {
  readonly url: string;
  readonly key: string;
  readonly note: 'SECOND';
}

const sshString = (bytes: Uint8Array): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

function sshKey(pem: string): string {
  const { x = '' } = createPublicKey(pem).export({ format: 'jwk' });
  const parts = [Buffer.from('ssh-ed25519'), Buffer.from(x, 'base64url')];
  return `ssh-ed25519 ${Buffer.concat(parts.map(sshString)).toString('base64')} log\n`;
}

/** Stand-in for an outside witness: Debian's `sigsum-witness`, which its documentation intends for tests only. */
export class OutsideWitness {
  private constructor(
    private readonly process: ChildProcess,
    readonly settings: WitnessSettings,
  ) {}

  static async start(
    dir: string,
    { logKey, port }: { readonly logKey: string; readonly port: number },
  ): Promise<OutsideWitness | undefined> {
    await makeFolder(dir);
    const at = (name: string): string => join(dir, name);
    try {
      await run('sigsum-key', ['generate', '-o', at('key')], { timeout: 20_000 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw new CliError('CLI_DEMO_FAILED', say('outsideWitness.sigsumKeyMadeNo'), error);
    }
    const { stdout } = await run('sigsum-key', ['to-hex', '-k', at('key.pub')]);
    await writeFile(at('log.pub'), sshKey(await readFile(logKey, 'utf8')));
    const files = ['-k', at('key'), '--log-key', at('log.pub'), '--state-file', at('state')];
    // It registers URL paths in a form that newer Go refuses by default.
    const env = { ...process.env, GODEBUG: 'httpmuxgo121=0' };
    const child = spawn('sigsum-witness', [...files, `127.0.0.1:${port}`], {
      ...{ env, stdio: 'ignore' },
    });
    child.on('error', () => undefined);
    const key = ed25519PublicKey(Buffer.from(stdout.trim(), 'hex'));
    const name = secondName({ publicKey: key }).replace('/tree/', '/witness/');
    const verifier = formatVerifierKey(makeVerifier(name, key, 'cosignature'));
    const url = `http://127.0.0.1:${port}`;
    const started = new OutsideWitness(child, { url, key: verifier, note: 'SECOND' });
    try {
      await until(say('outsideWitness.witnessOutside'), () => listens(port), startMs);
      return started;
    } catch (error) {
      await started.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    const { process: child } = this;
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once('exit', done));
    if (child.kill('SIGKILL')) await ended;
  }
}

const listens = (port: number): Promise<true | undefined> =>
  new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => done(undefined));
  });

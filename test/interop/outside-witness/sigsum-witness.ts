import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OutsideAddress, postOffer, type WitnessAnswer } from '#border';
import { ed25519PublicKey, makeVerifier, secondName, type Verifier } from '#tlog';
import { freePorts } from '../../support/nats.js';

const sshString = (bytes: Uint8Array): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

function sshKey({ publicKey }: Verifier): string {
  const { x = '' } = publicKey.export({ format: 'jwk' });
  const parts = [Buffer.from('ssh-ed25519'), Buffer.from(x, 'base64url')];
  return `ssh-ed25519 ${Buffer.concat(parts.map(sshString)).toString('base64')} log\n`;
}

const run = (program: string, ...args: string[]): string =>
  execFileSync(program, args, { encoding: 'utf8', timeout: 10_000 });

export class SigsumWitness {
  private constructor(
    private readonly folder: string,
    private readonly process: ChildProcess,
    readonly address: OutsideAddress,
    readonly verifier: Verifier,
  ) {}

  static async start(log: Verifier): Promise<SigsumWitness> {
    const folder = mkdtempSync(join(tmpdir(), 'liaise-sigsum-'));
    const at = (name: string): string => join(folder, name);
    run('sigsum-key', 'generate', '-o', at('key'));
    const raw = Buffer.from(run('sigsum-key', 'to-hex', '-k', at('key.pub')).trim(), 'hex');
    writeFileSync(at('log.pub'), sshKey(log));
    const [port = 0] = await freePorts(1);
    const files = ['-k', at('key'), '--log-key', at('log.pub'), '--state-file', at('state')];
    // It registers URL paths in a form that newer Go refuses by default.
    const env = { ...process.env, GODEBUG: 'httpmuxgo121=0' };
    const witness = spawn('sigsum-witness', [...files, `127.0.0.1:${port}`], {
      ...{ env, stdio: 'ignore' },
    });
    const key = ed25519PublicKey(raw);
    const name = secondName({ publicKey: key }).replace('/tree/', '/witness/');
    const address = { url: `http://127.0.0.1:${port}`, tlsAuthority: undefined, withinMs: 10_000 };
    const started = new SigsumWitness(
      folder,
      witness,
      address,
      makeVerifier(name, key, 'cosignature'),
    );
    await started.answers();
    return started;
  }

  offer(offer: Uint8Array): Promise<WitnessAnswer> {
    return postOffer(this.address, offer);
  }

  state(): string {
    return readFileSync(join(this.folder, 'state'), 'utf8');
  }

  async stop(): Promise<void> {
    const ended = new Promise((done) => this.process.once('exit', done));
    if (this.process.exitCode === null && this.process.kill('SIGKILL')) await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async answers(): Promise<void> {
    const until = Date.now() + 30_000;
    for (;;)
      try {
        await this.offer(Buffer.from('none'));
        return;
      } catch (error) {
        if (Date.now() > until || this.process.exitCode !== null) {
          await this.stop();
          throw error;
        }
        await new Promise((done) => setTimeout(done, 50));
      }
  }
}

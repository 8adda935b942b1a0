import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Vector } from '../vectors/openpgp/make/vector.js';

export interface Ran {
  readonly stdout: Buffer;
  readonly stderr: string;
  readonly status: number;
}

function run(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  input?: Buffer,
): Ran {
  const done = spawnSync(program, args, {
    env,
    input: input ?? Buffer.alloc(0),
    timeout: 60_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (done.error !== undefined) throw done.error;
  return { stdout: done.stdout, stderr: done.stderr.toString(), status: done.status ?? -1 };
}

function required(ran: Ran, what: string): Ran {
  if (ran.status !== 0) throw new Error(`${what}: ${ran.stderr}`);
  return ran;
}

export class Scratch {
  readonly path = mkdtempSync(join(tmpdir(), 'l-'));

  constructor() {
    chmodSync(this.path, 0o700);
  }

  file(name: string, bytes?: Uint8Array | string): string {
    const path = join(this.path, name);
    if (bytes !== undefined) writeFileSync(path, bytes);
    return path;
  }

  read(name: string): Buffer {
    return readFileSync(join(this.path, name));
  }

  close(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Settings of a gpg-agent that stretches a passphrase in no time; by itself it takes 0.1 s for each. */
export const shortStretching = 's2k-count 65536\n';

export class Gpg {
  readonly scratch = new Scratch();
  private readonly env = { ...process.env, GNUPGHOME: this.scratch.path, LC_ALL: 'C' };

  constructor(
    private readonly time?: string,
    agent = '',
  ) {
    this.scratch.file('gpg-agent.conf', Buffer.from(agent));
  }

  try(args: readonly string[], input?: Uint8Array, passphrase = ''): Ran {
    const fixed = ['--batch', '--no-tty', '--yes', '--status-fd', '2', '--trust-model', 'always'];
    const clock = this.time === undefined ? [] : ['--faked-system-time', `${this.time}!`];
    const secret = ['--pinentry-mode', 'loopback', '--passphrase', passphrase];
    const bytes = input === undefined ? undefined : Buffer.from(input);
    return run('gpg', [...fixed, ...clock, ...secret, ...args], this.env, bytes);
  }

  runGpg(args: readonly string[], input?: Uint8Array, passphrase?: string): Buffer {
    return required(this.try(args, input, passphrase), `gpg ${args.join(' ')}`).stdout;
  }

  generate(userId: string, algorithm: string, passphrase?: string, expires = 'never'): void {
    const command = ['--quick-generate-key', userId, algorithm, 'default', expires];
    this.runGpg(command, undefined, passphrase);
  }

  certificate(userId: string): Buffer {
    return this.runGpg(['--export', userId]);
  }

  secretKey(userId: string, passphrase?: string): Buffer {
    return this.runGpg(['--export-secret-keys', userId], undefined, passphrase);
  }

  fingerprint(userId: string): string {
    const listing = this.runGpg(['--with-colons', '--list-keys', userId]).toString();
    const found = /^fpr:+([0-9A-F]{40}):/m.exec(listing)?.[1];
    if (found === undefined) throw new Error('gpg lists no fingerprint');
    return found;
  }

  /**
   * Status lines that GnuPG prints when it verifies a signature. The exit code is not enough: GnuPG gives 0 for a
   * revoked key.
   */
  verify(bytes: Uint8Array, signature: Uint8Array): string {
    const file = this.scratch.file('s', signature);
    return this.try(['--verify', file, '-'], bytes).stderr;
  }

  close(): void {
    run('gpgconf', ['--kill', 'all'], this.env);
    this.scratch.close();
  }
}

export class Sq {
  readonly scratch = new Scratch();

  constructor(private readonly time?: string) {}

  try(args: readonly string[], input?: Uint8Array): Ran {
    const clock = this.time === undefined ? [] : ['--time', this.time];
    const fixed = ['--home', 'none', '--overwrite', '--batch', ...clock];
    return run('sq', [...fixed, ...args], process.env, input && Buffer.from(input));
  }

  runSq(args: readonly string[], input?: Uint8Array): Buffer {
    return required(this.try(args, input), `sq ${args.join(' ')}`).stdout;
  }

  generate(name: string, profile: 'rfc4880' | 'rfc9580'): Buffer {
    const key = this.scratch.file('key');
    const output = ['--output', key, '--rev-cert', this.scratch.file('rev')];
    const options = ['--own-key', '--name', name, '--without-password', '--profile', profile];
    this.runSq(['key', 'generate', ...options, ...output]);
    return this.scratch.read('key');
  }

  certificate(secretKey: Uint8Array): Buffer {
    const file = this.scratch.file('secret', secretKey);
    return this.runSq(['key', 'delete', '--cert-file', file, '--output', '-']);
  }

  sign(bytes: Uint8Array, secretKey: Uint8Array, ...options: string[]): Buffer {
    const key = this.scratch.file('signer', secretKey);
    const data = this.scratch.file('data', bytes);
    const out = this.scratch.file('sig');
    this.runSq(['sign', ...options, '--signer-file', key, '--signature-file', out, data]);
    return this.scratch.read('sig');
  }

  verify(bytes: Uint8Array, signature: Uint8Array, certificate: Uint8Array): Ran {
    const cert = this.scratch.file('cert', certificate);
    const sig = this.scratch.file('sig', signature);
    const data = this.scratch.file('data', bytes);
    return this.try(['verify', '--signer-file', cert, '--signature-file', sig, data]);
  }

  encrypt(bytes: Uint8Array, certificate: Uint8Array): Buffer {
    const cert = this.scratch.file('cert', certificate);
    return this.runSq(['encrypt', '--for-file', cert, '--without-signature', '--binary'], bytes);
  }

  decrypt(ciphertext: Uint8Array, secretKey: Uint8Array): Ran {
    const key = this.scratch.file('key', secretKey);
    return this.try(['decrypt', '--recipient-file', key], ciphertext);
  }

  close(): void {
    this.scratch.close();
  }
}

export { frame, unframe } from '../vectors/openpgp/make/packets.js';
export { keyCertificate } from '../vectors/openpgp/make/small-order.js';

const folder = new URL('../vectors/openpgp/', import.meta.url);

export function vectorCertificate(name: string): Buffer {
  const vector = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as Vector;
  return Buffer.from(vector.inputs['certificate'] ?? '', 'base64');
}

export function vectorInputs(member: string): Buffer[] {
  const inputs = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Vector)
    .flatMap(({ inputs: { [member]: input } }) => (input === undefined ? [] : [input]));
  return [...new Set(inputs)].map((input) => Buffer.from(input, 'base64'));
}

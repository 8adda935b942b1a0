import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { gzipSync } from 'node:zlib';

export const suspicious = 'a harmless text that our own signature finds';
export const signature = 'Liaise.Harmless.UNOFFICIAL';

export const streamBytes = 1_048_576;

function clamd(): string {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin'];
  const found = folders.map((folder) => join(folder, 'clamd')).find((file) => existsSync(file));
  if (found === undefined)
    throw new Error('clamd not found: install it (apt-get install clamav-daemon)');
  return found;
}

function tarred(name: string, text: string): Buffer {
  const head = Buffer.alloc(512);
  head.write(name);
  head.write('0000644\x000000000\x000000000\x00', 100);
  head.write(`${text.length.toString(8).padStart(11, '0')}\x0000000000000\x00        0`, 124);
  head.write('ustar\x0000', 257);
  const sum = head.reduce((all, byte) => all + byte, 0);
  head.write(`${sum.toString(8).padStart(6, '0')}\x00 `, 148);
  return Buffer.concat([head, Buffer.from(text), Buffer.alloc((512 - (text.length % 512)) % 512)]);
}

// Unsigned signature database with a number, which the daemon reports in its version.
function database(number: number, texts: readonly string[]): Buffer {
  const hex = (text: string): string => Buffer.from(text).toString('hex');
  const name = signature.replace('.UNOFFICIAL', '');
  const rows = texts.map((text) => `${name}:0:*:${hex(text)}\n`).join('');
  const seconds = Math.floor(Date.now() / 1000);
  const head = `ClamAV-VDB:01 Jan 2026 00-00 +0000:${number}:${texts.length}:90:X:X:liaise:${seconds}`;
  const hash = createHash('sha256').update(rows).digest('hex');
  const files = [
    tarred('daily.info', `${head}\ndaily.ndb:${rows.length}:${hash}\n`),
    tarred('daily.ndb', rows),
    Buffer.alloc(1_024),
  ];
  return Buffer.concat([Buffer.from(head.padEnd(512)), gzipSync(Buffer.concat(files))]);
}

export interface ClamdOptions {
  readonly finds: readonly string[];
  readonly number: number;
  readonly settings?: readonly string[];
}

export class TestClamd {
  private child: ChildProcess | undefined;

  private constructor(private readonly folder: string) {}

  static async start(options: ClamdOptions): Promise<TestClamd> {
    const daemon = new TestClamd(await mkdtemp(join(tmpdir(), 'liaise-clamd-')));
    await daemon.startDaemon(options);
    return daemon;
  }

  get socket(): string {
    return join(this.folder, 'clamd.ctl');
  }

  async startDaemon({ finds, number, settings }: ClamdOptions): Promise<void> {
    const [signatures, temporary, config] = ['signatures', 'tmp', 'clamd.conf'].map((name) =>
      join(this.folder, name),
    ) as [string, string, string];
    for (const folder of [signatures, temporary]) await mkdir(folder, { recursive: true });
    await writeFile(join(signatures, 'daily.cud'), database(number, finds));
    const lines = [
      ...[`LocalSocket ${this.socket}`, 'LocalSocketMode 600', 'Foreground yes'],
      ...[`DatabaseDirectory ${signatures}`, `TemporaryDirectory ${temporary}`],
      ...[`StreamMaxLength ${streamBytes}`, 'SelfCheck 0', 'MaxThreads 4'],
      ...(settings ?? ['AlertEncrypted yes', 'AlertExceedsMax yes']),
    ];
    await writeFile(config, `${lines.join('\n')}\n`);
    const child = spawn(clamd(), ['-c', config], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text: Buffer) => (output = (output + text.toString()).slice(-8_192)));
    const until = Date.now() + 15_000;
    while (!(await this.answers())) {
      if (child.exitCode !== null || Date.now() > until)
        throw new Error(`clamd did not start:\n${output}`);
      await new Promise((done) => setTimeout(done, 10));
    }
  }

  hang(): void {
    this.child?.kill('SIGSTOP');
  }

  goOn(): void {
    this.child?.kill('SIGCONT');
  }

  async end(): Promise<void> {
    const { child } = this;
    this.child = undefined;
    if (child === undefined || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    await rm(this.socket, { force: true });
  }

  async stop(): Promise<void> {
    await this.end();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private answers(): Promise<boolean> {
    return new Promise((done) => {
      const socket = connect(this.socket);
      socket.once('data', () => {
        socket.destroy();
        done(true);
      });
      socket.once('error', () => done(false));
      socket.write('zPING\0');
    });
  }
}

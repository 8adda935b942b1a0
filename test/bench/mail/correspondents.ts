import { execFileSync, spawn } from 'node:child_process';
import { Gpg } from '../../support/openpgp-tools.js';

const fixed = ['--batch', '--no-tty', '--quiet', '--status-fd', '2', '--trust-model', 'always'];

export function agentOf(home: string): number {
  const env = { ...process.env, GNUPGHOME: home };
  const ask = ['getinfo pid', '/bye'];
  const said = execFileSync('gpg-connect-agent', ask, { env, encoding: 'utf8' });
  return Number(/^D (\d+)/m.exec(said)?.[1]);
}

export class Correspondents {
  readonly #sender = new Gpg();
  readonly #receiver = new Gpg();
  readonly agents: readonly number[];

  constructor() {
    // The agents are no child processes: they must be ended here after a failure.
    process.once('exit', this.close);
    for (const [gpg, name] of [
      [this.#sender, 'sender'],
      [this.#receiver, 'receiver'],
    ] as const) {
      // Many calls at once must not exhaust the agent's locked memory.
      gpg.scratch.file('gpg-agent.conf', 'auto-expand-secmem 65536\n');
      gpg.generate(name, 'future-default');
    }
    this.#sender.runGpg(['--import'], this.#receiver.certificate('receiver'));
    this.#receiver.runGpg(['--import'], this.#sender.certificate('sender'));
    this.agents = [this.#sender, this.#receiver].map((gpg) => agentOf(gpg.scratch.path));
  }

  async seal(text: string): Promise<string> {
    const to = ['--sign', '--local-user', 'sender', '--encrypt', '--recipient', 'receiver'];
    const args = ['--armor', '--compress-algo', 'none', ...to];
    const { stdout } = await call(this.#sender.scratch.path, args, text);
    return stdout;
  }

  async open(file: string): Promise<string> {
    const { stdout, stderr } = await call(this.#receiver.scratch.path, ['--decrypt', file]);
    if (!stderr.includes('[GNUPG:] GOODSIG')) throw new Error(`gpg: ${stderr}`);
    return stdout;
  }

  readonly close = (): void => {
    process.off('exit', this.close);
    this.#sender.close();
    this.#receiver.close();
  };
}

function call(
  home: string,
  args: readonly string[],
  input = '',
): Promise<{ stdout: string; stderr: string }> {
  const env = { ...process.env, GNUPGHOME: home, LC_ALL: 'C' };
  const child = spawn('gpg', [...fixed, ...args], { env, stdio: 'pipe' });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  // A program that reads a file may have ended before.
  child.stdin.on('error', () => undefined).end(input);
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('close', (code) => {
      if (code === 0) done(said);
      else failed(new Error(`gpg ${args.join(' ')}: ${said.stderr}`));
    });
  });
}

import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { claimPorts, type PortBlock } from '../../apps/cli/src/demo/ports.js';
import { must } from '../support/command.js';
import { until } from '../support/installation.js';
import { processesNaming } from '../support/programs.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const base = mkdtempSync(join(tmpdir(), 'liaise-readme-'));
// As root PostgreSQL runs as a user of its own, who must be able to enter.
chmodSync(base, 0o711);

function blocks(): string[][] {
  const chapter = readFileSync(join(root, 'README.md'), 'utf8')
    .split(/^## /m)
    .find((text) => text.startsWith('Set up a State'));
  return [...(chapter ?? '').matchAll(/^```\n([\s\S]*?)^```$/gm)].map(([, block = '']) =>
    block
      .replace(/ *\\\n\s*/g, ' ')
      .split('\n')
      .filter((line) => line !== ''),
  );
}

type Swap = readonly (readonly [from: string, to: string])[];
const swapped = (line: string, swaps: Swap): string =>
  swaps.reduce((text, [from, to]) => text.replaceAll(from, to), line);

// Where the README's link to the program is made here.
const commands = join(base, 'bin');
mkdirSync(commands);
const followed: { readonly line: string; readonly ms: number }[] = [];

const question = 'Type yes: ';

// Runs the README's command lines as one State's people, with other folders and ports only.
class Typist {
  readonly desk: string;
  readonly roots: (readonly [string, string])[] = [];
  neighbourWords: readonly string[] = [];
  #up: ChildProcess | undefined;

  constructor(
    readonly state: string,
    readonly swaps: Swap,
  ) {
    this.desk = join(base, `desk-${state}`);
    mkdirSync(this.desk);
  }

  #spawn(line: string): ChildProcess {
    const [script, env] = this.#place(line);
    return spawn('bash', ['-euc', script], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  // A person at a terminal, who answers each question with yes once it is shown.
  #atTerminal(line: string): ChildProcess {
    const [TYPED, env] = this.#place(line);
    const child = spawn('script', ['-qec', 'bash -euc "$TYPED"', '/dev/null'], {
      env: { ...env, TYPED, TERM: 'dumb' },
      stdio: 'pipe',
    });
    let shown = '';
    child.stdin.on('error', () => undefined);
    child.stdout.on('data', (part: Buffer) => {
      shown += part.toString('utf8');
      if (!shown.includes(question)) return;
      shown = '';
      child.stdin.write('yes\n');
    });
    return child;
  }

  #place(line: string): readonly [script: string, env: NodeJS.ProcessEnv] {
    const env = { PATH: `${commands}:${process.env['PATH'] ?? ''}`, HOME: this.desk };
    return [`cd '${this.desk}'\n${line}`, env];
  }

  // A command of a new user, counted with its time.
  async follow(line: string): Promise<string> {
    const began = performance.now();
    try {
      return await this.type(line);
    } finally {
      followed.push({ line: `${this.state} $ ${line}`, ms: performance.now() - began });
    }
  }

  type(line: string): Promise<string> {
    const typed = swapped(line, [...this.roots, ...this.swaps]);
    const signs = /^liaise (officer add|peer confirm)/.test(typed);
    // Its answer is read as JSON: no person is there to confirm.
    const yes = typed.startsWith('liaise request life') ? ' --yes' : '';
    // Exit code 6: not delivered within the wait; the request is still on its way.
    const late = typed.startsWith('liaise request life') ? ' || test $? = 6' : '';
    const wordsOption = typed.startsWith('liaise peer confirm')
      ? ` --heard '${this.neighbourWords.join(' ')}'`
      : '';
    const whole = `${typed}${wordsOption}${yes}${late}`;
    const child = signs ? this.#atTerminal(whole) : this.#spawn(whole);
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (part: Buffer) => (said += part.toString('utf8').replaceAll('\r', '')));
    return new Promise((done, failed) => {
      child.once('error', failed);
      child.once('close', (code) => {
        if (code === 0) done(said);
        else
          failed(new Error(`${this.state} $ ${typed}\nended with ${code ?? 'a signal'}\n${said}`));
      });
    });
  }

  async stays(line: string): Promise<void> {
    const began = performance.now();
    const child = this.#spawn(`exec ${swapped(line, this.swaps)}`);
    this.#up = child;
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (part: Buffer) => (said += part.toString('utf8')));
    await until(`${this.state} is ready`, 180, () => {
      if (child.exitCode !== null) throw new Error(said);
      return Promise.resolve(said.includes('is ready\nAPI:') ? true : undefined);
    });
    followed.push({ line: `${this.state} $ ${line}`, ms: performance.now() - began });
  }

  async end(): Promise<void> {
    const child = this.#up;
    if (child?.exitCode !== null) return;
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    await ended;
  }
}

function wordsIn(said: string): string[] {
  const [, after = ''] = said.split(/^Twelve words .*\n/m);
  return after.trim().split(/\s+/).slice(0, 12);
}

const typists: Typist[] = [];
const ports: PortBlock[] = [];
afterAll(async () => {
  await Promise.all(ports.map(({ release }) => release()));
  await Promise.all(typists.map((each) => each.end()));
  rmSync(base, { recursive: true, force: true });
});

describe('README', () => {
  const [setting = [], officers = [], logins = [], neighbour = [], life = []] = blocks();

  it('sets up a State, an officer and a neighbour, and asks it, by the commands as they stand there', async () => {
    const [a, b] = [await claimPorts(), await claimPorts()];
    ports.push(a, b);
    const folders: Swap = [['/srv/liaise', base]];
    const border = `localhost:${a.border}`;
    const xa = new Typist('XA', [
      ...folders,
      ['/usr/local/bin', commands],
      ['0.0.0.0:7422', `127.0.0.1:${a.border}`],
      ['border.xa.example:7422', border],
      ['border.xa.example', 'localhost'],
      ['https://localhost:8443', `https://localhost:${a.http}`],
      ['liaise init', `liaise init --http-port ${a.http}`],
    ]);
    const asXb: Swap = [
      ['XA', 'XB'],
      ['/xa', '/xb'],
      ['border-police', 'coast-guard'],
      ['0.0.0.0:7422', `127.0.0.1:${b.border}`],
      ['https://localhost:8443', `https://localhost:${b.http}`],
      ['liaise init', `liaise init --http-port ${b.http}`],
      ['border.xa.example', 'localhost'],
    ];
    const xb = new Typist('XB', [...asXb, ...folders]);
    typists.push(xa, xb);

    const [setup = '', link = '', ...state] = setting;
    await xa.type(`cd '${root}' && ${setup}`);
    await xa.follow(`cd '${root}' && ${link}`);
    for (const each of typists)
      for (const line of state) {
        if (line.startsWith('liaise up ')) await each.stays(line);
        else {
          const said = await each.follow(line);
          const root = /^Root fingerprint: ([0-9A-F]{40})$/m.exec(said)?.[1];
          if (root !== undefined)
            each.roots.push(['0A1B2C3D4E5F60718293A4B5C6D7E8F901234567', root]);
        }
      }
    for (const each of typists)
      for (const line of [...officers, ...logins]) await each.follow(line);
    const [invite = '', accept = '', confirm = '', cosign = ''] = neighbour;
    const hand = (from: Typist, to: Typist, name: string): void =>
      copyFileSync(join(from.desk, name), join(to.desk, name));
    await xa.follow(invite);
    hand(xa, xb, 'invitation.json');
    // What XB reads aloud after it accepted, and XA once it has heard it.
    xa.neighbourWords = wordsIn(await xb.follow(accept));
    hand(xb, xa, 'acceptance.json');
    for (const each of typists)
      for (const line of [confirm, cosign]) {
        const said = await each.follow(line);
        if (each === xa) xb.neighbourWords = wordsIn(said);
      }
    for (const each of typists) {
      const status = swapped('status --json --dir /srv/liaise/xa', each.swaps).split(' ');
      await until(`the link of ${each.state}`, 60, async () => {
        const { links } = JSON.parse(await must(status)) as {
          links: { connected: boolean }[];
        };
        return links.some(({ connected }) => connected) ? true : undefined;
      });
    }
    for (const line of life) {
      const thread = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(
        await xa.follow(`${line} --json`),
      );
      const show = ['request', 'show', thread?.[0] ?? '', '--purpose', 'SAFETY_OF_LIFE', '--json'];
      const env = { XDG_CONFIG_HOME: join(xa.desk, '.config') };
      await until('the neighbour to open it', 60, async () =>
        (await must(show, env)).includes('"OPENED"') ? true : undefined,
      );
    }
    await Promise.all(typists.map((each) => each.end()));
    expect(processesNaming(base)).toEqual([]);
    const seconds = followed.reduce((sum, { ms }) => sum + ms, 0) / 1_000;
    process.stdout.write(
      `README: ${followed.length} commands, ${seconds.toFixed(1)} s of machine time\n`,
    );
    expect(followed.length).toBeLessThanOrEqual(30);
    expect(readFileSync(join(root, 'README.md'), 'utf8')).toMatch(
      ` are ${followed.length} commands`,
    );
    // Six minutes on a machine that does nothing else; the limit of this test is the rest.
    expect(seconds).toBeLessThan(420);
  }, 420_000);

  // Checked elsewhere: here each only starts and prints its intent.
  it.each([
    ['lint', '--version', /^Version: \d+\./m],
    ['test:unit', '--listTests', /\/unit\/libs\/kernel\.spec\.mjs$/m],
  ])(
    'names `npm run %s`, which is there',
    async (name, only, says) => {
      expect(readFileSync(join(root, 'README.md'), 'utf8')).toMatch(`npm run ${name}\``);
      const args = ['run', '--silent', name, '--', only];
      const { stdout } = await promisify(execFile)('npm', args, { cwd: root });
      expect(stdout).toMatch(says);
    },
    60_000,
  );

  it('has commands in that chapter at all', () => {
    const blocksOf = [setting, officers, logins, neighbour, life];
    expect(blocksOf.map((each) => each.length)).toEqual([4, 6, 3, 4, 1]);
  });
});

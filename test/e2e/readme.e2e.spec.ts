import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { claimPorts, type PortBlock } from '../../apps/cli/src/demo/ports.js';
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

// Runs the README's command lines as one State's people, with other folders and ports only.
class Typist {
  readonly desk: string;
  readonly roots: (readonly [string, string])[] = [];
  heard: readonly string[] = [];
  readonly #alias: string;
  #up: ChildProcess | undefined;

  constructor(
    readonly state: string,
    alias: string,
    private readonly swaps: Swap,
  ) {
    this.desk = join(base, `desk-${state}`);
    this.#alias = alias;
    mkdirSync(this.desk);
  }

  #spawn(line: string): ChildProcess {
    const script = `cd '${root}'\nshopt -s expand_aliases\n${this.#alias}\ncd '${this.desk}'\n${line}`;
    const env = { PATH: process.env['PATH'] ?? '', HOME: this.desk };
    return spawn('bash', ['-euc', script], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  type(line: string, more: Swap = []): Promise<string> {
    const typed = swapped(line, [...more, ...this.roots, ...this.swaps]);
    // No person is there to confirm.
    const signs =
      /^liaise (officer add|peer confirm|request life)/.test(typed) && !typed.includes('--submit');
    // Exit code 6: not delivered within the wait; the request is still on its way.
    const late = typed.startsWith('liaise request life') ? ' || test $? = 6' : '';
    const heard = typed.startsWith('liaise peer confirm')
      ? ` --heard '${this.heard.join(' ')}'`
      : '';
    const child = this.#spawn(`${typed}${signs ? `${heard} --yes` : ''}${late}`);
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (part: Buffer) => (said += part.toString('utf8')));
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
    const child = this.#spawn(`exec ${swapped(line, this.swaps).replace('liaise', this.#program)}`);
    this.#up = child;
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (part: Buffer) => (said += part.toString('utf8')));
    await until(`${this.state} is ready`, 180, () => {
      if (child.exitCode !== null) throw new Error(said);
      return Promise.resolve(said.includes('is ready\nAPI:') ? true : undefined);
    });
  }

  get #program(): string {
    return `node '${root}/dist/programs/liaise.js'`;
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
  const [setting = [], officer = [], neighbour = [], life = []] = blocks();
  const alias = setting.find((line) => line.startsWith('alias ')) ?? '';
  const ofOfficer = (name: string, role: string): Swap => [
    ['a.novak', name],
    ['novak', name],
    ['LIAISON_OFFICER', role],
  ];

  it('sets up a State, an officer and a neighbour, and asks it, by the commands as they stand there', async () => {
    const [a, b] = [await claimPorts(), await claimPorts()];
    ports.push(a, b);
    const folders: Swap = [['/srv/liaise', base]];
    const border = `localhost:${a.border}`;
    const xa = new Typist('XA', alias, [
      ...folders,
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
    const xb = new Typist('XB', alias, [...asXb, ...folders]);
    typists.push(xa, xb);

    for (const state of typists)
      for (const line of setting) {
        if (line === alias) continue;
        if (line.startsWith('npm ')) await state.type(`cd '${root}' && ${line}`);
        else if (line.startsWith('liaise up ')) await state.stays(line);
        else {
          const said = await state.type(line);
          const root = /^Root fingerprint: ([0-9A-F]{40})$/m.exec(said)?.[1];
          if (root !== undefined)
            state.roots.push(['0A1B2C3D4E5F60718293A4B5C6D7E8F901234567', root]);
        }
      }
    for (const state of typists) {
      for (const line of officer) await state.type(line);
      for (const name of ['admin-1', 'admin-2'])
        for (const line of officer) await state.type(line, ofOfficer(name, 'ADMINISTRATOR'));
    }
    const [invite = '', accept = '', ...confirm] = neighbour;
    const hand = (from: Typist, to: Typist, name: string): void =>
      copyFileSync(join(from.desk, name), join(to.desk, name));
    await xa.type(invite);
    hand(xa, xb, 'invitation.json');
    // What XB reads aloud after it accepted, and XA once it has heard it.
    xa.heard = wordsIn(await xb.type(accept));
    hand(xb, xa, 'acceptance.json');
    for (const state of typists)
      for (const line of confirm) {
        // The border restarts for a new link, so an early look is repeated.
        if (line.startsWith('liaise status ')) await until(line, 30, () => state.type(line));
        else {
          const said = await state.type(line);
          if (state === xa) xb.heard = wordsIn(said);
        }
      }
    for (const state of typists) {
      const status = `liaise status --json --dir /srv/liaise/xa`;
      await until(`the link of ${state.state}`, 60, async () => {
        const { links } = JSON.parse(await state.type(status)) as {
          links: { connected: boolean }[];
        };
        return links.some(({ connected }) => connected) ? true : undefined;
      });
    }
    // The other user of the machine has logged in since.
    await xa.type(officer.at(-1) ?? '', [[' --enrol novak.token', '']]);
    for (const line of life) {
      const thread = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(
        await xa.type(`${line} --json`),
      );
      const show = `liaise request show ${thread?.[0] ?? ''} --purpose SAFETY_OF_LIFE --json`;
      await until('the neighbour to open it', 60, async () =>
        (await xa.type(show)).includes('"OPENED"') ? true : undefined,
      );
    }
    await Promise.all(typists.map((each) => each.end()));
    expect(processesNaming(base)).toEqual([]);
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
    const blocksOf = [setting, officer, neighbour, life];
    expect(blocksOf.map((each) => each.length)).toEqual([4, 5, 6, 1]);
  });
});

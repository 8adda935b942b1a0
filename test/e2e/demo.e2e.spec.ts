import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Gpg, Sq } from '../support/openpgp-tools.js';
import { inetSockets, isFree, nodes, processesNaming } from '../support/programs.js';
import { Demos, program, type Ended, type Told } from './fixtures/demos.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const verifier = join(root, 'dist/programs/liaise-verify.mjs');
const demos = new Demos();
afterAll(() => demos.remove());

const names = [
  'Đurđević',
  'Tomšič',
  'Łukasiewicz',
  'الخطيب',
  'Guessan',
  'ŠKODA MÖWE',
  'XB-4471-K',
  'Çelik',
];
const fileWords = ['Report on the landing', 'Extract of the register'];
const stages = ['QUEUED', 'ACCEPTED', 'RELAYED', 'DELIVERED', 'OPENED', 'RETRIEVED'];
const signed = ['DELIVERED', 'OPENED', 'RETRIEVED'];

interface Receipt {
  readonly state: string;
  readonly dispatch: string;
  readonly stage: string;
  readonly at: string;
  readonly receipt: unknown;
}
interface Summary {
  readonly seconds: number;
  readonly states: readonly {
    readonly state: string;
    readonly baseUrl: string;
    readonly dir: string;
    readonly processes: readonly { readonly name: string; readonly pid: number }[];
    readonly logins: readonly { readonly officer: string; readonly profile: string }[];
  }[];
  readonly peering: { readonly words: readonly string[] };
  readonly thread: string;
  readonly dispatches: { readonly request: string; readonly response: string };
  readonly receipts: readonly Receipt[];
  readonly attachments: readonly { readonly source: string; readonly file: string }[];
  readonly exports: readonly string[];
  readonly life: { readonly thread: string; readonly answeredMs: number };
  readonly cut: { readonly thread: string; readonly whileDown: string };
  readonly forged: { readonly code: string; readonly file: string; readonly sha256: string };
  readonly court: {
    readonly file: string;
    readonly changed: string;
    readonly roots: string;
    readonly sha512: string;
    readonly checks: readonly { readonly line: string; readonly exit: number }[];
  };
}
function expectEndedEarly({ code, processes, files }: Told): void {
  expect(code).not.toBe(0);
  expect([processes, files]).toEqual([[], []]);
}

const summaryOf = (dir: string): Summary =>
  JSON.parse(readFileSync(join(dir, 'summary.json'), 'utf8')) as Summary;

const sha256 = (file: string): string =>
  createHash('sha256').update(readFileSync(file)).digest('hex');

function walk(dir: string): { readonly files: string[]; readonly sockets: string[] } {
  const all = readdirSync(dir, { recursive: true, withFileTypes: true });
  const path = (entry: (typeof all)[number]): string => join(entry.parentPath, entry.name);
  return {
    files: all.filter((entry) => entry.isFile()).map(path),
    sockets: all.filter((entry) => entry.isSocket()).map(path),
  };
}

const filesWith = (dir: string, words: readonly string[]): string[] => {
  const needles = words.map((word) => Buffer.from(word));
  return walk(dir).files.filter((file) => {
    const content = readFileSync(file);
    return needles.some((needle) => content.includes(needle));
  });
};

async function expectNothingLeft(dir: string): Promise<void> {
  expect(processesNaming(dir)).toEqual([]);
  expect(walk(dir).sockets).toEqual([]);
  const ports = summaryOf(dir).states.flatMap(({ baseUrl }) =>
    [0, 1, 2, 3, 4, 5, 6, 7].map((offset) => Number(new URL(baseUrl).port) + offset),
  );
  expect(await Promise.all(ports.map(isFree))).toEqual(ports.map(() => true));
}

function expectWhole({ code, dir, stdout, stderr }: Ended): void {
  if (code !== 0) throw new Error(stderr);
  const summary = summaryOf(dir);
  expect(JSON.parse(stdout)).toEqual(summary);
  expect(summary.states.map(({ state }) => state)).toEqual(['XA', 'XB']);
  expect(summary.peering.words).toHaveLength(12);
  for (const [state, dispatch] of [
    ['XA', summary.dispatches.request],
    ['XB', summary.dispatches.response],
  ] as const) {
    const rows = summary.receipts.filter((row) => row.dispatch === dispatch);
    expect(rows.map((row) => row.stage)).toEqual(expect.arrayContaining(stages));
    expect(new Set(rows.map((row) => row.state))).toEqual(new Set([state]));
    for (const row of rows.filter(({ stage }) => signed.includes(stage)))
      expect(row.receipt).not.toBeNull();
    expect(rows.map(({ at }) => Date.parse(at)).every(Number.isFinite)).toBe(true);
  }
  expect(summary.attachments).toHaveLength(3);
  for (const { source, file } of summary.attachments) expect(sha256(file)).toBe(sha256(source));
  expect(summary.exports.length).toBeGreaterThan(0);
  for (const file of summary.exports) expect(existsSync(file)).toBe(true);
}

describe('the demo', () => {
  const sockets: Record<string, number> = {};
  const copied: { readonly line: string; readonly code: number | null; readonly out: string }[] =
    [];
  let first: Ended;
  let beside: Told;

  const countSockets = (dir: string): void => {
    for (const state of ['xa', 'xb'])
      for (const name of ['sealer', 'opener', 'evidence', 'gateway']) {
        const file = readFileSync(join(dir, state, 'run', `${name}.pid`), 'utf8');
        sockets[`${state} ${name}`] = inetSockets(Number.parseInt(file, 10)).length;
      }
  };
  const copyLines = (_: string, pid: number, said: string): void => {
    const shown = said.slice(said.indexOf('Copy a line'));
    for (const [, line = ''] of shown.matchAll(/^ {6}(node .*)$/gm)) {
      const { status, stdout } = spawnSync('sh', ['-c', line], { encoding: 'utf8' });
      copied.push({ line, code: status, out: stdout });
    }
    process.kill(pid, 'SIGINT');
  };
  beforeAll(async () => {
    demos.build();
    [first, beside] = await Promise.all([
      demos.showDemo('first', [
        { cue: 'Bruno takes it', at: countSockets },
        { cue: 'Both States stay up', at: copyLines },
      ]),
      demos.tellToEnd('sealed, logged', 'all', ['SIGHUP'], nodes.oldest),
    ]);
  }, 420_000);

  it('exchanges a request and its answer, and says so for people and for programs', () => {
    expectWhole(first);
    for (const word of [
      'Amal asks',
      'Bruno answers',
      'Amal reads the answer',
      'Where to look next',
    ])
      expect(first.stderr).toMatch(word);
  });

  it('tells a rescue, a cut link, a refusal, a recall and a forgery in this order, before the court', () => {
    const chapters = [
      'People are in danger',
      'The link fails, and heals',
      'Bruno refuses it',
      'XB complies',
      'Somebody forges a message',
      'without a program of ours',
      'address +person +what you will see',
    ];
    expect(first.stderr).toMatch(new RegExp(chapters.join('[^]*')));
    expect(first.stderr).toMatch('RB-7');
    const { life, cut, forged } = summaryOf(first.dir);
    expect(new Set([life.thread, cut.thread, summaryOf(first.dir).thread]).size).toBe(3);
    expect(cut.whileDown).toBe('WAITING');
    expect(forged.code).toBe('SEAL_SIGNATURE_ISSUER');
    expect(sha256(forged.file)).toBe(forged.sha256);
  });

  it('keeps the keys of the State from the network: sealer, opener and evidence own no internet socket', () => {
    for (const state of ['xa', 'xb']) {
      expect(sockets[`${state} sealer`]).toBe(0);
      expect(sockets[`${state} opener`]).toBe(0);
      expect(sockets[`${state} evidence`]).toBe(0);
      // Control: the same search finds sockets of a process that has some.
      expect(sockets[`${state} gateway`]).toBeGreaterThan(0);
    }
  });

  it('runs on the oldest supported Node.js too, and starts the services of both States with it', () => {
    expect(new Set(beside.programs)).toEqual(new Set([nodes.oldest]));
    // npm, the demo and eight services of each State.
    expect(beside.programs.length).toBeGreaterThanOrEqual(2 + 2 * 8);
  });

  it('stays up, where the lines that it shows can be copied, and ends well with Ctrl-C', () => {
    expect(copied.map(({ line }) => / (request|audit|quarantine|login) /.exec(line)?.[1])).toEqual([
      'request',
      'audit',
      'quarantine',
      'login',
    ]);
    expect(copied.filter(({ code }) => code !== 0)).toEqual([]);
    expect(copied[0]?.out).toContain('ŠKODA MÖWE');
    expect(copied[1]?.out).toContain('signed a document');
    expect(copied[2]?.out).toContain('SEAL_SIGNATURE_ISSUER');
    expect(first.code).toBe(0);
  });

  it('exports documents that gpg and sq verify without us', () => {
    const [gpg, sq] = [new Gpg(), new Sq()];
    try {
      for (const kind of ['request', 'response']) {
        const file = (ending: string): string => join(first.dir, 'exports', `${kind}.${ending}`);
        const [bytes, signature, certificate] = [
          readFileSync(file('json')),
          readFileSync(file('json.sig')),
          readFileSync(file('cert')),
        ] as const;
        gpg.runGpg(['--import'], certificate);
        expect(gpg.verify(bytes, signature)).toMatch('VALIDSIG');
        const changed = Buffer.concat([bytes, Buffer.from(' ')]);
        expect(sq.verify(bytes, signature, certificate).status).toBe(0);
        expect(sq.verify(changed, signature, certificate).status).not.toBe(0);
      }
    } finally {
      gpg.close();
      sq.close();
    }
  });

  it('has a package made for a court, which gpg and openssl check without us, and finds the byte that is changed', () => {
    const { file, changed, roots, sha512, checks } = summaryOf(first.dir).court;
    const programs = [
      /liaise\.js verify /,
      /^sha512sum /,
      /^unzip /,
      /^gpg .* --import /,
      /^gpg .* --verify /,
      /^openssl ts -verify /,
      /changed/,
    ];
    expect(checks.map(({ exit }) => exit)).toEqual([0, 0, 0, 0, 0, 0, 1]);
    for (const [i, { line }] of checks.entries()) expect(line).toMatch(programs[i] ?? /never/);
    expect(createHash('sha512').update(readFileSync(file)).digest('hex')).toBe(sha512);
    const verified = (of: string) =>
      spawnSync(process.execPath, [verifier, of, '--roots', roots], { encoding: 'utf8' });
    expect(verified(file)).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^VALID/m) as string,
    });
    // Two witnesses: the neighbour, and Debian's witness, which belongs to neither State.
    const report = JSON.parse(
      spawnSync(process.execPath, [verifier, file, '--roots', roots, '--json'], {
        encoding: 'utf8',
      }).stdout,
    ) as { readonly witnesses: readonly { readonly party: string }[] };
    expect(report.witnesses.map(({ party }) => party)).toEqual(['NEIGHBOUR', 'READER']);
    expect(verified(changed)).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(/^INVALID/m) as string,
    });
    expect(first.stderr).toMatch(/FAIL FILE_HASH/);
  });

  it('leaves no process, no socket and no port behind', async () => {
    await expectNothingLeft(first.dir);
  });

  it('leaves no name and no content in the folders of the States: database, its log, streams, logs', () => {
    for (const { dir } of summaryOf(first.dir).states) {
      expect(filesWith(dir, [...names, ...fileWords])).toEqual([]);
      // Control: the same search finds permitted text, also in the database's files.
      expect(filesWith(join(dir, 'postgres'), ['border-police'])).not.toEqual([]);
    }
    expect(filesWith(join(first.dir, 'exports'), names)).toHaveLength(2);
  });

  it('refuses a folder that holds something, and changes nothing there', async () => {
    const before = readFileSync(join(first.dir, 'summary.json'));
    const again = await demos.showDemo('first', [], '--once');
    expect([again.code, again.stdout]).toEqual([1, '']);
    expect(again.stderr).toMatch('CLI_FOLDER_IN_USE');
    expect(readFileSync(join(first.dir, 'summary.json')).equals(before)).toBe(true);
  });

  it('runs beside another that is told to end in the middle of its exchange, without one disturbing the other', () => {
    expect(first.code).toBe(0);
    expect(beside.others).toBeGreaterThan(2 * 8);
    expectEndedEarly(beside);
  });

  it.each([
    ['before anything is made', 'Two States', 'npm', ['SIGTERM']],
    ['while it starts, twice', 'XA: postgres: ready', 'all', ['SIGINT', 'SIGINT']],
  ] as const)(
    'stops everything when it is told to end %s, and does not call that a success',
    async (_, cue, whom, signals) => {
      expectEndedEarly(await demos.tellToEnd(cue, whom, signals));
    },
    180_000,
  );

  it('ends when nobody reads it any more', async () => {
    const temporary = mkdtempSync(join(demos.base, 'unread-'));
    chmodSync(temporary, 0o711);
    const env = { ...process.env, TMPDIR: temporary };
    const child = spawn(process.execPath, [program, 'demo', '--json'], { env });
    child.stderr.once('data', () => child.stderr.destroy());
    await new Promise((done) => child.once('exit', done));
    expect(child.exitCode).toBe(1);
    expect(processesNaming(temporary)).toEqual([]);
    expect(readdirSync(temporary)).toEqual([]);
  }, 180_000);
});

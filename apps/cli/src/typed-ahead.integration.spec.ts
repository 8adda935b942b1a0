import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Desk } from '../../../test/support/desk.js';
import { builtPrograms } from '../../../test/support/programs.js';
import type { Document } from '#kernel';
import { decodeDocument } from '#wire';
import { newOfficerKey } from './keys/officer-keys.js';

const dir = mkdtempSync(join(tmpdir(), 'liaise-typed-'));
const file = (name: string): string => join(dir, name);
const env = { PATH: process.env['PATH'], HOME: dir, TERM: 'dumb' };
const signed = file('registrar.json');
const secret = 'correct hörse';
let main: string;
beforeAll(async () => {
  main = join(await builtPrograms(dir), 'liaise.js');
  for (const [name, passphrase] of [['m.horvat'], ['root'], ['locked', secret]] as const)
    await newOfficerKey(name, file(`${name}.key`), passphrase, new Date());
}, 120_000);
afterEach(() => rmSync(signed, { force: true }));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const args = (key = 'root'): string[] => [
  ...[main, 'registrar', 'add', '--state', 'XA', '--registrar', 'm.horvat'],
  ...['--cert', file('m.horvat.key.cert'), '--authority', 'border-police'],
  ...['--key', file(`${key}.key`), '--out', signed],
];
const question = 'registrar.json)? Type yes: ';

type Answer = readonly [question: string, answer: string];

const atTerminal = (before: string, answers: readonly Answer[], key?: string) =>
  typedAt(args(key), before, answers);

function typedAt(
  words: readonly string[],
  before: string,
  answers: readonly Answer[],
): Promise<{ code: number | null; shown: string }> {
  const line = [process.execPath, ...words].map((arg) => `'${arg}'`).join(' ');
  const child = spawn('script', ['-qec', line, '/dev/null'], { env, stdio: 'pipe' });
  let shown = '';
  let seen = 0;
  const left = [...answers];
  child.stdin.on('error', () => undefined);
  child.stdin.write(before);
  child.stdout.on('data', (part: Buffer) => {
    shown += part.toString('utf8');
    const [next] = left;
    const at = next === undefined ? -1 : shown.indexOf(next[0], seen);
    if (next === undefined || at < 0) return;
    left.shift();
    seen = at + next[0].length;
    // Long enough for earlier input to be taken as the answer, if it were.
    setTimeout(() => child.stdin.write(next[1]), 500);
  });
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('close', (code) => done({ code, shown }));
  });
}

describe('a question at a terminal', () => {
  it.each([
    ['yes and Enter', 'yes\n'],
    ['yes without Enter', 'yes'],
    ['several lines', 'yes\nyes\nyes\n'],
    ['the end of the input', 'yes\n\u0004'],
  ])(
    'is not answered by what was typed before it: %s',
    async (_, before) => {
      const { code, shown } = await atTerminal(before, [[question, '\n']]);
      expect([code, shown]).toEqual([1, expect.stringContaining('CLI_NOT_CONFIRMED')]);
      expect(shown).toContain('What was typed before this question does not count.');
      expect(existsSync(signed)).toBe(false);
    },
    60_000,
  );

  it.each(['', 'no\n'])(
    'is answered by what is typed after it (before: %j)',
    async (before) => {
      const { code, shown } = await atTerminal(before, [[question, 'yes\n']]);
      expect([code, shown]).toEqual([0, expect.stringContaining('1 signature')]);
      expect(shown.includes('does not count')).toBe(before !== '');
      expect(existsSync(signed)).toBe(true);
    },
    60_000,
  );

  it('is a passphrase asked for without showing it, again where it is wrong', async () => {
    const { code, shown } = await atTerminal(
      '',
      [
        ['Passphrase of locked.key: ', 'wrong\n'],
        ['Passphrase of locked.key: ', `${secret}x\u007f\n`],
        [question, 'yes\n'],
      ],
      'locked',
    );
    expect([code, shown]).toEqual([0, expect.stringContaining('1 signature')]);
    expect(shown).toContain('does not unlock the key');
    for (const typed of ['wrong\r', secret, 'hörse']) expect(shown).not.toContain(typed);
  }, 60_000);

  it('is not asked where the input is a pipe: scripts say --yes', async () => {
    const run = (...more: string[]): Promise<number | null> => {
      const child = spawn(process.execPath, [...args(), ...more], { env, stdio: 'pipe' });
      child.stdin.on('error', () => undefined);
      child.stdin.end('yes\n');
      return new Promise((done) => child.once('close', done));
    };
    expect([await run(), existsSync(signed)]).toEqual([1, false]);
    expect([await run('--yes'), existsSync(signed)]).toEqual([0, true]);
  }, 60_000);
});

// Makes each change of a disk take its time, and writes down the order of what is durable.
const slowDisk = `
import fs from 'node:fs/promises';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
const { open, rename } = fs;
const slowly = async (what, path, act) => {
  await new Promise((done) => setTimeout(done, 100));
  const value = await act();
  appendFileSync(process.env.ORDER, what + ' ' + path + '\\n');
  return value;
};
fs.open = async (path, ...more) => {
  const file = await open(path, ...more);
  const sync = file.sync.bind(file);
  file.sync = () => slowly('sync', path, sync);
  return file;
};
fs.rename = (from, to) => slowly('rename', from, () => rename(from, to));
syncBuiltinESMExports();
`;

describe('a form at a terminal', () => {
  let desk: Desk;
  const sent: Document[] = [];
  beforeAll(async () => {
    desk = await Desk.open();
    await desk.logIn();
    const none = { duplicates: [], otherDesk: false, checksLeft: 29 };
    desk.server.on('POST /api/v1/requests/duplicates', () => none);
    desk.server.on('POST /api/v1/requests', ({ json }) => {
      const document = decodeDocument(Buffer.from(String(json()['document']), 'base64'));
      sent.push(document);
      return { thread: document.id, dispatch: document.id, warnings: [] };
    });
  }, 60_000);
  afterAll(() => desk.close());

  const signing = 'Sign and send this? Type yes: ';
  const pasted = [
    ...['xb/coast-guard', 'investigation', 'A van', 'BP-1', 'Who keeps it?', 'Since when?', ''],
    ...['It landed.', '', 'Smuggling', '', 'Its plate.', '', 'Needed.', '', ''],
  ];
  const fill = (more: readonly string[], answer: string) => {
    const words = [main, 'request', 'new', 'information', '--profile', desk.file('profile/')];
    const text = [...pasted, ...more, ''].join('\n');
    return typedAt(words, '', [
      ['To whom, as STATE/authority: ', text],
      [signing, answer],
    ]);
  };

  it('takes pasted lines one after another, and never as the answer to the signing question', async () => {
    const { code, shown } = await fill(['yes', 'yes'], '\n');
    expect([code, shown]).toEqual([1, expect.stringContaining('CLI_NOT_CONFIRMED')]);
    expect(sent).toEqual([]);
  }, 60_000);

  it('is sent after a yes to what is shown', async () => {
    const { code, shown } = await fill([], 'yes\n');
    expect([code, shown]).toEqual([0, expect.stringContaining('Signed and queued')]);
    expect(sent.map(({ purpose, body }) => [purpose, body])).toEqual([
      [
        'INVESTIGATION',
        expect.objectContaining({ informationRequested: 'Who keeps it?\nSince when?' }),
      ],
    ]);
  }, 60_000);

  it('is on disk, whole, when the program says that it is kept, also if it is killed that moment', async () => {
    const folder = desk.file('profile/session.drafts');
    rmSync(folder, { recursive: true, force: true });
    const profile = ['--profile', desk.file('profile/')];
    const words = [
      ...[main, 'request', 'new', 'information', ...profile, '--text', 'Who keeps it?'],
      ...['--set', 'facts=It landed.', '--yes'],
    ];
    const slow = {
      ...env,
      NODE_OPTIONS: `--import=${file('slow-disk.mjs')}`,
      ORDER: file('order'),
    };
    writeFileSync(file('slow-disk.mjs'), slowDisk);
    const child = spawn(process.execPath, words, { env: slow, stdio: 'pipe' });
    let said = '';
    child.stderr.on('data', (part: Buffer) => {
      said += part.toString('utf8');
      if (said.includes('Your text is kept')) child.kill('SIGKILL');
    });
    await new Promise((done) => child.once('close', done));
    expect(said).toContain('Your text is kept, encrypted: liaise draft resume');
    const names = readdirSync(folder);
    expect(names).toEqual([expect.stringMatching(/^[0-9a-f-]{36}\.pgp$/)]);
    const order = readFileSync(file('order'), 'utf8').split('\n');
    const ofDraft = order.filter((line) => line.includes('session.drafts'));
    expect(ofDraft.slice(-3)).toEqual([
      expect.stringMatching(/^sync .*\.pgp\.[0-9a-f]{16}\.new$/),
      expect.stringMatching(/^rename .*\.new$/),
      expect.stringMatching(/^sync .*session\.drafts$/),
    ]);
    const { out } = await desk.liaise(['draft', 'show', (names[0] ?? '').slice(0, -4)]);
    expect(JSON.parse(out)).toMatchObject({
      body: { informationRequested: 'Who keeps it?', facts: 'It landed.' },
    });
  }, 60_000);
});

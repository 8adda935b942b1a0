import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeEntry } from '#wire';
import { liaise } from '../../../../../test/support/command.js';
import { HttpsGateway } from '../../../../../test/support/https-gateway.js';
import { newOfficerKey } from '../../keys/officer-keys.js';

const dir = mkdtempSync(join(tmpdir(), 'liaise-several-'));
const file = (name: string): string => join(dir, name);
const here = process.cwd();
const entries = 'POST /api/v1/directory/entries';
const env = { LIAISE_PROFILE: file('none/') };
let server: HttpsGateway;

beforeAll(async () => {
  server = await HttpsGateway.start();
  server.on(entries, () => ({ version: 7, head: 'b'.repeat(64) }));
  writeFileSync(file('ca.crt'), server.ca);
  for (const name of ['registrar-1', 'registrar-2'])
    await newOfficerKey(name, file(`${name}.key`), undefined, new Date());
  for (const name of ['b.ilic', 'c.babic'])
    await newOfficerKey(`${name}@border-police`, file(`${name}.key`), undefined, new Date());
  process.chdir(dir);
});
afterAll(async () => {
  process.chdir(here);
  await server.stop();
  rmSync(dir, { recursive: true, force: true });
});

const key = (name: string): string[] => ['--key', file(`${name}.key`)];
const both = ['b.ilic', 'c.babic'].flatMap((name) => [
  ...['--officer', `${name}@border-police`, '--cert', file(`${name}.key.cert`)],
]);
const add = ['officer', 'add'];
const start = [...add, '--state', 'XA', '--role', 'ADMINISTRATOR', ...both, ...key('registrar-1')];
const cosign = [...add, '--cosign', 'b.ilic.json', '--cosign', 'c.babic.json'];
const handIn = ['--submit', '--url', '', '--ca', file('ca.crt')];
const there = (): string[] => handIn.map((word) => (word === '' ? server.origin : word));

interface GrantFile {
  readonly entry: string;
  readonly signatures: readonly string[];
}
const kept = (name: string): GrantFile =>
  JSON.parse(readFileSync(file(`${name}.json`), 'utf8')) as GrantFile;

describe('several persons in one ceremony', () => {
  it('are started by one command, each shown and asked for, none written after one no', async () => {
    const { code, asked, err } = await liaise(start, { env, answer: 'no' });
    const first = 'Sign 1 of 2: b.ilic@border-police, ADMINISTRATOR (b.ilic.json)? Type yes: ';
    expect([code, asked]).toEqual([1, [first]]);
    expect(err).toMatch('officer: b.ilic');
    expect(err).toMatch(/certificate [0-9A-F]{40,64} claims the name b\.ilic@border-police/i);
    expect(existsSync(file('b.ilic.json')) || existsSync(file('b.ilic.token'))).toBe(false);
    const done = await liaise(start, { env, answer: 'yes' });
    expect([done.code, done.asked.length]).toEqual([0, 2]);
    expect(done.err).toMatch('officer: c.babic');
    expect(done.err).toMatch('hand to b.ilic alone: b.ilic.token');
    const tokens = ['b.ilic', 'c.babic'].map((name) => readFileSync(file(`${name}.token`), 'utf8'));
    expect(new Set(tokens).size).toBe(2);
    expect([kept('b.ilic'), kept('c.babic')].map((each) => each.signatures.length)).toEqual([1, 1]);
  });

  it('are signed by a second registrar and handed in by the same command, in their order', async () => {
    const signed = [...cosign, ...key('registrar-2')];
    const { code, out, asked } = await liaise([...signed, ...there()], { env, answer: 'yes' });
    expect([code, asked]).toEqual([
      0,
      [expect.anything(), expect.stringMatching(/^Sign 2 of 2: c/)],
    ]);
    expect(out.match(/version 7 of directory/g)).toHaveLength(2);
    const last = server.last(entries).json();
    const entry = decodeEntry(Buffer.from(String(last['entry']), 'base64'));
    expect(entry.body).toMatchObject({ officer: 'c.babic', roles: ['ADMINISTRATOR'] });
    expect(last['signatures']).toHaveLength(2);
    // Signed before: told how to hand in alone.
    const again = await liaise([...signed, ...there()], { env, answer: 'yes' });
    expect([again.code, again.err]).toEqual([2, expect.stringMatching('--submit b.ilic.json')]);
  });

  it('are one answer with --json', async () => {
    const named = [...cosign, ...key('registrar-2')];
    for (const name of ['b.ilic', 'c.babic'])
      writeFileSync(file(`${name}.json`), JSON.stringify({ ...kept(name), signatures: [] }));
    const { out } = await liaise([...named, ...there(), '--json'], { env, answer: 'yes' });
    const point = { version: 7, head: 'b'.repeat(64) };
    expect(JSON.parse(out)).toEqual({ accepted: [point, point] });
  });

  it('are not started after a change of their order: a certificate names its officer', async () => {
    const before = readdirSync(dir);
    const certificates = both.map((word) =>
      word.endsWith('.cert')
        ? file(`${word.includes('b.ilic') ? 'c.babic' : 'b.ilic'}.key.cert`)
        : word,
    );
    const role = ['--state', 'XA', '--role', 'ADMINISTRATOR', ...key('registrar-1')];
    const out = ['--out', 'x.json', '--token-out', 'x.token'];
    for (const whom of [certificates.slice(0, 4), [...both.slice(0, 3), both[7] ?? '']]) {
      const { code, err } = await liaise([...add, ...role, ...whom, ...out, '--yes'], { env });
      expect([code, err]).toEqual([
        2,
        expect.stringContaining('the certificate names c.babic@border-police, not b.ilic'),
      ]);
    }
    expect(readdirSync(dir)).toEqual(before);
  });

  it('leave nothing behind when the second token cannot be written', async () => {
    for (const name of ['b.ilic', 'c.babic'])
      for (const kind of ['json', 'token']) rmSync(file(`${name}.${kind}`));
    const answer = (): string => {
      writeFileSync(file('c.babic.token'), 'of another');
      return 'yes';
    };
    const { code, err } = await liaise(start, { env, answer });
    expect([code, err]).toEqual([1, expect.stringContaining('CLI_FILE_EXISTS')]);
    expect(err).not.toContain('b.ilic.token');
    const left = readdirSync(dir).filter((name) => /\.(json|token)$/.test(name));
    expect(left).toEqual(['c.babic.token']);
    rmSync(file('c.babic.token'));
  });

  it('lose no signature that was added while a question was open', async () => {
    expect((await liaise(start, { env, answer: 'yes' })).code).toBe(0);
    const more = { ...kept('c.babic') };
    const added = { ...more, signatures: [...more.signatures, ...kept('b.ilic').signatures] };
    const answer = (question: string): string => {
      if (question.includes('2 of 2')) writeFileSync(file('c.babic.json'), JSON.stringify(added));
      return 'yes';
    };
    const before = server.asked.length;
    const { code, err } = await liaise([...cosign, ...key('registrar-2'), ...there()], {
      ...{ env, answer },
    });
    expect([code, err]).toEqual([1, expect.stringContaining('CLI_FILE_CHANGED')]);
    expect([kept('b.ilic').signatures.length, kept('c.babic')]).toEqual([1, added]);
    expect(server.asked.length).toBe(before);
    writeFileSync(file('c.babic.json'), JSON.stringify(more));
  });

  it('are shown with --yes too, which signs one entry and hands in none', async () => {
    const before = server.asked.length;
    for (const args of [cosign, [...cosign.slice(0, 4), ...there()]]) {
      const { code, err } = await liaise([...args, ...key('registrar-2'), '--yes'], { env });
      expect([code, err]).toEqual([2, expect.stringContaining('--yes signs one entry')]);
    }
    expect([kept('b.ilic').signatures.length, server.asked.length]).toEqual([1, before]);
    const one = [...cosign.slice(0, 4), ...key('registrar-2'), '--yes'];
    const { code, err } = await liaise(one, { env });
    expect([code, err]).toEqual([0, expect.stringContaining('officer: b.ilic')]);
    expect(err).toContain('ADMINISTRATOR');
  });

  it.each([
    [['--cosign', 'b.ilic.json', '--cosign', 'b.ilic.json'], 'b.ilic.json is given twice'],
    [['--submit'], '--cosign FILE --submit'],
    [['--cosign', 'b.ilic.json', '--submit', 'b.ilic.json'], 'name the file once'],
    [['--role', 'ADMINISTRATOR', ...both, '--out', 'one.json', '--state', 'XA'], 'without --out'],
    [['--role', 'ADMINISTRATOR', ...both.slice(0, 2), '--state', 'XA'], '--cert for each person'],
    [
      [...cosign.slice(2), '--detached', 'a.sig', '--certificate', file('b.ilic.key.cert')],
      'one entry at a time',
    ],
  ])('%j says what is meant', async (args, says) => {
    const { code, err } = await liaise([...add, ...args], { env });
    expect([code, err]).toEqual([2, expect.stringContaining(says)]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { mimetype, writeZip } from '#package';
import { reportLines } from './report-lines.js';
import { verifyFile } from './verify-file.js';
import { sha256 } from '#wire';

interface Ran {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

const refused = (code: string): Error => Object.assign(new Error(code), { code });

async function run(
  args: readonly string[],
  bytes: Uint8Array = new Uint8Array(),
  env: NodeJS.ProcessEnv = {},
): Promise<Ran> {
  const [out, err]: [string[], string[]] = [[], []];
  const exit = await verifyFile(args, {
    data: (line) => void out.push(line),
    message: (line) => void err.push(line),
    now: () => new Date('2031-02-03T04:05:06.789Z'),
    read: (path) =>
      path.startsWith('gone') || path.startsWith('closed')
        ? Promise.reject(refused(path.startsWith('gone') ? 'ENOENT' : 'EACCES'))
        : Promise.resolve(bytes),
    env,
  });
  return { exit, out: out.join('\n'), err: err.join('\n') };
}

const acting = /(?!\n)[\p{Cc}\p{Cf}]/u;

const unseen = { withheld: null, redaction: null, supersedes: null } as const;

describe('a verification', () => {
  it('ends with 0 for a valid package and for nothing else: a file may be named like an option', async () => {
    const helped = await run(['--help']);
    expect([helped.exit, helped.out]).toEqual([3, expect.stringContaining('Usage')]);
    for (const args of [['--json'], ['--'], ['-x'], ['x', '--help'], ['--at', 'now', 'x']])
      expect([args, (await run(args)).exit]).toEqual([args, 3]);
  });

  it('tells its usage with 0 where nobody can mean a file', async () => {
    const out: string[] = [];
    const exit = await verifyFile(['--help'], {
      data: (line) => void out.push(line),
      message: (line) => void out.push(line),
      now: () => new Date(),
      read: (path) => Promise.reject(new Error(`ENOENT ${path}`)),
      env: {},
    });
    expect([exit, out.join()]).toEqual([0, expect.stringContaining('Usage')]);
  });

  it('says its usage and what is wrong in the language that is asked for, also unparsed', async () => {
    const french = 'Usage : liaise verify';
    expect((await run(['--help', '--language', 'fr'])).out).toContain(french);
    expect((await run(['--help'], new Uint8Array(), { LANG: 'fr' })).out).toContain(french);
    const wrong = await run(['a', 'b', '--language=fr']);
    expect([wrong.exit, wrong.err]).toEqual([
      3,
      expect.stringMatching(/^nommez un seul dossier\nUsage : /),
    ]);
    for (const [args, said] of [
      [['--no-such'], 'option inconnue --no-such'],
      [['x', '--roots'], '--roots : il manque sa valeur'],
      [['x', '--at', '2026-01-01'], '--at : pas de la forme'],
      [['x', '--root', 'XA'], '--roots, --root : pas de la forme'],
      [['gone.asice'], "gone.asice : ce fichier n'existe pas"],
      [['closed.asice'], 'closed.asice : illisible (EACCES)'],
    ] as const) {
      const { exit, err } = await run([...args.slice(0, 1), '--language', 'fr', ...args.slice(1)]);
      expect([exit, err]).toEqual([3, expect.stringContaining(said)]);
      expect(err).toContain(french);
    }
    expect((await run(['a', 'b', '--language=fr', '--json'])).err).toMatch(/^name one package\n/);
    expect((await run(['a', '--language', 'xx'])).err).toMatch(/^--language: one of en, fr\n/);
  });

  it('fits the width of the terminal, and leaves a hash whole', async () => {
    const out: string[] = [];
    await verifyFile(['x'], {
      ...{ data: (line) => void out.push(line), message: (line) => void out.push(line) },
      ...{ now: () => new Date(), read: () => Promise.resolve(new Uint8Array()), env: {} },
      columns: 60,
    });
    const long = out.filter((line) => line.length > 60);
    expect(long).toEqual([expect.stringMatching(/^SHA-512 [0-9a-f]{128}$/)]);
    expect(out.filter((line) => line.startsWith('    ')).length).toBeGreaterThan(0);
  });

  it('says as of when it judged, and shows no text of a package that acts on a terminal', async () => {
    const name = 'data/aaaaaaaaaaaaaaaaaaaaaaaaaaaa';
    const good = writeZip([
      { name: 'mimetype', content: Buffer.from(mimetype) },
      { name, content: Buffer.alloc(0) },
    ]).toString('latin1');
    const chosen = '\u001b[2J\u001b[HVALID: every check'.padEnd(name.length, '\u009b');
    const { exit, out, err } = await run(
      ['x'],
      Buffer.from(good.replaceAll(name, chosen), 'latin1'),
    );
    expect([exit, err]).toEqual([1, '']);
    expect(out).toContain('Judged as of 2031-02-03T04:05:06.789Z');
    expect(out).toMatch(/^V01 container +FAIL ZIP_FORM: .* \(offset 69\)$/m);
    expect(out).not.toMatch(acting);
    expect(out).not.toMatch(/^VALID/m);
  });

  it('speaks the language that is typed, else that of the environment, and says what awaits review', async () => {
    const french = /^Traduction à relire.*\n(?:.*\n)*NON\u00a0?\s?VALABLE/m;
    const typed = await run(['x', '--language', 'fr']);
    expect([typed.exit, typed.out]).toEqual([1, expect.stringMatching(french)]);
    const meant = await run(['x'], new Uint8Array(), { LANG: 'fr_FR.UTF-8' });
    expect(meant.out).toBe(typed.out);
    const english = await run(['x', '--language', 'en'], new Uint8Array(), { LANG: 'fr_FR' });
    expect(english.out).toMatch(/^INVALID: /m);
    expect(english.out).not.toContain('awaits review');
    expect(await run(['x', '--language', 'tlh'])).toMatchObject({
      exit: 3,
      err: expect.stringMatching(/one of en, fr\n/),
    });
  });

  it('shows no name of a file that acts on one either', async () => {
    const { exit, err } = await run(['gone\u001b[2J\u009b\nVALID: x']);
    expect([exit, acting.test(err), /^VALID/m.test(err)]).toEqual([3, false, false]);
  });

  it('puts the name that a package gives itself in quotes', () => {
    const report = {
      exit: 1,
      exhibit: 'valid',
      checks: [],
      witnesses: null,
      ...{ withheld: null, redaction: null, supersedes: null },
    } as const;
    expect(reportLines(report, { sha512: '', at: new Date(0) })[0]).toBe(
      'Evidence package "valid"',
    );
  });

  it('says of what is withheld that it is so, why, and by which hash; of what was erased when, and that its proof holds', () => {
    const thing = (what: 'EVENT' | 'DOCUMENT', reason: 'LAW' | 'ERASED', where: string) => ({
      ...{ what, reason, where, sha256: sha256(Buffer.from(where)) },
    });
    const listed = [thing('EVENT', 'LAW', 'events/1'), thing('DOCUMENT', 'ERASED', 'messages/1')];
    const checks = (['V04', 'V05', 'V06'] as const).map((check) => {
      return { check, verdict: 'pass', code: null, where: null } as const;
    });
    const report = {
      exit: 0,
      ...{ exhibit: 'x', checks, witnesses: null },
      withheld: { events: 1, files: 1, fields: 3, unnamed: 2 },
      redaction: { reader: 'defence-1', listed, erasedAt: '2026-03-01T12:00:00.000Z' },
      supersedes: { exhibit: 'border-police-2026-1', reason: 'CONSENT' },
    } as const;
    const lines = reportLines(report, { sha512: '', at: new Date(0) });
    expect(lines.filter((line) => line.startsWith('V0'))).toEqual([
      expect.stringMatching(/^V04 .* pass with withheld 1$/),
      expect.stringMatching(/^V05 .* pass with withheld 6$/),
      expect.stringMatching(/^V06 .* pass$/),
    ]);
    expect(lines).toContain('A variant for the reader "defence-1".');
    expect(lines.join()).toContain('It takes the place of "border-police-2026-1" (CONSENT).');
    expect(lines.filter((line) => line.startsWith('  '))).toEqual([
      expect.stringContaining('events/1: LAW'),
      expect.stringContaining(
        'messages/1: ERASED, content lawfully erased on 2026-03-01T12:00:00.000Z, proof intact (SHA-256 ',
      ),
    ]);
    // When a check fails, no hash is called a proof.
    const failing = reportLines({ ...report, exit: 1 }, { sha512: '', at: new Date(0) });
    expect(failing.join()).not.toContain('proof intact');
  });

  it('says who cosigned, by no name, and holds no time that is none', () => {
    const key = 'ab'.repeat(32);
    const witnesses = (['STATE', 'NEIGHBOUR', 'READER', 'UNKNOWN'] as const).map((party, i) => {
      return { party, key, unixSeconds: i === 3 ? Number.MAX_SAFE_INTEGER : 1_790_000_000 };
    });
    const report = { exit: 1, exhibit: 'x', checks: [], witnesses, ...unseen } as const;
    const lines = reportLines(report, { sha512: '', at: new Date(0) });
    expect(lines.filter((line) => line.startsWith('Cosigned'))).toEqual(
      [
        'at 2026-09-21T14:13:20.000Z by the State that made the package: it proves nothing',
        'at 2026-09-21T14:13:20.000Z by the other State',
        'at 2026-09-21T14:13:20.000Z by a witness that you named',
        'at no time there is by somebody whom the package alone names',
      ].map((said) => `Cosigned ${said} (key with SHA-256 ${key})`),
    );
  });
});

import { spawn, type StdioOptions } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtPrograms } from '../../../test/support/programs.js';

const dir = mkdtempSync(join(tmpdir(), 'liaise-main-'));
let main: string;
beforeAll(async () => {
  main = join(await builtPrograms(dir), 'liaise.js');
}, 120_000);
afterAll(() => rmSync(dir, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly err: string;
}

function liaise(
  args: readonly string[],
  { stdio = 'pipe', unread = [] }: { stdio?: StdioOptions; unread?: ('stdout' | 'stderr')[] } = {},
): Promise<Ended> {
  const env = { PATH: process.env['PATH'], HOME: dir };
  const child = spawn(process.execPath, [main, ...args], { env, stdio });
  for (const stream of unread) child[stream]?.destroy();
  let err = '';
  child.stderr?.on('data', (part: Buffer) => (err += part.toString('utf8')));
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('close', (code) => done({ code, err }));
  });
}

describe('the program', () => {
  it('goes on when nobody reads it any more, and its exit code says how that went', async () => {
    expect(await liaise(['--help'], { unread: ['stdout'] })).toEqual({ code: 0, err: '' });
    expect(
      await liaise(['request', 'list', '--purpose', 'INVESTIGATION'], {
        unread: ['stdout', 'stderr'],
      }),
    ).toMatchObject({
      code: 1,
    });
    const key = ['key', 'new', '--officer', 'a.novak@border-police', '--out', join(dir, 'a.key')];
    expect((await liaise(key, { unread: ['stdout', 'stderr'] })).code).toBe(0);
    expect((await liaise(key)).err).toMatch('CLI_FILE_EXISTS');
  });

  it('says that its answer is not whole when the disk is full', async () => {
    const full = openSync('/dev/full', 'w');
    const ended = await liaise(['--help'], { stdio: ['ignore', full, 'pipe'] });
    closeSync(full);
    expect(ended).toEqual({
      code: 1,
      err: expect.stringMatching(/not whole.*\n {2}ENOSPC/) as unknown,
    });
  });

  it('speaks the language of `--language`, otherwise that of the environment', async () => {
    const said = async (args: readonly string[], LANG: string): Promise<string> => {
      const env = { PATH: process.env['PATH'], HOME: dir, LANG };
      const child = spawn(process.execPath, [main, ...args], { env });
      let out = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (part: Buffer) => (out += part.toString('utf8')));
      await new Promise((done) => child.once('close', done));
      return out;
    };
    const french = /Exemples :\n/;
    expect(await said(['login', '--help'], 'fr_FR.UTF-8')).toMatch(french);
    expect(await said(['--language', 'fr', 'login', '--help'], 'C')).toMatch(french);
    expect(await said(['--language', 'en', 'login', '--help'], 'fr_FR.UTF-8')).toMatch('Examples:');
    expect(await said(['--language', 'xx', 'login', '--help'], 'C')).toMatch(
      /\(CLI_USAGE\)\n {2}--language: one of en, fr\n/,
    );
    // The verifier of packages reads an environment of its own.
    const wrong = ['verify', '/dev/null'];
    expect(await said(['--language', 'fr', ...wrong], 'C')).toMatch(/Dossier de preuve/);
    expect(await said(['--language', 'en', ...wrong], 'fr_FR.UTF-8')).toMatch(/Evidence package/);
  });

  it('never waits for a person where there is none', async () => {
    const ended = await liaise(['login', '--passphrase-file', '-'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    expect(ended).toMatchObject({ code: 2 });
  });
});

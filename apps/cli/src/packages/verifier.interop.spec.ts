import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { draftProfile } from '#admissibility';
import { liaise } from '../../../../test/support/command.js';
import { TestPackage } from '../../../../test/support/package.js';
import { builtPrograms } from '../../../../test/support/programs.js';
import { ofSuite } from '../../../../test/support/suite.js';

let test: TestPackage;
let folder: string;
let built: string;
const alone = (name = ''): string => join(folder, 'alone', name);

beforeAll(async () => {
  test = await TestPackage.make();
  const good = await test.assemble();
  folder = await mkdtemp(join(tmpdir(), 'liaise-verifier-'));
  built = join(folder, 'built');
  await mkdir(built);
  await mkdir(alone());
  const programs = await builtPrograms(built);
  await copyFile(join(programs, 'liaise-verify.mjs'), alone('liaise-verify.mjs'));
  await writeFile(alone('good.asice'), good);
  const changed = Buffer.from(good);
  const at = changed.indexOf('case.opened');
  changed[at] = (changed[at] ?? 0) ^ 1;
  await writeFile(alone('changed.asice'), changed);
  await writeFile(alone('roots.txt'), test.rootsFile());
}, 240_000);

afterAll(async () => {
  test.remove();
  await rm(folder, { recursive: true, force: true });
});

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const reportByProfile = ofSuite(() =>
  run('good.asice', '--roots', 'roots.txt', '--profile', 'untoc', '--json'),
);

const run = (...args: readonly string[]): Promise<Ran> =>
  new Promise((done) => {
    const options = { cwd: alone(), env: {}, timeout: 60_000 };
    execFile(process.execPath, ['liaise-verify.mjs', ...args], options, (error, out, err) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      done({ code, out, err });
    });
  });

function membersIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Array.isArray(value) ? [] : Object.keys(value);
  const inner = Object.values(value).flatMap(membersIn);
  return [...new Set([...own, ...inner])].sort();
}

describe('the verifier by itself', () => {
  it('is one file of at most 3 MB that names no network, no other program and no package', async () => {
    expect((await stat(alone('liaise-verify.mjs'))).size).toBeLessThan(3 * 2 ** 20);
    const text = await readFile(alone('liaise-verify.mjs'), 'utf8');
    const found = text.matchAll(/from"((?:node:)?[a-z@][a-z0-9_/@.-]*)"/g);
    const imported = new Set([...found].map(([, name = '']) => name));
    expect([...imported].sort()).toEqual([
      ...['module', 'node:crypto', 'node:fs/promises', 'node:process', 'node:util', 'node:zlib'],
    ]);
  });

  it('holds the licence notices of its libraries, since it is given away alone', async () => {
    const text = await readFile(alone('liaise-verify.mjs'), 'utf8');
    expect(text).toMatch(/OpenPGP\.js v.* LGPL licensed/);
  });

  it('ends with 0 for a good package, 1 for a changed one, 2 without roots, 3 for a wrong usage', async () => {
    const good = await run('good.asice', '--roots', 'roots.txt');
    expect([good.code, good.err]).toEqual([0, '']);
    expect(good.out).toMatch(/^V03 keys and seal +pass$/m);
    expect(good.out).toContain('VALID: every check holds');
    expect(good.out).toContain('Withheld: 1 events and 1 files by name');
    const changed = await run('changed.asice', '--roots', 'roots.txt');
    expect([changed.code, changed.out]).toEqual([1, expect.stringContaining('FAIL FILE_HASH')]);
    const bare = await run('good.asice');
    expect([bare.code, bare.out]).toEqual([2, expect.stringContaining('OPEN ROOT_UNKNOWN')]);
    for (const args of [[], ['gone.asice']])
      expect([args, (await run(...args)).code]).toEqual([args, 3]);
  });

  it('takes fingerprints that are typed, and another time', async () => {
    const typed = [test.own, test.neighbour].flatMap((state) => [
      ...['--root', `${state.state}:${state.rootFingerprint}`],
    ]);
    const tsa = await run('good.asice', ...typed);
    expect([tsa.code, tsa.out]).toEqual([2, expect.stringContaining('OPEN TSA_UNKNOWN')]);
    expect(tsa.out).not.toContain('ROOT_UNKNOWN');
    const wrong = await run('good.asice', '--root', `XA:${'A'.repeat(40)}`);
    expect([wrong.code, wrong.out]).toEqual([1, expect.stringContaining('FAIL ROOT_DIFFERS')]);
    const later = await run(
      'good.asice',
      '--roots',
      'roots.txt',
      '--at',
      '2099-01-01T00:00:00.000Z',
    );
    expect([later.code, later.out]).toEqual([2, expect.stringContaining('OPEN TOKEN_EXPIRED')]);
  });

  it('judges by the rules of a profile, and its exit code stays that of the package', async () => {
    const judged = await run('good.asice', '--roots', 'roots.txt', '--profile', 'untoc');
    expect([judged.code, judged.err]).toEqual([0, '']);
    expect(judged.out).toContain('VALID: every check holds');
    expect(judged.out).toMatch(/^CUS-01 blocks pass .* \(entry \d+\); withheld 3$/m);
    expect(judged.out).toMatch(/^FRM-01 blocks FAIL .*\[REQUEST_NONE\]/m);
    expect(judged.out).toMatch(/^NOT APPROVED/m);
    const { admissibility } = JSON.parse((await reportByProfile()).out) as {
      admissibility: { rules: object[] };
    };
    expect(admissibility.rules).toHaveLength(36);
    expect(admissibility).toMatchObject({ decision: 'NOT_APPROVED', profile: { id: 'untoc' } });
    const args = ['verify', alone('good.asice'), '--roots', alone('roots.txt'), '--json'];
    const { out } = await liaise([...args, '--profile', 'untoc']);
    expect(JSON.parse(out)).toMatchObject({ admissibility: { exhibit: 'border-police-2026-1' } });
  });

  it('takes a profile of a file, and refuses what is none', async () => {
    const text = draftProfile;
    await writeFile(alone('own.json'), text);
    const same = await run('good.asice', '--roots', 'roots.txt', '--profile', 'own.json');
    expect([same.code, same.out]).toEqual([0, expect.stringMatching(/^NOT APPROVED/m)]);
    await writeFile(alone('other.json'), Buffer.from(text).subarray(1));
    for (const profile of ['other.json', 'gone.json']) {
      const refused = await run('good.asice', '--profile', profile);
      expect([profile, refused.code, refused.out]).toEqual([profile, 3, '']);
    }
  });

  it('prints in JSON the members that proto/package.md has, and no other', async () => {
    const page = new URL('../../../../proto/package.md', import.meta.url);
    const [, text = ''] = (await readFile(page, 'utf8')).split('`--json` prints one object');
    const rows = [...text.matchAll(/^\| `(\w+)` \| (.*) \|$/gm)];
    const documented = rows.map(([, member = '', value = '']) => {
      const within = value.slice(value.indexOf('{'), value.lastIndexOf('}') + 1);
      return [member, [...within.matchAll(/`(\w+)`/g)].map(([, name]) => name).sort()];
    });
    const report = JSON.parse((await reportByProfile()).out) as Record<string, unknown>;
    const { admissibility, ...rest } = report;
    const printed = Object.entries(rest).map(([member, value]) => [member, membersIn(value)]);
    const byMember = (list: unknown[][]) => Object.fromEntries(list) as Record<string, unknown>;
    expect(admissibility).toMatchObject({ typ: 'liaise-admissibility-report' });
    expect(byMember(documented)).toEqual({ ...byMember(printed), admissibility: [] });
  });

  it('says the same as `liaise verify`, in JSON too', async () => {
    for (const name of ['good.asice', 'changed.asice']) {
      const own = await run(name, '--roots', 'roots.txt', '--json');
      const args = ['verify', alone(name), '--roots', alone('roots.txt'), '--json'];
      const { code, out, err } = await liaise(args);
      expect([code, err]).toEqual([own.code, '']);
      expect(JSON.parse(out)).toEqual(JSON.parse(own.out));
      expect(JSON.parse(out)).toMatchObject({ exit: code, exhibit: 'border-police-2026-1' });
    }
  });
});

describe('liaise provenance', () => {
  const runProvenance = async (file: string, out: string, ...more: readonly string[]) =>
    liaise([
      'provenance',
      alone(file),
      '--roots',
      alone('roots.txt'),
      '--out',
      alone(out),
      ...more,
    ]);

  it('tells of a good package in JSON-LD that meets its shapes, once', async () => {
    const first = await runProvenance('good.asice', 'case.jsonld', '--json');
    expect([first.code, first.err]).toEqual([0, '']);
    const graph = JSON.parse(await readFile(alone('case.jsonld'), 'utf8')) as {
      '@graph': unknown[];
    };
    expect(JSON.parse(first.out)).toMatchObject({ exit: 0, nodes: graph['@graph'].length });
    const second = await runProvenance('good.asice', 'case.jsonld');
    expect([second.code, second.err]).toEqual([1, expect.stringContaining('CLI_FILE_EXISTS')]);
  });

  it('writes nothing of a changed package, and names the check that fails', async () => {
    const { code, err } = await runProvenance('changed.asice', 'changed.jsonld');
    expect([code, err]).toEqual([1, expect.stringMatching(/CLI_PACKAGE_INVALID[^]*V02 FILE_HASH/)]);
    await expect(stat(alone('changed.jsonld'))).rejects.toThrow('ENOENT');
  });
});

import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

interface FreshBuild {
  readonly buildIsFresh: (root: string) => boolean;
  readonly markBuilt: (root: string) => void;
}
const freshBuild = new URL('../../scripts/fresh-build.mjs', import.meta.url).href;
const { buildIsFresh, markBuilt } = (await import(freshBuild)) as FreshBuild;

describe('build', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'liaise-build-'));
    for (const name of ['libs/x', 'scripts', 'dist'])
      mkdirSync(join(folder, name), { recursive: true });
    for (const name of ['libs/x/a.ts', 'libs/x/b.ts', 'scripts/bundle.mjs'])
      writeFileSync(join(folder, name), '');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is fresh from its mark on, until a source is newer or gone', () => {
    expect(buildIsFresh(folder)).toBe(false);
    markBuilt(folder);
    expect(buildIsFresh(folder)).toBe(true);
    const later = Date.now() / 1_000 + 60;
    utimesSync(join(folder, 'libs/x/a.ts'), later, later);
    expect(buildIsFresh(folder)).toBe(false);
    utimesSync(join(folder, 'libs/x/a.ts'), 0, 0);
    expect(buildIsFresh(folder)).toBe(true);
    rmSync(join(folder, 'libs/x/b.ts'));
    utimesSync(join(folder, 'libs/x'), later, later);
    expect(buildIsFresh(folder)).toBe(false);
  });

  it('is marked by its last step, so that whoever asks for it has a fresh one', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    expect(scripts['build']).toMatch(/&& node scripts\/bundle\.mjs$/);
    expect(read('scripts/setup.mjs')).toContain("['scripts/bundle.mjs']];");
    expect(read('scripts/bundle.mjs')).toMatch(/\nmarkBuilt\(root\);\n$/);
  });
});

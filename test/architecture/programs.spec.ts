import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface FewFiles {
  readonly inFewFiles: (root: string) => object;
}
const { inFewFiles } = (await import(
  new URL('../../scripts/esbuild.mjs', import.meta.url).href
)) as FewFiles;

async function held(apps: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const { metafile } = await build({
    ...inFewFiles(root),
    conditions: ['source'],
    // One build each, as in production: shared chunks would mix the needs of several programs.
    splitting: false,
    entryPoints: apps.map((app) => ({ in: join(root, 'apps', app, 'src/main.ts'), out: app })),
    outdir: join(root, 'dist/unwritten'),
    sourcemap: false,
    write: false,
    metafile: true,
  });
  return new Map(
    Object.entries(metafile.outputs).map(([file, { inputs }]) => [
      file.replace(/^.*\/(\w+)\.js$/, '$1'),
      Object.entries(inputs).flatMap(([name, { bytesInOutput }]) =>
        bytesInOutput > 0 ? [name] : [],
      ),
    ]),
  );
}

const programs = await held(readdirSync(join(root, 'apps')));
const foreign = /node_modules\/typeorm\/|libs\/store\/(schema|src\/(gen|migrat))/;

describe('programs', () => {
  it.each([...programs.keys()].filter((app) => app !== 'cli'))(
    'hold no TypeORM, no entity and not the schema: %s',
    (app) => {
      const files = programs.get(app) ?? [];
      expect(files).toContain('libs/kernel/src/errors.ts');
      expect(files.filter((name) => foreign.test(name))).toEqual([]);
    },
  );

  it.each(['sealer', 'opener', 'exchange', 'evidence'])(
    'hold no framework beside keys or at the border: %s',
    (app) => {
      const framed = /node_modules\/(@nestjs|class-validator|class-transformer|rxjs)\//;
      expect(programs.get('requests')?.some((name) => framed.test(name))).toBe(true);
      expect(programs.get(app)?.filter((name) => framed.test(name))).toEqual([]);
    },
  );

  it('are those of eight services and the command line, which sets a State up', () => {
    expect(programs.size).toBe(9);
    const files = programs.get('cli') ?? [];
    expect(files).toContain('libs/store/src/gen/baseline.ts');
    expect(files.some((name) => name.includes('node_modules/typeorm/'))).toBe(true);
    expect(files.filter((name) => name.startsWith('libs/store/schema'))).toEqual([]);
  });
});

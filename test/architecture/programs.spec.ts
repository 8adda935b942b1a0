import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile, type Plugin } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface FewFiles {
  readonly inFewFiles: (root: string) => object;
}
const { inFewFiles } = (await import(
  new URL('../../scripts/esbuild.mjs', import.meta.url).href
)) as FewFiles;

interface DirectImports {
  readonly directImports: (root: string) => Plugin;
}
const { directImports } = (await import(
  new URL('../../scripts/direct-imports.mjs', import.meta.url).href
)) as DirectImports;

interface Program {
  readonly files: readonly string[];
  readonly text: string;
  /** Licence notices, which lie in a file beside the program. */
  readonly notices: string;
}

async function made(apps: readonly string[]): Promise<ReadonlyMap<string, Program>> {
  const { metafile, outputFiles } = await build({
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
  const textOf = (file: string): string =>
    outputFiles.find(({ path }) => path.endsWith(file))?.text ?? '';
  const outputs = Object.entries(metafile.outputs).filter(([file]) => file.endsWith('.js'));
  return new Map(
    outputs.map(([file, { inputs }]) => [
      file.replace(/^.*\/(\w+)\.js$/, '$1'),
      {
        files: Object.entries(inputs).flatMap(([name, { bytesInOutput }]) =>
          bytesInOutput > 0 ? [name] : [],
        ),
        text: textOf(file),
        notices: textOf(`${file}.LEGAL.txt`),
      },
    ]),
  );
}

const programs = await made(readdirSync(join(root, 'apps')));
const filesOf = (app: string): readonly string[] => programs.get(app)?.files ?? [];
const foreign = /node_modules\/typeorm\/|libs\/store\/(schema|src\/(gen|migrat))/;

// Chunks of `liaise` as they are built: from compiled files, each command in its own.
async function chunks(): Promise<Metafile['outputs']> {
  const options = inFewFiles(root) as { readonly plugins: readonly Plugin[] };
  const { metafile } = await build({
    ...options,
    plugins: [...options.plugins, directImports(root)],
    splitting: true,
    entryPoints: [join(root, 'dist/apps/cli/src/main.js')],
    outdir: join(root, 'dist/unwritten'),
    sourcemap: false,
    write: false,
    metafile: true,
  });
  return metafile.outputs;
}

// Files loaded with a command; with `later` also those that it loads while it runs.
function filesWith(
  outputs: Metafile['outputs'],
  command: string,
  later: boolean,
): readonly string[] {
  const isEntry = ([, { entryPoint }]: [string, Metafile['outputs'][string]]): boolean =>
    entryPoint === `dist/apps/cli/src/commands/${command}.js`;
  const [entry] = Object.entries(outputs).find(isEntry) ?? [];
  if (entry === undefined) throw new Error(`no chunk of ${command}`);
  const loaded = new Set([entry]);
  for (const chunk of loaded)
    for (const { path, kind } of outputs[chunk]?.imports ?? [])
      if ((later || kind === 'import-statement') && path in outputs) loaded.add(path);
  return [...loaded].flatMap((chunk) => Object.keys(outputs[chunk]?.inputs ?? {}));
}

describe('programs', () => {
  it.each([...programs.keys()].filter((app) => app !== 'cli'))(
    'hold no TypeORM, no entity and not the schema: %s',
    (app) => {
      const files = filesOf(app);
      expect(files).toContain('libs/kernel/src/errors.ts');
      expect(files.filter((name) => foreign.test(name))).toEqual([]);
    },
  );

  it.each(['sealer', 'opener', 'exchange', 'evidence'])(
    'hold no framework beside keys or at the border: %s',
    (app) => {
      const framed = /node_modules\/(@nestjs|class-validator|class-transformer|rxjs)\//;
      expect(filesOf('requests').some((name) => framed.test(name))).toBe(true);
      expect(filesOf(app).filter((name) => framed.test(name))).toEqual([]);
    },
  );

  it.each([...programs.keys()])(
    'read no source map and no HTTP client of Node at a start: %s',
    (app) => {
      const text = programs.get(app)?.text ?? '';
      expect(text).toMatch('node_modules/pino/pino.js');
      expect(text).not.toMatch('getCallSites');
      expect(text).not.toMatch('close trace');
      expect(text).not.toMatch(/from ?"(node:)?http"/);
    },
  );

  it.each(['sealer', 'opener', 'exchange'])(
    'keep the licence notices of libraries beside them: %s',
    (app) => {
      const { text, notices } = programs.get(app) ?? { text: '', notices: '' };
      expect(notices).toMatch(/OpenPGP\.js v.* LGPL licensed/);
      expect(text).toMatch(`${app}.js.LEGAL.txt`);
    },
  );

  it.each([...programs.keys()].filter((app) => app !== 'cli'))(
    'hold ASCII alone, which Node reads without a copy: %s',
    (app) => {
      const text = programs.get(app)?.text ?? '';
      expect(/[^\0-\x7f].{0,40}/u.exec(text)?.[0]).toBeUndefined();
    },
  );

  it('load for a command of an officer no logger, database, broker or X.509', async () => {
    const others = ['pino', 'pg', 'pkijs', '@peculiar/x509', '@nats-io', 'typeorm'];
    const outputs = await chunks();
    const needless = (commands: readonly string[], later = false): readonly string[] => {
      const files = commands.flatMap((command) => filesWith(outputs, command, later));
      return others.filter((name) => files.some((file) => file.includes(`node_modules/${name}/`)));
    };
    expect(needless(['inbox/inbox', 'requests/request', 'drafts/draft'])).toEqual([]);
    const operator = [
      'installation/up',
      'installation/init',
      'installation/doctor',
      'installation/status',
      'packages/verify',
    ];
    expect(needless(operator, true)).toEqual(others);
  });

  it('are those of eight services and the command line, which sets a State up', () => {
    expect(programs.size).toBe(9);
    const files = filesOf('cli');
    expect(files).toContain('libs/store/src/gen/baseline.ts');
    expect(files.some((name) => name.includes('node_modules/typeorm/'))).toBe(true);
    expect(files.filter((name) => name.startsWith('libs/store/schema'))).toEqual([]);
  });
});

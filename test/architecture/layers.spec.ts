import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { apps, framed, libraries, ofAllSlices, sorts, type Layer } from './layers.js';
import { importsOf, packageOf, sourceOf, sources, targetOf, type Import } from './imports.js';
import { shapesOf, sliceFiles, sortOf, wordsOf } from './slices.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const testOnly = [
  ...['@jest/globals', 'fast-check', 'canonicalize', 'jsonld', 'uuid', '@nestjs/testing'],
];
const isTest = (file: string): boolean => /\.spec\.ts$/.test(file);
const order = Object.keys(libraries);

const words = wordsOf(root);
const shapes = shapesOf(root);
const slices = 'libs/capabilities';

// Libraries whose files may be imported one by one, and by whom.
const subpaths: Readonly<Record<string, (owner: string) => boolean>> = {
  kernel: (owner) => owner === slices,
  capabilities: () => true,
  // The reader of certificates contains no page and no font.
  certificate: (owner) => owner === 'apps/evidence' || owner === 'apps/cli',
  // Reports are said through the first entry, the command line and problem documents through others.
  language: (owner) => owner === 'apps/cli' || owner === 'apps/gateway',
  journey: (owner) => owner.startsWith('apps/') || owner === 'libs/desk',
  schema: (owner) => owner === slices,
};

function partOf(item: Import, entry: string): string {
  if (entry === 'contract') return item.typeOnly ? 'words' : entry;
  if (entry !== 'capabilities') return entry;
  const target = sourceOf(item, root);
  if (shapes.has(target)) return item.typeOnly ? 'words' : 'shapes';
  return words.has(target) ? 'words' : 'capabilities';
}

const besides = (file: string): Layer =>
  file.endsWith('capabilities/contracts.ts')
    ? { libs: ['contract', 'shapes'], packages: [] }
    : (framed[sortOf(file) ?? 'rows'] ?? { libs: [], packages: [] });

function judge(item: Import, owner: string, layer: Layer, index: number): string | undefined {
  const { specifier } = item;
  // A slice's test may run the steps and the service around the slice.
  if (isTest(item.file) && owner === slices && /^#(journey|service-runtime)\b/.test(specifier))
    return undefined;
  if (specifier.startsWith('#')) {
    const [entry = '', ...rest] = specifier.slice(1).split('/');
    if (rest.length > 0 && subpaths[entry]?.(owner) !== true) return 'deep import into a library';
    if (entry === 'schema') return undefined;
    const lib = partOf(item, entry);
    const isWord = lib === 'words';
    if (lib === basename(owner) && lib !== 'capabilities') return "import through one's own entry";
    if (lib === basename(owner)) return undefined;
    if (owner === slices && besides(item.file).libs.includes(lib)) return undefined;
    if (!layer.libs.includes(lib)) return `layer: ${owner} may not import #${lib}`;
    const isKernel = basename(owner) === 'kernel' && isWord;
    if (index >= 0 && !isKernel && order.indexOf(lib) >= index)
      return `order: #${lib} stands below ${owner}`;
    return undefined;
  }
  if (specifier.startsWith('.')) {
    const target = targetOf(item, root);
    if (target.startsWith(`${owner}/`)) return undefined;
    if (isTest(item.file) && /^test\/(support|instruments)\//.test(target)) return undefined;
    return 'relative path out of its folder';
  }
  const name = packageOf(specifier);
  if (layer.packages.includes(name)) return undefined;
  if (owner === slices && besides(item.file).packages.includes(name)) return undefined;
  if (isTest(item.file) && (testOnly.includes(name) || name.startsWith('node:'))) return undefined;
  return `package ${name} is not listed for ${owner}`;
}

function breaches(kind: 'libs' | 'apps', table: Readonly<Record<string, Layer>>): string[] {
  return Object.entries(table).flatMap(([name, layer], index) => {
    const owner = `${kind}/${name}`;
    return sources(join(root, owner)).flatMap((file) =>
      importsOf(file).flatMap((item) => {
        // A script builds one migration from the tables of all slices.
        if (file.endsWith('store/schema/slices.ts') || sortOf(file) === 'entity') return [];
        const why = judge(item, owner, layer, kind === 'libs' ? index : -1);
        return why === undefined ? [] : [`${relative(root, file)}:${item.line} ${why}`];
      }),
    );
  });
}

function cycles(): string[] {
  const edges = new Map<string, string[]>();
  for (const folder of ['libs', 'apps'])
    for (const file of sources(join(root, folder)))
      edges.set(
        file,
        importsOf(file)
          .filter(({ specifier }) => /^[.#]/.test(specifier))
          .map((item) => join(root, sourceOf(item, root))),
      );
  const done = new Set<string>();
  const found: string[] = [];
  const walk = (file: string, path: string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) {
      found.push([...path.slice(at), file].map((f) => relative(root, f)).join(' -> '));
      return;
    }
    if (done.has(file)) return;
    for (const next of edges.get(file) ?? []) walk(next, [...path, file]);
    done.add(file);
  };
  for (const file of edges.keys()) walk(file, []);
  return found;
}

const folders = (kind: string): string[] =>
  readdirSync(join(root, kind), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);

describe('layers', () => {
  it('finds sources to judge', () => {
    expect(sources(join(root, 'libs')).length).toBeGreaterThan(0);
  });

  it('libraries import only what their row lists', () => {
    expect(breaches('libs', libraries)).toEqual([]);
  });

  it('apps import libraries and their listed packages, never each other', () => {
    expect(breaches('apps', apps)).toEqual([]);
  });

  it('has no cycle', () => {
    expect(cycles()).toEqual([]);
  });

  it('every folder has a row and every library row stands below what it imports', () => {
    expect(folders('libs').filter((name) => !(name in libraries))).toEqual([]);
    expect(
      order.filter(
        (name) => !['words', 'shapes'].includes(name) && !folders('libs').includes(name),
      ),
    ).toEqual([]);
    expect(folders('apps').filter((name) => !(name in apps))).toEqual([]);
    for (const [name, layer] of Object.entries(libraries))
      for (const lib of layer.libs)
        expect([name, order.indexOf(lib)]).toEqual([name, expect.any(Number)]);
  });

  it('refuses each kind of breach (the judge itself)', () => {
    const file = join(root, 'libs/wire/src/x.ts');
    const why = (specifier: string): string | undefined =>
      judge(
        { file, line: 1, specifier, typeOnly: false },
        'libs/wire',
        libraries['wire'] as Layer,
        order.indexOf('wire'),
      );
    expect(why('#kernel')).toBeUndefined();
    expect(why('#kernel/ids')).toMatch('deep');
    expect(why('#capabilities/directory/directory.schema')).toBeUndefined();
    expect(why('#capabilities/cases')).toMatch('layer');
    expect(why('#journey/01-submit')).toMatch('deep');
    expect(why('#wire')).toMatch('own entry');
    expect(why('#store')).toMatch('layer');
    expect(why('../../kernel/src/index.js')).toMatch('out of its folder');
    expect(why('openpgp')).toMatch('not listed');
  });
});

const clocks =
  /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(|\bMath\.random\(|\bprocess\.env\b/;

describe('slices', () => {
  const files = sliceFiles(root);
  const named = (file: string): string => relative(join(root, slices), file);

  it('have files of the known sorts alone, and a README', () => {
    expect(files.length).toBeGreaterThan(150);
    const odd = files.filter((file) => !isTest(file) && sortOf(file) === undefined).map(named);
    expect(odd).toEqual(odd.filter((file) => ofAllSlices.some((each) => each === file)));
    const names = readdirSync(join(root, slices), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    const bare = names.filter((name) => !existsSync(join(root, slices, name, 'README.md')));
    expect(bare).toEqual([]);
  });

  it('speak in words, judge by pure rules', () => {
    const spoken = files.filter(
      (file) => !isTest(file) && ['words', 'shapes'].includes(sorts[sortOf(file) ?? 'rows']),
    );
    const isSpoken = (file: string): boolean => words.has(file) || shapes.has(file);
    expect(spoken.filter((file) => !isSpoken(relative(root, file))).map(named)).toEqual([]);
    const rules = files.filter((file) => sortOf(file) === 'rules' && !isTest(file));
    expect(rules.length).toBeGreaterThan(0);
    const impure = rules.filter((file) => {
      const io = /^(#(store|journal|mailbox|broker|border|bus|objects|scan)\b|node:(?!crypto))/;
      const does = importsOf(file).some((item) => io.test(item.specifier) && !item.typeOnly);
      return does || clocks.test(readFileSync(file, 'utf8'));
    });
    expect(impure.map(named)).toEqual([]);
  });

  it('are put together by their modules, which nothing but services and other modules imports', () => {
    const runners = ['requests', 'inbox', 'audit'].map((name) => join(root, 'apps', name));
    const importers = ['libs', 'apps']
      .flatMap((folder) => sources(join(root, folder)))
      .filter((file) =>
        importsOf(file).some(({ specifier }) => /^[#.].*\.module(\.js)?$/.test(specifier)),
      );
    expect(importers.length).toBeGreaterThan(2);
    const others = importers.filter(
      (file) =>
        sortOf(file) !== 'module' &&
        !file.includes('libs/desk/') &&
        !runners.some((runner) => file.startsWith(`${runner}/`)),
    );
    expect(others.map((file) => relative(root, file))).toEqual([]);
  });

  it('keep typeorm in entities, which nothing of a service imports', () => {
    const users = files.filter((file) =>
      importsOf(file).some(({ specifier }) => specifier === 'typeorm'),
    );
    expect(users.filter((file) => sortOf(file) !== 'entity').map(named)).toEqual([]);
    const readers = files.filter(
      (file) =>
        sortOf(file) !== 'entity' &&
        importsOf(file).some(({ specifier }) => /\.entity(\.js)?$/.test(specifier)),
    );
    expect(readers.map(named)).toEqual([]);
  });
});

describe('pure libraries', () => {
  it('never read the clock, the environment or a random source of their own', () => {
    const found = Object.entries(libraries)
      .filter(([, layer]) => layer.pure)
      .flatMap(([name]) =>
        name === 'words'
          ? [...words].map((file) => join(root, file))
          : sources(join(root, 'libs', name)),
      )
      .filter((file) => !isTest(file))
      .flatMap((file) =>
        readFileSync(file, 'utf8')
          .split('\n')
          .flatMap((line, i) => (clocks.test(line) ? [`${relative(root, file)}:${i + 1}`] : [])),
      );
    expect(found).toEqual([]);
  });
});

describe('facts and rules', () => {
  const product = sources(join(root, 'libs')).filter((file) => !isTest(file));
  const named = (part: string) => product.filter((file) => file.endsWith(`.${part}.ts`));

  it('rules wait for nothing and read no clock: facts are all they know', () => {
    const rules = named('rules');
    expect(rules.length).toBeGreaterThan(0);
    const found = rules.filter((file) =>
      /\basync\b|\bawait\b|\bPromise\b|\bTx\b|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(/.test(
        readFileSync(file, 'utf8'),
      ),
    );
    expect(found.map((file) => relative(root, file))).toEqual([]);
  });

  it('facts import no rules', () => {
    const facts = named('facts');
    expect(facts.length).toBeGreaterThan(0);
    const found = facts.filter((file) =>
      importsOf(file).some(({ specifier }) => /\.rules(\.js)?$/.test(specifier)),
    );
    expect(found.map((file) => relative(root, file))).toEqual([]);
  });
});

describe('files', () => {
  const own = ['libs', 'apps', 'test']
    .flatMap((folder) => sources(join(root, folder)))
    .filter((file) => !file.includes('/gen/'));

  it('none is above 400 lines', () => {
    const long = own.filter((file) => readFileSync(file, 'utf8').split('\n').length > 401);
    expect(long.map((file) => relative(root, file))).toEqual([]);
  });

  it('a runner only runs: no main.ts above 30 lines', () => {
    const mains = own.filter((file) => /apps\/[a-z]+\/src\/main\.ts$/.test(file));
    expect(mains).toHaveLength(folders('apps').length);
    const long = mains.filter((file) => readFileSync(file, 'utf8').split('\n').length > 31);
    expect(long.map((file) => relative(root, file))).toEqual([]);
  });

  it('no interface beside what it would be the interface of (`IThing`)', () => {
    const found = own.filter((file) => /\binterface I[A-Z][a-z]/.test(readFileSync(file, 'utf8')));
    expect(found.map((file) => relative(root, file))).toEqual([]);
  });

  it('fixtures are few, instruments and other fixtures stand in folders that one can read', () => {
    const filesOf = (folder: string): string[] =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name));
    expect(filesOf('test/support').length).toBeGreaterThan(30);
    expect(filesOf('test/support').length).toBeLessThanOrEqual(50);
    const counts = new Map<string, number>();
    for (const file of ['instruments', 'exchange/fixtures', 'e2e/fixtures'].flatMap((folder) =>
      filesOf(`test/${folder}`),
    ))
      counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
    expect(counts.size).toBeGreaterThan(6);
    expect([...counts].filter(([, count]) => count > 25)).toEqual([]);
  });

  it('a fixture leans on no instrument and on no suite', () => {
    const leans = sources(join(root, 'test/support')).flatMap((file) =>
      importsOf(file)
        .filter(({ specifier }) => specifier.startsWith('.'))
        .map((item) => targetOf(item, root))
        .filter((target) => /^test\/(?!support\/|vectors\/)/.test(target))
        .map((target) => `${relative(root, file)} ${target}`),
    );
    expect(leans).toEqual([]);
  });

  it('no dumping grounds', () => {
    const bad = own.filter((file) =>
      /\/(common|shared|utils|helpers)(\/|\.ts$)/.test(relative(root, file)),
    );
    expect(bad).toEqual([]);
  });

  it('no skipped or focused test, no escape from the type checker', () => {
    const banned =
      /\b(describe|it|test)\.(skip|only|todo)\b|\bx(it|describe)\(|@ts-(ignore|expect-error|nocheck)|(es|ox)lint-disable|\bas any\b|: any\b/;
    const found = own
      .filter((file) => file !== fileURLToPath(import.meta.url))
      .flatMap((file) =>
        readFileSync(file, 'utf8')
          .split('\n')
          // Tests of types need lines that the compiler refuses.
          .map((line) =>
            file.endsWith('.types.spec.ts') ? line.replace('// @ts-expect-error', '') : line,
          )
          .flatMap((line, i) => (banned.test(line) ? [`${relative(root, file)}:${i + 1}`] : [])),
      );
    expect(found).toEqual([]);
  });
});

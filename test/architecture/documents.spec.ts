import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sources } from './imports.js';
import { anchorsOf, markdownFiles } from './markdown.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

const folders = ['apps', 'libs'].flatMap((kind) =>
  readdirSync(join(root, kind), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${kind}/${entry.name}`),
);
const written = (folder: string): string[] =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));
const languages = readdirSync(join(root, 'guides'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const translated = languages.flatMap((language) => written(`guides/${language}`));
const slices = readdirSync(join(root, 'libs/capabilities'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => `libs/capabilities/${name}`);
const documents = markdownFiles(root);

const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

const missingScripts = (file: string, text: string): string[] =>
  [...text.matchAll(/\bnpm (?:run (?:--silent )?([a-z][\w:]*)|(test)\b)/g)]
    .map(([, run, test]) => run ?? test ?? '')
    .filter((name) => !(name in scripts))
    .map((name) => `${file}: npm run ${name}`);

const unknownWords = (file: string, text: string, product: ReadonlySet<string>): string[] =>
  [...new Set(text.match(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g) ?? [])]
    .filter((word) => !product.has(word))
    .map((word) => `${file}: ${word}`);

function isNamed(path: string, anchor: string | undefined, names: ReadonlySet<string>): boolean {
  const file = path.replace(/^opt\/liaise\//, '');
  if (!file.includes('/')) return names.has(file) && anchor === undefined;
  return (
    existsSync(join(root, file)) && (anchor === undefined || anchorsOf(read(file)).has(anchor))
  );
}

describe('documents', () => {
  it('every app and library says what it does and what it refuses to do', () => {
    const silent = folders.filter(
      (folder) =>
        !existsSync(join(root, folder, 'README.md')) || read(`${folder}/README.md`).length < 200,
    );
    expect(silent).toEqual([]);
  });

  it('the map of CONTRIBUTING.md names every app and library, and no other', () => {
    const map = /```\n(apps\/[\s\S]*?)```/.exec(read('CONTRIBUTING.md'))?.[1] ?? '';
    const [apps = '', libs = ''] = map.split(/^(?=libs\/|proto\/)/m);
    const names = (kind: string, text: string): string[] =>
      [...text.matchAll(/^ {2}([a-z-]+)\/ /gm)].map(([, name = '']) => `${kind}/${name}`);
    expect([...names('apps', apps), ...names('libs', libs)].sort()).toEqual([...folders].sort());
  });

  it('the tree of ARCHITECTURE.md names every library, and no other', () => {
    const [, tree = ''] = read('ARCHITECTURE.md').split(/^## The tree$/m);
    const named = [...tree.matchAll(/^\| (`libs[^|]*)\|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`(libs\/[a-z-]+)`/g)].map(([, name = '']) => name),
    );
    const libs = folders.filter((folder) => folder.startsWith('libs/'));
    expect(named.sort()).toEqual(libs.sort());
  });

  it('are named by sources and units as they are, with their headings', () => {
    const names = new Set(documents.map((file) => basename(file)));
    const texts = [
      ...['apps', 'libs'].flatMap((folder) => sources(join(root, folder))),
      join(root, 'deploy/systemd/liaise@.service'),
    ].filter((file) => !file.endsWith('.spec.ts'));
    const lost = texts.flatMap((file) => {
      const text = readFileSync(file, 'utf8');
      return [...text.matchAll(/((?:[\w-]+\/)*[\w-]+\.md)\b(?:#([\w-]+))?/g)]
        .filter(([, path = '', anchor]) => !isNamed(path, anchor, names))
        .map(([named]) => `${file}: ${named}`);
    });
    expect(lost).toEqual([]);
  });

  it('a guide in another language has the commands, tables and names of the English one', () => {
    expect(translated.map((file) => basename(file)).sort()).toEqual(
      languages.flatMap(() => written('guides').map((file) => basename(file))).sort(),
    );
    const shapeOf = (file: string) => {
      const blocks = read(file).match(/^```[\s\S]*?^```$/gm) ?? [];
      const prose = read(file).replace(/^```[\s\S]*?^```$/gm, '');
      const heads = (prose.match(/^#+/gm) ?? []).map(({ length }) => length);
      const rows = (prose.match(/^\|.*\|$/gm) ?? []).map((row) => row.split('|').length);
      return { blocks, heads, rows, names: new Set(prose.match(/`[^`]+`/g)) };
    };
    expect(translated.length).toBeGreaterThan(0);
    for (const file of translated)
      expect([file, shapeOf(file)]).toEqual([file, shapeOf(`guides/${basename(file)}`)]);
  });

  it('names files of this repository that exist', () => {
    const missing = [
      'README.md',
      'ARCHITECTURE.md',
      'CONTRIBUTING.md',
      'SECURITY.md',
      'GLOSSARY.md',
      'THIRD_PARTY.md',
      ...written('deploy'),
      ...written('deploy/guide'),
      ...written('deploy/security'),
    ].flatMap((file) =>
      [...read(file).matchAll(/(?<![\w/-])((?:apps|libs|test|scripts|deploy)\/[\w./@-]+\.\w+)/g)]
        .map(([, path = '']) => path)
        .filter((path) => !existsSync(join(root, path)))
        .map((path) => `${file}: ${path}`),
    );
    expect(missing).toEqual([]);
  });

  it('names files of a slice that are in it', () => {
    const lost = slices.flatMap((slice) => {
      const there = new Set(sources(join(root, slice)).map((file) => basename(file)));
      const named = read(`${slice}/README.md`).match(/[a-z-]+\.[a-z]+\.ts\b/g) ?? [];
      return named.filter((name) => !there.has(name)).map((name) => `${slice}: ${name}`);
    });
    expect(lost).toEqual([]);
  });

  it('tells to run only what package.json has', () => {
    expect(documents.flatMap((file) => missingScripts(file, read(file)))).toEqual([]);
  });

  it('name only codes and values that the product has', () => {
    const product = ['apps', 'libs']
      .flatMap((folder) => sources(join(root, folder)))
      .filter((file) => !file.endsWith('.spec.ts'))
      .flatMap((file) => readFileSync(file, 'utf8').match(/\b[A-Z][A-Z0-9_]+\b/g) ?? []);
    const known = new Set(product);
    expect(known.size).toBeGreaterThan(200);
    const checkedFiles = [
      ...['README.md', 'SECURITY.md', 'apps/cli/README.md'],
      ...['deploy/guide', 'deploy/security'].flatMap(written),
    ];
    expect(checkedFiles.flatMap((file) => unknownWords(file, read(file), known))).toEqual([]);
  });

  it('states the licence of package.json', () => {
    const { license } = JSON.parse(read('package.json')) as { license: string };
    expect(read('LICENSE')).toContain(license);
  });

  it('has the whole text of the licence, word for word, behind the copyright notice', () => {
    const [notice = '', text = ''] = read('LICENSE').split(/^-{120}\n\n/m);
    expect(notice).toMatch(/^Liaise\nCopyright \(C\) \d{4} .+\n\nLicensed under the EUPL-1\.2\n/);
    expect(text).toMatch(/^EUROPEAN UNION PUBLIC LICENCE v\. 1\.2\n/);
    expect(createHash('sha256').update(text).digest('hex')).toBe(
      '57fb42fbcd0b037ce528ed8f72f1ec095d67bc6825ecf1448ff39be1fe68a4b4',
    );
  });

  it('finds a code that the product does not have (the judge itself)', () => {
    const known = new Set(['LOG_HALTED']);
    expect(unknownWords('x.md', '`LOG_HALTED`, `LOG_STOPPED`, JSON', known)).toEqual([
      'x.md: LOG_STOPPED',
    ]);
  });

  it('finds a script that is not there (the judge itself)', () => {
    expect(
      missingScripts('x.md', 'npm run --silent demo -- --once; npm test; npm run none'),
    ).toEqual(['x.md: npm run none']);
  });
});

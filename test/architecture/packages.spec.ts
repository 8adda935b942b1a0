import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importsOf, packageOf, sources } from './imports.js';
import { licences, locked, manifest, reasons, thirdParty } from './third-party.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { dependencies, devDependencies, optionalDependencies } = manifest(root);
const named = { ...dependencies, ...devDependencies, ...optionalDependencies };

const outside = (files: readonly string[]): Map<string, string> => {
  const found = new Map<string, string>();
  for (const file of files)
    for (const { specifier } of importsOf(file))
      if (!/^(\.|#|node:)/.test(specifier)) found.set(packageOf(specifier), relative(root, file));
  return found;
};

const all = ['libs', 'apps', 'test'].flatMap((folder) => sources(join(root, folder)));
const isTest = (file: string): boolean =>
  /\.spec\.ts$/.test(file) || relative(root, file).startsWith('test/');
const plain = ['.', 'scripts']
  .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(root, folder, name)))
  .filter((file) => file.endsWith('.mjs'));
const inProduct = outside(all.filter((file) => !isTest(file)));
const anywhere = outside([...all, ...plain]);

describe('packages', () => {
  it('every one has a reason, and no reason stays without its package', () => {
    expect(Object.keys(reasons).sort()).toEqual(Object.keys(named).sort());
  });

  it('every one is imported, or it is said who uses it', () => {
    const unused = Object.keys(named).filter(
      (name) => !anywhere.has(name) && reasons[name]?.unnamed === undefined,
    );
    expect(unused).toEqual([]);
    const excused = Object.keys(named).filter(
      (name) => anywhere.has(name) && reasons[name]?.unnamed !== undefined,
    );
    expect(excused).toEqual([]);
  });

  it('the product imports what a gateway is installed with, and all of it', () => {
    const missing = [...inProduct].filter(([name]) => !(name in dependencies));
    expect(missing).toEqual([]);
    expect(Object.keys(dependencies).filter((name) => !inProduct.has(name))).toEqual([]);
  });

  it('programs and events state the version of package.json', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      version: string;
    };
    const stated = ['apps/cli/src/program.ts', 'libs/service-runtime/src/service-runtime.ts'].map(
      (file) => {
        const text = readFileSync(join(root, file), 'utf8');
        return /^export const version = '([^']+)';$/m.exec(text)?.[1];
      },
    );
    expect(stated).toEqual([version, version]);
  });

  it('every version is exact and the one of the lock file', () => {
    const loose = Object.entries(named).filter(
      ([name, version]) => !version.endsWith(locked(root)[`node_modules/${name}`]?.version ?? '?'),
    );
    expect(loose).toEqual([]);
    expect(
      Object.values(named).filter((version) =>
        /[\^~*x<>|]/.test(version.replace(/^npm:[^@]+/, '')),
      ),
    ).toEqual([]);
  });

  it('every licence lets the product be given on under its own', () => {
    const free =
      '0BSD Apache-2.0 BSD-2-Clause BSD-3-Clause BlueOak-1.0.0 ISC LGPL-3.0+ MIT Python-2.0 Unlicense';
    const unknown = [...licences(root).keys()].filter((licence) =>
      licence
        .replace(/^\(|\)$/g, '')
        .split(/ (?:AND|OR) /)
        .some((each) => !free.split(' ').includes(each)),
    );
    expect(unknown).toEqual([]);
  });

  it('THIRD_PARTY.md is what scripts/third-party.mjs writes', () => {
    const text = readFileSync(join(root, 'THIRD_PARTY.md'), 'utf8');
    const [begin, end] = ['<!-- packages -->\n', '<!-- /packages -->'];
    expect(text.slice(text.indexOf(begin) + begin.length, text.indexOf(end))).toBe(
      thirdParty(root),
    );
  });
});

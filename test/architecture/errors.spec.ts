import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { languages } from '#language/console';
import { translationOf } from '#language/speak';
import { codeTables, doubledCodes, errorCatalogue } from './error-catalogue.js';
import { sources } from './imports.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const entry = { action: 'refuse', status: 422, title: 'No.', remedy: 'Yes | no.' } as const;

describe('error codes', () => {
  it('every table of the product is in the catalogue', () => {
    const holders = ['libs', 'apps']
      .flatMap((folder) => sources(join(root, folder)))
      .filter((file) => /\bsatisfies CodeTable\b|: CodeTable = /.test(readFileSync(file, 'utf8')))
      .map((file) => relative(root, file));
    expect(holders.sort()).toEqual(
      Object.keys(codeTables)
        .map((place) => (place.endsWith('.ts') ? place : `${place}/src/errors.ts`))
        .sort(),
    );
  });

  it('a code has one meaning in the whole product', () => {
    expect(doubledCodes()).toEqual([]);
  });

  it('every code is used by the product: an operator never reads of what cannot happen', () => {
    const written = ['libs', 'apps']
      .flatMap((folder) => sources(join(root, folder)))
      .filter((file) => !file.endsWith('.spec.ts'))
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const codes = Object.values(codeTables).flatMap((table) => Object.keys(table));
    expect(codes.filter((code) => !new RegExp(`['\`]${code}\\b`).test(written))).toEqual([]);
  });

  it('every entry can be read: a status an error may have, sentences, no empty remedy', () => {
    const bad = Object.entries(codeTables).flatMap(([folder, table]) =>
      Object.entries(table)
        .filter(
          ([code, { status, title, remedy }]) =>
            !/^[A-Z][A-Z0-9_]+$/.test(code) ||
            status < 400 ||
            status > 599 ||
            [title, remedy].some((text) => !/^[A-Z“`].*[.]$/.test(text)),
        )
        .map(([code]) => `${folder} ${code}`),
    );
    expect(bad).toEqual([]);
  });

  it('every title and remedy is there in every language, and none of a code that is gone', async () => {
    const codes = Object.values(codeTables).flatMap((table) => Object.keys(table));
    const keys = codes.flatMap((code) => [`error.${code}.remedy`, `error.${code}.title`]).sort();
    for (const language of languages.filter((each) => each !== 'en')) {
      const { errors } = await translationOf(language);
      expect(Object.keys(errors).sort()).toEqual(keys);
    }
  });

  it('a failure is written into a log by `logFailure`, as loud as its code calls for, and by nothing else', () => {
    const quiet = ['libs', 'apps']
      .flatMap((folder) => sources(join(root, folder)))
      .filter((file) => !file.endsWith('.spec.ts'))
      .filter((file) => /\.(warn|info|debug)\(\s*\{[^}]*\berr\b/.test(readFileSync(file, 'utf8')));
    expect(quiet).toEqual([]);
  });

  it('deploy/errors.md is what scripts/errors.mjs writes', () => {
    const guide = readFileSync(join(root, 'deploy/errors.md'), 'utf8');
    const [begin, end] = ['<!-- errors -->\n', '<!-- /errors -->'];
    expect(guide.slice(guide.indexOf(begin) + begin.length, guide.indexOf(end))).toBe(
      errorCatalogue(),
    );
  });

  it('finds a doubled code and keeps a table whole (the judges themselves)', () => {
    const tables = { 'libs/a': { ONE: entry, TWO: entry }, 'libs/b': { TWO: entry } };
    expect(doubledCodes(tables)).toEqual(['TWO: libs/a, libs/b']);
    expect(errorCatalogue(tables)).toContain('| `ONE` | refuse | 422 | No. | Yes \\| no. |\n');
  });
});

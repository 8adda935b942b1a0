import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { sources } from './imports.js';

const root = resolve(import.meta.dirname, '../..');
const limits = { comments: 2_500, badlyOpened: 0.03 } as const;
const badly = /^(?:what|who|that|it|this|there)(?:ever)?\b/i;

interface DocComment {
  readonly place: string;
  readonly text: string;
}

function docComments(file: string, source: string): DocComment[] {
  return [...source.matchAll(/\/\*\*([^]*?)\*\//g)].map(({ 1: text = '', index }) => ({
    place: `${file}:${source.slice(0, index).split('\n').length}`,
    text: text.replace(/^\s*\*\s?/gm, '').trim(),
  }));
}

const badlyOpened = (all: readonly DocComment[]): string[] =>
  all.filter(({ text }) => badly.test(text)).map(({ place }) => place);

describe('doc comments', () => {
  const scripts = readdirSync(join(root, 'scripts'))
    .filter((name) => name.endsWith('.mjs'))
    .map((name) => join(root, 'scripts', name));
  const all = ['libs', 'apps', 'test']
    .flatMap((folder) => sources(join(root, folder)))
    .concat(scripts)
    .filter((file) => !/\/gen\//.test(file))
    .flatMap((file) => docComments(relative(root, file), readFileSync(file, 'utf8')));

  it('are found, with their line and their first word', () => {
    const [open, close] = ['/**', '*/'];
    const source = `${open} Seals it. ${close}\n\n${open}\n * What it is.\n ${close}`;
    const found = docComments('a.ts', source);
    expect(found).toEqual([
      { place: 'a.ts:1', text: 'Seals it.' },
      { place: 'a.ts:3', text: 'What it is.' },
    ]);
    expect(badlyOpened(found)).toEqual(['a.ts:3']);
    expect(all.length).toBeGreaterThan(1_000);
  });

  it('are few: what a name says needs none', () => {
    expect(all.length).toBeLessThanOrEqual(limits.comments);
  });

  it('begin with a noun or a verb', () => {
    const found = badlyOpened(all);
    const isFew = found.length < limits.badlyOpened * all.length;
    expect(isFew ? [] : found).toEqual([]);
  });
});

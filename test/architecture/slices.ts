import { join, relative } from 'node:path';
import { importsOf, sourceOf, sources } from './imports.js';
import { sorts } from './layers.js';

export const sliceFiles = (root: string): string[] => sources(join(root, 'libs/capabilities'));

export function sortOf(file: string): keyof typeof sorts | undefined {
  const sort = /\.([a-z]+)(\.[a-z]+)?\.ts$/.exec(file)?.[1];
  return sort !== undefined && sort in sorts ? (sort as keyof typeof sorts) : undefined;
}

export const shapesOf = (root: string): ReadonlySet<string> =>
  new Set(
    sliceFiles(root)
      .filter((file) => sortOf(file) === 'contract')
      .filter((file) => importsOf(file).some(({ specifier }) => specifier === '#contract'))
      .map((file) => relative(root, file)),
  );

export function wordsOf(root: string): ReadonlySet<string> {
  const shapes = shapesOf(root);
  const all = sliceFiles(root).filter((file) => !file.endsWith('.spec.ts'));
  const words = new Map(
    all.map((file) => [
      relative(root, file),
      importsOf(file)
        .map((item) => ({
          ...item,
          target: /^[.#]/.test(item.specifier) ? sourceOf(item, root) : item.specifier,
        }))
        .filter(({ typeOnly, target }) => !(typeOnly && shapes.has(target)))
        .map(({ target }) => target),
    ]),
  );
  const isSpoken = (target: string): boolean =>
    target.startsWith('libs/kernel/') || words.has(target);
  for (let before = -1; before !== words.size;) {
    before = words.size;
    for (const [file, targets] of words) if (!targets.every(isSpoken)) words.delete(file);
  }
  return new Set(words.keys());
}

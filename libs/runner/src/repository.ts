import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function above(folder: string): string {
  if (existsSync(join(folder, 'package-lock.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('no package-lock.json above this program');
  return above(parent);
}

/**
 * Nearest folder with package-lock.json, searched upwards from this module's folder. Works for source, compiled code and bundled
 * programs.
 */
export const repository = above(dirname(fileURLToPath(import.meta.url)));

export const programFile = (name: string): string =>
  join(repository, 'dist/programs', `${name}.js`);

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// The chunks of a program lie beside a package.json without a name.
function hasName(file: string): boolean {
  return existsSync(file) && 'name' in (JSON.parse(readFileSync(file, 'utf8')) as object);
}

function above(folder: string): string {
  if (hasName(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('no package.json with a name above this program');
  return above(parent);
}

/**
 * Nearest folder with a named package.json, searched upwards from this module's folder. Works for source, compiled code and
 * bundled programs.
 */
export const repository = above(dirname(fileURLToPath(import.meta.url)));

export const programFile = (name: string): string =>
  join(repository, 'dist/programs', `${name}.js`);

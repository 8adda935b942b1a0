import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function above(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('no package.json above this program');
  return above(parent);
}

/** The folder of package.json, whether this file runs as source, compiled, or as a part of a program. */
export const repository = above(dirname(fileURLToPath(import.meta.url)));

/** Path of the program that the build makes of a process (`audit`, `gateway`, `liaise`, ...). */
export const programFile = (name: string): string =>
  join(repository, 'dist/programs', `${name}.js`);

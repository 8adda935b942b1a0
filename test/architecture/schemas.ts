import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bodySchemas } from '#capabilities/directory/directory.schema';
import { kinds, madeSchemas } from '#kernel';
import { sources } from './imports.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Imports each file that makes a parser of a schema, and returns all schemas in use. */
export async function everySchema(): Promise<{ makers: readonly string[]; schemas: object[] }> {
  const makers = ['libs', 'apps']
    .flatMap((folder) => sources(join(root, folder)))
    .filter((file) => !file.endsWith('.spec.ts') && !file.startsWith(join(root, 'libs/kernel/')))
    .filter((file) => /\bschemaParser\b/.test(readFileSync(file, 'utf8')));
  for (const file of makers) await import(pathToFileURL(file).href);
  const schemas = [
    ...madeSchemas,
    // Their parsers are made at first use.
    ...Object.values(kinds).map(({ schema }) => schema),
    ...Object.values(bodySchemas),
  ];
  return { makers, schemas };
}

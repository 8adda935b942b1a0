import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Ajv } from 'ajv';
import { bodySchemas } from '#capabilities/directory/directory.schema';
import { kinds, madeSchemas } from '#kernel';
import { sources } from './imports.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const makers = ['libs', 'apps']
  .flatMap((folder) => sources(join(root, folder)))
  .filter((file) => !file.endsWith('.spec.ts') && !file.startsWith(join(root, 'libs/kernel/')))
  .filter((file) => /\bschemaParser\b/.test(readFileSync(file, 'utf8')));
for (const file of makers) await import(pathToFileURL(file).href);

const schemas: readonly object[] = [
  ...madeSchemas,
  // Their parsers are made at first use.
  ...Object.values(kinds).map(({ schema }) => schema),
  ...Object.values(bodySchemas),
];

describe('schemas of what others write', () => {
  it('are judged here by the schema of schemas, as no parser does', () => {
    expect(makers.length).toBeGreaterThan(3);
    expect(schemas.length).toBeGreaterThan(50);
    const ajv = new Ajv({ strict: false });
    expect(schemas.filter((schema) => ajv.validateSchema(schema) !== true)).toEqual([]);
    expect(ajv.validateSchema({ type: 'object', required: 'name' })).toBe(false);
  });
});

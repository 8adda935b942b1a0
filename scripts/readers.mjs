// Writes the readers of answers for the command line from the contracts of the slices. Build first.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { answers } from '../dist/libs/capabilities/contracts.js';
import { placesOf, readersOf } from '../dist/test/architecture/readers.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const file = fileURLToPath(new URL('../apps/cli/src/api/gen/readers.ts', import.meta.url));
writeFileSync(file, readersOf(answers, await placesOf(root)));

// Writes the readers of answers for the command line from the contracts of the slices. Build first.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { calls } from '../dist/libs/capabilities/contracts.js';
import { placesOf, readersOf } from '../dist/test/architecture/readers.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const file = fileURLToPath(new URL('../apps/cli/src/api/readers.ts', import.meta.url));
writeFileSync(file, readersOf(calls, await placesOf(root)));
execFileSync(execPath, [`${root}/node_modules/oxfmt/bin/oxfmt`, file], { cwd: root });

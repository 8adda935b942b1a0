// Writes the table of the ends. Build first. With a file of refusals (REFUSED_CASES of a run of tests) their cases are added.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readEnds } from '../dist/test/architecture/ends/ends.js';
import { casesOf, tableOf } from '../dist/test/architecture/ends/table.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const at = (name) => `${root}/test/architecture/ends/${name}`;
const [refusals] = process.argv.slice(2);
const lines = refusals === undefined ? [] : readFileSync(refusals, 'utf8').trim().split('\n');
const cases = casesOf(lines, JSON.parse(readFileSync(at('cases.json'), 'utf8')), root);
const before = readFileSync(at('table.md'), 'utf8');
const head = before.slice(0, before.indexOf('## every kind'));
writeFileSync(at('cases.json'), `${JSON.stringify(cases, null, 2)}\n`);
writeFileSync(at('table.md'), head + tableOf(readEnds(root), cases));

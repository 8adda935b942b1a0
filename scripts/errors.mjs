// Writes the tables of error codes into the operator's guide, between its two marks. Build first.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { errorCatalogue } from '../dist/test/architecture/error-catalogue.js';

const guide = fileURLToPath(new URL('../deploy/errors.md', import.meta.url));
const [begin, end] = ['<!-- errors -->\n', '<!-- /errors -->'];
const text = readFileSync(guide, 'utf8');
const before = text.slice(0, text.indexOf(begin) + begin.length);
const after = text.slice(text.indexOf(end));
writeFileSync(guide, before + errorCatalogue() + after);

// Writes the tables of packages into THIRD_PARTY.md, between its two marks. Build first.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { thirdParty } from '../dist/test/architecture/third-party.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const document = `${root}THIRD_PARTY.md`;
const [begin, end] = ['<!-- packages -->\n', '<!-- /packages -->'];
const text = readFileSync(document, 'utf8');
const before = text.slice(0, text.indexOf(begin) + begin.length);
const after = text.slice(text.indexOf(end));
writeFileSync(document, before + thirdParty(root) + after);

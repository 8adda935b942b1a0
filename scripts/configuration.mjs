// Writes the table of settings into the operator's guide, between its two marks. Build first.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { settingsTable } from '../dist/libs/config/src/index.js';

const guide = fileURLToPath(new URL('../deploy/configuration.md', import.meta.url));
const [begin, end] = ['<!-- settings -->\n', '<!-- /settings -->'];
const text = readFileSync(guide, 'utf8');
const before = text.slice(0, text.indexOf(begin) + begin.length);
const after = text.slice(text.indexOf(end));
writeFileSync(guide, before + settingsTable() + after);

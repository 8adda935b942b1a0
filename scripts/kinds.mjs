// Writes a page for each kind of document from its schema. Build first.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { kindsPages } from '../dist/test/architecture/kinds/pages.js';

const folder = fileURLToPath(new URL('../proto/kinds', import.meta.url));
mkdirSync(folder, { recursive: true });
for (const [name, text] of kindsPages()) writeFileSync(`${folder}/${name}`, text);

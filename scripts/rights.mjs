// Writes the table of routes and rights for auditors. Build first.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rightsCatalogue } from '../dist/test/architecture/rights-catalogue.js';

writeFileSync(fileURLToPath(new URL('../deploy/rights.md', import.meta.url)), rightsCatalogue());

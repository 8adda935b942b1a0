// Records that the French texts of the named keys were translated from the English of today; drops keys that are gone. Build first.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { englishHashes } from '../dist/test/architecture/translated.js';

const file = fileURLToPath(
  new URL('../libs/language/src/french/translated-from.json', import.meta.url),
);
const recorded = JSON.parse(readFileSync(file, 'utf8'));
const now = englishHashes();
const named = process.argv.slice(2);
const unknown = named.filter((key) => now[key] === undefined);
if (named.length === 0 || unknown.length > 0) {
  console.error(
    `usage: node scripts/translated.mjs KEY...${unknown.map((key) => `\nno such text: ${key}`).join('')}`,
  );
  process.exit(2);
}
for (const key of named) recorded[key] = now[key];
const kept = Object.entries(recorded).filter(([key]) => now[key] !== undefined);
const sorted = kept.sort(([a], [b]) => (a < b ? -1 : 1));
writeFileSync(file, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);

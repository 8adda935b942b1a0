// Writes the man pages of the commands into man/. Build first.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { commandPages } from '../dist/test/architecture/man-pages.js';

const folder = fileURLToPath(new URL('../man/', import.meta.url));
mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) rmSync(folder + name);
for (const { file, text } of await commandPages()) writeFileSync(folder + file, text);

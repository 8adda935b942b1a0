import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { attachmentFigures } from './attachment.js';
import { cryptoFigures } from './crypto.js';
import { exchangeFigures } from './exchange.js';
import { table, type Figure } from './figures.js';
import { journalFigures } from './journal.js';
import { machineFacts } from './machine.js';

const parts: Readonly<Record<string, () => Promise<Figure[]>>> = {
  crypto: cryptoFigures,
  journal: journalFigures,
  attachment: attachmentFigures,
  exchange: exchangeFigures,
};

const machine = machineFacts();
const wanted = process.argv.slice(2);
const chosen = wanted.length === 0 ? Object.keys(parts) : wanted;
const done: Record<string, { readonly seconds: number; readonly figures: readonly Figure[] }> = {};
for (const name of chosen) {
  const part = parts[name];
  if (part === undefined)
    throw new Error(`no such part: ${name}; ${Object.keys(parts).join(', ')}`);
  process.stderr.write(`bench: ${name} ...\n`);
  const began = performance.now();
  const figures = await part();
  done[name] = { seconds: Math.round((performance.now() - began) / 1_000), figures };
  process.stdout.write(`\n${name}\n${table(figures)}\n`);
}
const report = { machine: { ...machine, loadAfter: loadavg()[0] ?? NaN }, parts: done };
writeFileSync('bench.json', `${JSON.stringify(report, null, 1)}\n`);
process.stderr.write('bench: bench.json is written\n');

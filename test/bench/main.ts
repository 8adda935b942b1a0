import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { table } from './figures.js';
import { goalTable, judge } from './goals.js';
import { machineFacts } from './machine.js';
import { measure, partNames } from './parts.js';

// An interrupted run takes the same way out as one that failed, so that nothing of it goes on.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const machine = machineFacts();
const wanted = process.argv.slice(2);
const parts = await measure(wanted.length === 0 ? partNames : wanted);
const figures = Object.values(parts).flatMap((part) => part.figures ?? []);
for (const [name, { figures: own, missing }] of Object.entries(parts))
  process.stdout.write(`\n${name}\n${missing ?? table(own ?? [], figures)}\n`);
const verdicts = judge(figures);
process.stdout.write(`\ngoals\n${goalTable(verdicts)}\n`);
const report = {
  machine: { ...machine, loadAfter: loadavg()[0] ?? NaN },
  goals: verdicts,
  parts,
};
writeFileSync('bench.json', `${JSON.stringify(report, null, 1)}\n`);
process.stderr.write('bench: bench.json is written\n');

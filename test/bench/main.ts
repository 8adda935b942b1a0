import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { table } from './figures.js';
import { exitCode, goalTable, judge } from './goals.js';
import { machineFacts } from './machine.js';
import { measure, partNames } from './parts.js';

// An interrupted run ends after the turn under way and stops all it started; the second signal ends it at once.
const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    if (interrupted.signal.aborted) process.exit(130);
    process.stderr.write('bench: interrupted, ends after this turn\n');
    interrupted.abort(new Error('interrupted'));
  });

const machine = machineFacts();
const wanted = process.argv.slice(2);
const parts = await measure(wanted.length === 0 ? partNames : wanted, interrupted.signal);
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
// What was started is stopped; connections that clients keep open must not hold the run.
process.exit(exitCode(verdicts));

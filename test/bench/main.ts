import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { endAll } from './endings.js';
import { table } from './figures.js';
import { exitCode, goalTable, judge } from './goals.js';
import { machineFacts } from './machine.js';
import { readCommandLine } from './options.js';
import { measure, partNames } from './parts.js';

// The first signal ends the run after the current turn and stops its processes; the second ends it at once.
const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    if (interrupted.signal.aborted) void fail('interrupted twice', 130);
    process.stderr.write('bench: interrupted, ends after this turn\n');
    interrupted.abort(new Error('interrupted'));
  });

async function fail(why: unknown, code: number): Promise<never> {
  const said = why instanceof Error ? (why.stack ?? why.message) : String(why);
  process.stderr.write(`bench: ${said}\n`);
  await endAll();
  process.exit(code);
}
for (const event of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(event, (why: unknown) => void fail(why, 2));

const machine = machineFacts();
const { parts: wanted, options, plan } = readCommandLine(process.argv.slice(2));
const parts = await measure(
  wanted.length === 0 ? partNames : wanted,
  interrupted.signal,
  options,
  plan,
).catch((error: unknown) => fail(error, 2));
const figures = Object.values(parts).flatMap((part) => part.figures ?? []);
for (const [name, { figures: own, missing }] of Object.entries(parts))
  process.stdout.write(`\n${name}\n${missing ?? table(own ?? [], figures)}\n`);
const verdicts = judge(figures);
const measured = verdicts.filter(({ verdict }) => verdict !== 'not measured');
process.stdout.write(`\ngoals\n${goalTable(measured)}\n`);
process.stdout.write(`${verdicts.length - measured.length} goals were not measured\n`);
const report = {
  machine: { ...machine, loadAfter: loadavg()[0] ?? NaN },
  goals: verdicts,
  parts,
};
writeFileSync('bench.json', `${JSON.stringify(report, null, 1)}\n`);
process.stderr.write('bench: bench.json is written\n');
// Everything is stopped; open connections of clients must not delay the exit.
process.exit(exitCode(verdicts));

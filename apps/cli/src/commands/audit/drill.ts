import type { Command } from 'commander';
import { count as number, gather } from '../../arguments.js';
import { wantsJson, type Context } from '../../context.js';
import { CliError } from '../../errors.js';
import { drill, type Drilled } from '../../log/drill.js';
import { LogFolder } from '../../log/layout.js';
import { withProfile } from '../../people/asking.js';
import { judgeOfFolder, withJudge, type JudgeFlags } from './log.js';

interface DrillFlags extends JudgeFlags {
  readonly count: number;
  readonly seed: number;
}

export function addDrill(audit: Command, context: Context): void {
  withJudge(
    withProfile(
      audit
        .command('drill')
        .description('Damage a private copy of an export in every way; each must be found.'),
    ),
  )
    .argument('<export>', 'folder of an export; it is only read')
    .option('--kept <file>', 'a checkpoint of this log that you kept', gather(String))
    .option('--count <n>', 'how many changes', number(1, 1_000_000), 500)
    .option('--seed <n>', 'the same seed makes the same changes', number(0, 999_999_999), 1)
    .addHelpText(
      'after',
      `
Examples:
  $ liaise audit drill log-of-XA --root 0123456789ABCDEF0123456789ABCDEF01234567
  $ liaise audit drill log-of-XA --count 10000 --seed 7

Flipped bits; leaves deleted, inserted, swapped, doubled; files cut and deleted; the log cut back, and written anew by the
owner of the database without and with the log key. Exit code 0 only when every change was found at its place.`,
    )
    .action((dir: string, flags: DrillFlags, command: Command) =>
      runDrill(context, dir, flags, command),
    );
}

async function runDrill(
  context: Context,
  dir: string,
  flags: DrillFlags,
  command: Command,
): Promise<void> {
  const folder = new LogFolder(dir);
  const judge = await judgeOfFolder(folder, flags, context);
  const { count, seed } = flags;
  const drilled = await drill(folder, judge, { count, seed }, (done) =>
    context.terminal.progress(`Tried ${done} of ${count}${done === count ? '\n' : ''}`),
  );
  context.terminal.answer(wantsJson(command), { seed, ...drilled }, tableOf(drilled));
  const { missed } = drilled;
  if (missed.length > 0)
    throw new CliError('CLI_DRILL_FAILED', `seed ${seed}: ${missed[0]?.what ?? ''}`);
}

const tableOf = ({ leaves, rows, missed }: Drilled): string[] => {
  const sum = (of: 'tried' | 'found' | 'located'): number =>
    rows.reduce((all, row) => all + row[of], 0);
  const line = (kind: string, ...numbers: readonly (number | string)[]): string =>
    [kind.padEnd(28), ...numbers.map((each) => String(each).padStart(8))].join('');
  return [
    `A log of ${leaves} leaves`,
    line('change', 'tried', 'found', 'located'),
    ...rows.map((row) => line(row.kind, row.tried, row.found, row.located)),
    line('all', sum('tried'), sum('found'), sum('located')),
    ...missed.map(({ number, what, said }) => `MISSED ${number}: ${what}: ${said ?? 'found good'}`),
  ];
};

import type { Command } from 'commander';
import { say } from '#language/console';
import { count as number, gather } from '../../arguments.js';
import { wantsJson, type Context } from '../../context.js';
import { CliError } from '../../errors.js';
import { drill, type Drilled } from '../../log/drill.js';
import { LogFolder } from '../../log/layout.js';
import { withProfile } from '../../people/asking.js';
import { judgeOfFolder, withJudge, type JudgeFlags } from './log.js';
import { shownBy, type Shown } from '../../print/style.js';
import { table, type Column } from '../../print/table.js';

interface DrillFlags extends JudgeFlags {
  readonly count: number;
  readonly seed: number;
}

export function addDrill(audit: Command, context: Context): void {
  withJudge(withProfile(audit.command('drill').description(say('auditDrill.drillDescription'))))
    .argument('<export>', say('auditDrill.drillExportArgument'))
    .option('--kept <file>', say('auditDrill.drillKeptOption'), gather(String))
    .option('--count <n>', say('auditDrill.drillCountOption'), number(1, 1_000_000), 500)
    .option('--seed <n>', say('auditDrill.drillSeedOption'), number(0, 999_999_999), 1)
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise audit drill log-of-XA --root 0123456789ABCDEF0123456789ABCDEF01234567
  $ liaise audit drill log-of-XA --count 10000 --seed 7

${say('auditDrill.drillHelp')}`,
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
    context.terminal.progress(
      say('auditDrill.triedOf', { done, count, detail: done === count ? '\n' : '' }),
    ),
  );
  context.terminal.answer(
    wantsJson(command),
    { seed, ...drilled },
    linesOf(drilled, shownBy(command, context.terminal)),
  );
  const { missed } = drilled;
  if (missed.length > 0)
    throw new CliError(
      'CLI_DRILL_FAILED',
      say('auditDrill.seed', { seed, what: missed[0]?.what ?? '' }),
    );
}

const columns: readonly Column[] = [
  { head: say('column.change'), least: 12 },
  { head: say('column.tried'), right: true },
  { head: say('column.found'), right: true },
  { head: say('column.located'), right: true },
];

function linesOf({ leaves, rows, missed }: Drilled, shown: Shown): string[] {
  const sum = (of: 'tried' | 'found' | 'located'): number =>
    rows.reduce((all, row) => all + row[of], 0);
  const all = {
    kind: say('auditDrill.all'),
    tried: sum('tried'),
    found: sum('found'),
    located: sum('located'),
  };
  return [
    say('auditDrill.logLeaves', { leaves }),
    ...table(
      columns,
      [...rows, all].map(({ kind, tried, found, located }) => ({
        cells: [kind, ...[tried, found, located].map(String)],
      })),
      shown,
    ),
    ...missed.map(({ number, what, said }) =>
      say('auditDrill.missed', { number, what, said: said ?? say('auditDrill.foundGood') }),
    ),
  ];
}

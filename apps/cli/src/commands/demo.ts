import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { wantsJson, type Context } from '../context.js';
import { Narrator } from '../demo/narrator.js';
import { Demo } from '../demo/run-demo.js';
import { CliError } from '../errors.js';
import { makeFolder, namesIn } from '../installation/files.js';

interface Flags {
  readonly once?: boolean;
  readonly dir?: string;
}
type Summary = Awaited<ReturnType<Demo['run']>>;

export function addDemo(program: Command, context: Context): void {
  program
    .command('demo')
    .description('Two complete States on this machine: a request, its answer, every receipt.')
    .option('--once', 'stop everything at the end instead of staying until Ctrl-C')
    .option('--dir <folder>', 'keep everything in this new folder (default: a temporary one)')
    .addHelpText(
      'after',
      `
Examples:
  $ liaise demo
  $ liaise demo --once --dir demo-data
  $ liaise demo --once --dir demo-data --json | jq .latenciesMs`,
    )
    .action((flags: Flags, command: Command) => demonstrate(context, flags, wantsJson(command)));
}

async function demonstrate(context: Context, flags: Flags, json: boolean): Promise<void> {
  const narrator = new Narrator(context.terminal, json);
  const dir = await folderFor(flags.dir);
  const demo = new Demo(dir, context, narrator);
  const end = context.untilAsked();
  let done = false;
  try {
    const run = demo.run();
    // When somebody ends the demo early, what was still going on fails; nobody needs to be told.
    run.catch(() => undefined);
    const made = await Promise.race([run, end]);
    if (made === undefined) throw new CliError('CLI_DEMO_FAILED', 'ended before its end');
    tellWhere(narrator, made);
    if (json) context.terminal.data(JSON.stringify(made.summary, undefined, 2));
    done = true;
    if (flags.once !== true) {
      narrator.tell('', 'Both States stay up. Ctrl-C ends them.');
      await end;
    }
  } finally {
    narrator.working('stopping both States');
    await demo.stop();
    if (flags.dir === undefined && done) await rm(dir, { recursive: true, force: true });
    else narrator.working(`everything is left in ${dir}`);
  }
}

/** @throws CliError CLI_FOLDER_IN_USE */
async function folderFor(given: string | undefined): Promise<string> {
  const dir = given === undefined ? await mkdtemp(join(tmpdir(), 'liaise-demo-')) : resolve(given);
  if ((await namesIn(dir)).length > 0) throw new CliError('CLI_FOLDER_IN_USE', `${dir}: not empty`);
  // PostgreSQL runs as a user of its own when we are root: it must pass through, and no more.
  await makeFolder(dir, 0o711);
  return dir;
}

function tellWhere(narrator: Narrator, { file, summary }: Summary): void {
  narrator.chapter('Where to look next');
  for (const { state, baseUrl, ca, logins, logs } of summary.states) {
    narrator.tell(`  ${state}: ${baseUrl} (authority of its certificate: ${ca})`);
    narrator.tell(`      logs in ${logs}`);
    for (const { officer, role, profile } of logins)
      narrator.tell(`      ${officer.padEnd(8)} ${role.padEnd(16)} --profile ${profile}`);
  }
  const [xa] = summary.states;
  const [amal] = xa?.logins ?? [];
  const auditor = xa?.logins.find(({ role }) => role === 'AUDITOR');
  narrator.tell(
    '  For example, while they are up, what the officer sees, and what the auditor sees:',
    `      node dist/apps/cli/src/main.js request show ${summary.thread} ` +
      `--purpose INVESTIGATION --profile ${amal?.profile ?? ''}`,
    `      node dist/apps/cli/src/main.js audit timeline ${summary.thread} ` +
      `--purpose INVESTIGATION --profile ${auditor?.profile ?? ''}`,
    `  Summary for scripts: ${file}`,
    `  It took ${summary.seconds.toFixed(1)} s.`,
  );
}

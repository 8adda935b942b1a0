import { say } from '#language/console';
import { printableJson } from '../../people/printable.js';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { wantsJson, type Context } from '../../context.js';
import { demoFolder } from '../../demo/folder.js';
import { Narrator } from '../../demo/narrator.js';
import { Demo } from '../../demo/run-demo.js';
import { tellWhereNext } from '../../demo/where-next.js';
import { CliError } from '../../errors.js';

interface Flags {
  readonly once?: boolean;
  readonly dir?: string;
}

export function addDemo(program: Command, context: Context): void {
  program
    .command('demo')
    .description(say('demo.demoDescription'))
    .option('--once', say('demo.demoOnceOption'))
    .option('--dir <folder>', say('demo.demoDirOption'))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise demo
  $ liaise demo --once --dir demo-data
  $ liaise demo --once --dir demo-data --json | jq .latenciesMs

${say('demo.demoHelp')}`,
    )
    .action((flags: Flags, command: Command) => demonstrate(context, flags, wantsJson(command)));
}

type ShowsDemo = Pick<Demo, 'showDemo' | 'stop'>;

/**
 * Shows the demo. Without `once` both States then stay up until the person ends it. @throws CliError CLI_ENDED_EARLY if told to
 * end before all is shown
 */
export async function demonstrate(
  context: Context,
  flags: Flags,
  json: boolean,
  demoIn = (dir: string, narrator: Narrator): ShowsDemo => new Demo(dir, context, narrator),
): Promise<void> {
  const asked = Promise.race([context.untilAsked(), context.untilUnread?.()].filter(isPromise));
  const narrator = new Narrator(context.terminal, json);
  const dir = await demoFolder(
    flags.dir === undefined ? await mkdtemp(join(tmpdir(), 'liaise-demo-')) : resolve(flags.dir),
  );
  const demo = demoIn(dir, narrator);
  // A temporary folder is kept only after a failure, for inspection.
  let keep = true;
  try {
    const run = demo.showDemo();
    // After an early end running work fails; that is no news.
    run.catch(() => undefined);
    const made = await Promise.race([run, asked]);
    keep = flags.dir !== undefined;
    if (made === undefined) throw new CliError('CLI_ENDED_EARLY');
    const once = flags.once === true;
    tellWhereNext(narrator, made, once ? (keep ? 'folder' : 'nothing') : 'running');
    if (json) context.terminal.data(printableJson(made.summary));
    if (!once) {
      narrator.tell('', say('demo.bothStatesStayUp'));
      await asked;
    }
  } finally {
    narrator.working(say('demo.stoppingBothStates'));
    await demo.stop();
    if (keep) narrator.working(say('demo.everythingLeft', { dir }));
    else await rm(dir, { recursive: true, force: true });
  }
}

const isPromise = (value: Promise<void> | undefined): value is Promise<void> => value !== undefined;

import process from 'node:process';
import type { Command } from 'commander';
import { say } from '#language/console';
import { wantsJson, type Context } from '../../context.js';
import { readBorder, formatAddress } from '../../installation/border-settings.js';
import { ownChainLines, readBeats } from '../../health/own-chains.js';
import { openInstallation, type Installed } from '../../installation/installed.js';
import { CliError } from '../../errors.js';
import { servicePrograms } from '../../running/programs.js';
import { StateRunner } from '../../running/state-runner.js';
import { StrayErrors } from '../../running/stray-errors.js';
import { describe } from './runner-words.js';

const examples = `
${say('program.examples')}
  $ liaise up --dir /srv/liaise/xa
  $ liaise up --dir /srv/liaise/xa --json > /run/liaise-xa.json

${say('up.examples')}`;

export function addUp(program: Command, context: Context): void {
  program
    .command('up')
    .description(say('up.upDescription'))
    .requiredOption('--dir <folder>', say('up.upDirOption'))
    .addHelpText('after', examples)
    .action(async (flags: { readonly dir: string }, command: Command) => {
      await runState(flags.dir, context, wantsJson(command));
    });
}

// Runs until told to end. Ends either no process of a State or all of them.
async function runState(dir: string, context: Context, json: boolean): Promise<void> {
  const { terminal } = context;
  const installed = await openInstallation(dir, context);
  const runner = new StateRunner(installed, servicePrograms(), (event) => {
    const line = describe(event);
    if (line !== undefined) terminal.message(line);
  });
  let ended = false;
  const asked = (): boolean => ended;
  const end = (): Promise<void> => {
    ended = true;
    return runner.stop();
  };
  const untilEnd = context.untilAsked().then(end);
  const stray = new StrayErrors((line) => terminal.message(line));
  const letGo = stray.catch();
  // However this process ends, its children get their stop signal.
  const abandon = (): void => runner.abandon();
  process.on('exit', abandon);
  try {
    await runner.start();
    await announce(runner, installed, terminal, json);
    const broken = stray.tooMany.then(() => {
      throw new CliError('CLI_UP_BROKEN');
    });
    await Promise.race([untilEnd, broken]);
  } catch (error) {
    // A stop during the start is no failure.
    if (!asked()) {
      await end();
      throw error;
    }
    await untilEnd;
  } finally {
    letGo();
    process.off('exit', abandon);
  }
}

async function announce(
  runner: StateRunner,
  installed: Installed,
  terminal: Context['terminal'],
  json: boolean,
): Promise<void> {
  const { settings, layout } = installed;
  const { listen } = await readBorder(layout);
  const border = listen === undefined ? undefined : formatAddress(listen);
  const api = `https://${formatAddress(settings.http)}`;
  const answer = { state: settings.state, api, origin: settings.http.origin, border };
  // The processes run only to report the broken chain; none of them works.
  const untrusted = ownChainLines((await readBeats(installed)) ?? []);
  terminal.answer(json, { ...answer, untrusted, processes: runner.status() }, [
    untrusted.length === 0
      ? say('up.stateReady', { state: settings.state })
      : say('up.stateWaits', { state: settings.state }),
    ...untrusted,
    say('up.apiOfficers', { api, origin: settings.http.origin }),
    say('up.border', { border: border ?? say('up.connectsNeighboursOnly') }),
  ]);
}

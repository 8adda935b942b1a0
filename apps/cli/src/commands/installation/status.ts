import type { Command } from 'commander';
import { say } from '#language/console';
import { wantsJson, type Context } from '../../context.js';
import { CliError } from '../../errors.js';
import { notRunning, openInstallation } from '../../installation/installed.js';
import { knownOf } from './known-status.js';
import { statusLines } from './status-lines.js';
import { shownBy } from '../../print/style.js';

const examples = `
${say('program.examples')}
  $ liaise status --dir /srv/liaise/xa
  $ liaise status --dir /srv/liaise/xa --json | jq .links`;

export function addStatus(program: Command, context: Context): void {
  program
    .command('status')
    .description(say('installationStatus.statusDescription'))
    .requiredOption('--dir <folder>', say('installationStatus.statusDirOption'))
    .addHelpText('after', examples)
    .action(async (flags: { readonly dir: string }, command: Command) => {
      const known = await knownOf(await openInstallation(flags.dir, context));
      const { terminal } = context;
      const lines = statusLines(known, shownBy(command, terminal), context.now());
      terminal.answer(wantsJson(command), known, lines);
      const wrong = known.processes.filter(({ pid }) => pid === undefined).map(({ name }) => name);
      if (wrong.length === known.processes.length) throw notRunning(flags.dir);
      if (known.api.status !== 200) wrong.push('api');
      if (wrong.length > 0) throw new CliError('CLI_NOT_READY', wrong.join(', '));
    });
}

import type { Command } from 'commander';
import { say } from '#language/console';
import { wantsJson, type Context } from '../../context.js';
import { CliError } from '../../errors.js';
import { openInstallation } from '../../installation/installed.js';
import { lookAfterSubkeys } from '../../running/look-after-subkeys.js';
import { shownBy } from '../../print/style.js';
import { table, type Column, type Row } from '../../print/table.js';
import { messageOf } from '../../print/message-of.js';

const columns: readonly Column[] = [
  { head: say('column.done') },
  { head: say('column.key') },
  { head: say('column.subkey'), spare: 1 },
];
const words = {
  made: 'rotate.new',
  published: 'rotate.told',
  destroyed: 'rotate.destroyed',
} as const;

export function addRotate(key: Command, context: Context): void {
  key
    .command('rotate')
    .description(say('rotate.rotateDescription'))
    .requiredOption('--dir <folder>', say('rotate.rotateDirOption'))
    .addHelpText(
      'after',
      `
${say('rotate.rotateHelp')}

${say('program.examples')}
  $ liaise key rotate --dir /srv/liaise/xa
  $ liaise key rotate --dir /srv/liaise/xa --json | jq '.changes[] | select(.did == "published")'`,
    )
    .action(async (flags: { readonly dir: string }, command: Command) => {
      const installed = await openInstallation(flags.dir, context);
      const looked = await lookAfterSubkeys(installed, context.now(), 'now');
      const { changes } = looked;
      const waiting = looked.waiting.map(({ key: name, until }) => ({
        key: name,
        until: until.toISOString(),
      }));
      const failed = looked.failed.map(({ key: name, error }) => ({
        key: name,
        error: messageOf(error),
      }));
      const shown = shownBy(command, context.terminal);
      const rows: Row[] = [
        ...changes.map(({ did, key: name, subkey }) => ({
          cells: [say(words[did]), name, subkey],
        })),
        ...waiting.map(({ key: name, until }) => ({
          cells: [say('rotate.waits'), name],
          notes: [say('rotate.until', { until: shown.when(until) })],
        })),
        ...failed.map(({ key: name, error }) => ({
          cells: [say('rotate.failed'), name],
          notes: [error],
        })),
      ];
      const lines = table(columns, rows, shown);
      context.terminal.answer(wantsJson(command), { changes, waiting, failed }, lines);
      const [first] = looked.failed;
      if (first !== undefined) throw first.error;
      const until = waiting.map((each) => each.until).sort()[0];
      if (changes.length === 0 && until !== undefined)
        throw new CliError('CLI_ROTATED_LATELY', say('rotate.notBefore', { until }));
    });
}

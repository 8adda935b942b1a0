import type { Command } from 'commander';
import { parseFingerprint } from '#kernel';
import { say } from '#language/console';
import { sayCount } from '#language/count';
import { wantsJson, type Context } from '../../context.js';
import { CliError } from '../../errors.js';
import { openInstallation } from '../../installation/installed.js';
import { adoptChainNote, putBackEntries } from '../../installation/put-back.js';
import { entriesIn } from '../../log/directory-file.js';
import { LogFolder, names, noExport } from '../../log/layout.js';

const dirOption = ['--dir <folder>', say('mend.dirOption')] as const;

export function addMending(audit: Command, context: Context): void {
  audit
    .command('put-back')
    .description(say('mend.putBackDescription'))
    .argument('<export>', say('mend.putBackExportArgument'))
    .requiredOption(...dirOption)
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise audit put-back log-of-XA --dir /srv/liaise/xa

${say('mend.putBackHelp')}`,
    )
    .action((folder: string, flags: { readonly dir: string }, command: Command) =>
      putBack(context, folder, flags.dir, command),
    );
  audit
    .command('adopt-note')
    .description(say('mend.adoptNoteDescription'))
    .requiredOption(...dirOption)
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise audit adopt-note --dir /srv/liaise/xa

${say('mend.adoptNoteHelp')}`,
    )
    .action(async (flags: { readonly dir: string }, command: Command) => {
      const file = await adoptChainNote(await openInstallation(flags.dir, context));
      context.terminal.answer(wantsJson(command), { file }, [
        say('mend.writtenLetAuditorVerify', { file }),
      ]);
    });
}

async function putBack(
  context: Context,
  dir: string,
  installation: string,
  command: Command,
): Promise<void> {
  const installed = await openInstallation(installation, context);
  const bytes = await new LogFolder(dir).read(names.directory);
  if (bytes === undefined) throw noExport(dir, names.directory);
  const root = parseFingerprint(installed.settings.rootFingerprint);
  const file = `${dir}: ${names.directory}`;
  const { state, entries } = entriesIn(file, bytes.toString('utf8'), root);
  if (state !== installed.settings.state)
    throw new CliError('CLI_DIRECTORY_INVALID', say('mend.of', { file, state }));
  const count = await putBackEntries(installed, entries);
  const words = sayCount('mend.words', { count });
  context.terminal.answer(wantsJson(command), { count }, [
    say('mend.putBackSeeLiaise', { words, dir: installed.layout.dir }),
  ]);
}

import type { Command } from 'commander';
import { parseFingerprint } from '#kernel';
import { wantsJson, type Context } from '../../context.js';
import { CliError } from '../../errors.js';
import { openInstallation } from '../../installation/installed.js';
import { adoptChainNote, putBackEntries } from '../../installation/put-back.js';
import { entriesIn } from '../../log/directory-file.js';
import { LogFolder, names } from '../../log/layout.js';

const dirOption = ['--dir <folder>', 'folder of the installation'] as const;

export function addMending(audit: Command, context: Context): void {
  audit
    .command('put-back')
    .description('Put entries back that are missing from the own directory; the State runs.')
    .argument('<export>', 'folder of an auditor’s export of this State’s log')
    .requiredOption(...dirOption)
    .addHelpText(
      'after',
      `
Examples:
  $ liaise audit put-back log-of-XA --dir /srv/liaise/xa

For TRUST_CHAIN_BROKEN: entries of the directory were deleted from the database. Only what follows on the stored entries is put
back, each verified from the root; the services take over by themselves once it is what the note and the log say.`,
    )
    .action((folder: string, flags: { readonly dir: string }, command: Command) =>
      putBack(context, folder, flags.dir, command),
    );
  audit
    .command('adopt-note')
    .description('Write the note of the chain heads anew when every copy is lost; the State runs.')
    .requiredOption(...dirOption)
    .addHelpText(
      'after',
      `
Examples:
  $ liaise audit adopt-note --dir /srv/liaise/xa

For TRUST_NOTE_MISSING, when no copy of checkpoint/chains is left. Writes the last one that the database holds. Whoever can change
the database and remove the file could hide by it what the custody log does not name either: let the auditor verify the log.`,
    )
    .action(async (flags: { readonly dir: string }, command: Command) => {
      const file = await adoptChainNote(await openInstallation(flags.dir, context));
      context.terminal.answer(wantsJson(command), { file }, [
        `${file}: written. Let an auditor verify the log: liaise audit verify --live`,
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
  if (bytes === undefined) throw new CliError('CLI_FILE_UNUSABLE', `${dir}: ${names.directory}`);
  const root = parseFingerprint(installed.settings.rootFingerprint);
  const file = `${dir}: ${names.directory}`;
  const { state, entries } = entriesIn(file, bytes.toString('utf8'), root);
  if (state !== installed.settings.state)
    throw new CliError('CLI_DIRECTORY_INVALID', `${file}: of ${state}`);
  const count = await putBackEntries(installed, entries);
  const words = count === 1 ? '1 entry was' : `${count} entries were`;
  context.terminal.answer(wantsJson(command), { count }, [
    `${words} put back. See liaise status --dir ${installed.layout.dir}`,
  ]);
}

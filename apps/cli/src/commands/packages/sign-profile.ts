import type { Command } from 'commander';
import { parseProfile } from '#admissibility';
import { signDetached, unlockKey } from '#seal';
import { keyFile, readKeyFile } from '#trust';
import { sha256 } from '#wire';
import { say } from '#language/console';
import { wantsJson, type Context } from '../../context.js';
import { readBytes, replaceFile } from '../../installation/files.js';
import { Layout } from '../../installation/layout.js';
import { printable } from '../../people/printable.js';

export function addSignProfile(parent: Command, context: Context): void {
  parent
    .command('sign-profile')
    .description(say('signProfile.signProfileDescription'))
    .argument('<file>', say('signProfile.signProfileFileArgument'))
    .requiredOption('--dir <folder>', say('signProfile.signProfileDirOption'))
    .addHelpText(
      'after',
      `
${say('signProfile.signProfileHelp')}

${say('program.examples')}
  $ liaise package sign-profile /etc/liaise/national.json --dir /srv/liaise/xa`,
    )
    .action(async (file: string, { dir }: { readonly dir: string }, command: Command) => {
      const bytes = await readBytes(file);
      const { id, version, reviewedBy } = parseProfile(bytes);
      const secret = readKeyFile(new Layout(dir).key('evidence', keyFile.purpose('package')));
      const key = await unlockKey(secret).finally(() => secret.fill(0));
      await replaceFile(`${file}.sig`, await signDetached(bytes, key, context.now()));
      const answer = { id, version, reviewedBy, sha256: sha256(bytes) };
      const by =
        reviewedBy === null ? say('signProfile.draft') : `${reviewedBy.name}, ${reviewedBy.office}`;
      context.terminal.answer(wantsJson(command), answer, [
        say('signProfile.sigProfileVersion', { file, id, version, by: printable(by) }),
        `SHA-256 ${answer.sha256}`,
      ]);
    });
}

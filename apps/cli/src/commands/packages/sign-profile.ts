import type { Command } from 'commander';
import { parseProfile } from '#admissibility';
import { signDetached, unlockKey } from '#seal';
import { keyFile, readKeyFile } from '#trust';
import { sha256 } from '#wire';
import { wantsJson, type Context } from '../../context.js';
import { readBytes, replaceFile } from '../../installation/files.js';
import { Layout } from '../../installation/layout.js';
import { printable } from '../../people/printable.js';

export function addSignProfile(parent: Command, context: Context): void {
  parent
    .command('sign-profile')
    .description("Sign a profile of rules by the State's key of packages, on its machine.")
    .argument('<file>', 'the profile; its signature is written beside it, as FILE.sig')
    .requiredOption('--dir <folder>', 'folder of the installation')
    .addHelpText(
      'after',
      `
The signature says which rules the State applies to its packages. That they are the law, the person answers for whom the
profile names in "reviewedBy"; a profile without one stays a draft and approves nothing between real States. Sign it again
after the key was changed.

Examples:
  $ liaise package sign-profile /etc/liaise/national.json --dir /srv/liaise/xa`,
    )
    .action(async (file: string, { dir }: { readonly dir: string }, command: Command) => {
      const bytes = await readBytes(file);
      const { id, version, reviewedBy } = parseProfile(bytes);
      const secret = readKeyFile(new Layout(dir).key('evidence', keyFile.purpose('package')));
      const key = await unlockKey(secret).finally(() => secret.fill(0));
      await replaceFile(`${file}.sig`, await signDetached(bytes, key, context.now()));
      const answer = { id, version, reviewedBy, sha256: sha256(bytes) };
      const by = reviewedBy === null ? 'DRAFT' : `${reviewedBy.name}, ${reviewedBy.office}`;
      context.terminal.answer(wantsJson(command), answer, [
        `${file}.sig: profile ${id}, version ${version}: ${printable(by)}`,
        `SHA-256 ${answer.sha256}`,
      ]);
    });
}

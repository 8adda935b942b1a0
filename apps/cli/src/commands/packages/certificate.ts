import type { Command } from 'commander';
import { certificateBounds, packCertificate } from '#certificate/reading/packed';
import type { ThreadId } from '#kernel';
import { say } from '#language/console';
import { packageView } from '../../api/gen/readers.js';
import type { Context } from '../../context.js';
import { CliError } from '../../errors.js';
import { readBytes } from '../../installation/files.js';
import { asking, withProfile } from '../../people/asking.js';
import { threadPurposeOption } from '../../people/thread-purpose.js';
import { packageStatus } from '../../people/words/package-words.js';
import { threadArgument } from '../threads/sending.js';
import { exhibitArgument, type Flags, inbox, placeOf } from './package-place.js';
import { showAnswer } from '../../people/answering.js';

interface CertificateFlags extends Flags {
  readonly file: string;
}

const example = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e border-police-2026-1';

export function addCertificate(parent: Command, context: Context): void {
  withProfile(
    parent
      .command('certificate')
      .description(say('certificate.certificateDescription'))
      .argument(...threadArgument)
      .argument(...exhibitArgument)
      .requiredOption('--file <file.pdf>', say('certificate.certificateFileOption'))
      .option(...threadPurposeOption)
      .option(...inbox),
  )
    .addHelpText(
      'after',
      `
${say('certificate.certificateHelp')}

${say('program.examples')}
  $ liaise package certificate ${example} --file certificate.pdf --purpose INVESTIGATION`,
    )
    .action(
      async (thread: ThreadId, exhibit: string, flags: CertificateFlags, command: Command) => {
        const packed = packCertificate(await readBytes(flags.file, certificateBounds.pdf));
        if (packed.length > certificateBounds.packed)
          throw new CliError('CLI_CERTIFICATE_TOO_LARGE', flags.file);
        const place = `${placeOf(thread, flags)}/${exhibit}/certificate`;
        const found = await asking(flags, context, ({ client }) =>
          client.ask(packageView, 'POST', place, {
            ...{ purpose: flags.purpose, certificate: packed.toString('base64') },
          }),
        );
        await showAnswer({ context, command, flags }, found, (shown) =>
          packageStatus(found, shown),
        );
      },
    );
}

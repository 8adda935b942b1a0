import type { Command } from 'commander';
import { parseDocumentId, type DocumentId, type ThreadId } from '#kernel';
import { decodeDocument } from '#wire';
import { say } from '#language/console';
import { count, listedId } from '../../arguments.js';
import { wantsJson, type Context, type Given } from '../../context.js';
import { verifiedDirectory } from '../../directory/verified-directory.js';
import { CliError } from '../../errors.js';
import { asking, withProfile } from '../../people/asking.js';
import { threadPurposeOption } from '../../people/thread-purpose.js';
import { downloadFile, flawOf } from '../../people/sending/attachments.js';
import { scanWords } from '../../people/words/scan-words.js';
import { documentOf, type Desk } from '../../people/threads.js';
import { disputeOf, requireDocument } from '../../receipts/verify-document.js';
import type { ReadFlags } from './showing.js';
import { threadArgument } from './sending.js';

interface GetFlags extends ReadFlags {
  readonly out: string;
  readonly inbox?: boolean;
}

export function addAttachment(program: Command, context: Context): void {
  const attachment = program
    .command('attachment')
    .description(say('attachment.attachmentDescription'))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise attachment get THREAD DOCUMENT 0 --out photo.jpg --purpose INVESTIGATION
  $ liaise attachment get --help`,
    );
  const subcommand: Command = withProfile(
    attachment.command('get').description(say('attachment.getDescription')),
  )
    .argument(...threadArgument)
    .argument('<dispatch>', say('attachment.getDispatchArgument'), listedId(parseDocumentId))
    .argument('<position>', say('attachment.getPositionArgument'), count(0, 99))
    .requiredOption('--out <file>', say('attachment.getOutOption'))
    .option(...threadPurposeOption)
    .option('--inbox', say('attachment.getInboxOption'))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise attachment get 0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e 0198c9d4-0b2f-7c33-8a55-5d1e7f00aa01 0 --out list.csv --purpose INVESTIGATION
  $ liaise attachment get --inbox 0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e 0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e 1 --out p.jpg --purpose DETECTION`,
    )
    .action((thread: ThreadId, dispatch: DocumentId, position: number, flags: GetFlags) =>
      get({ context, command: subcommand, flags }, { thread, dispatch, position }),
    );
}

interface Place {
  readonly thread: ThreadId;
  readonly dispatch: DocumentId;
  readonly position: number;
}

async function get(
  { context, command, flags }: Given<GetFlags>,
  { thread, dispatch, position }: Place,
): Promise<void> {
  const desk: Desk = flags.inbox === true ? 'inbox' : 'requests';
  const {
    signed: entry,
    scan,
    dispute,
  } = await asking(flags, context, async (asked) => {
    const { client } = asked;
    const where = { desk, thread, purpose: flags.purpose };
    const found = await documentOf(client, where, dispatch);
    const verdict = await requireDocument(await verifiedDirectory(asked), found, where);
    // Hashes signed by the sender, not those listed by the server.
    const signed = decodeDocument(found.document).attachments[position];
    if (signed === undefined)
      throw new CliError('CLI_USAGE', say('attachment.noAttachment', { dispatch, position }));
    const at = `/api/v1/${desk}/${thread}/dispatches/${dispatch}/attachments/${position}`;
    const path = `${at}?purpose=${flags.purpose}`;
    const place = { path, out: flags.out };
    const scan = await downloadFile(client, place, signed, context.terminal);
    return { signed, scan, dispute: disputeOf(found, verdict) };
  });
  const differs = (await flawOf(entry, flags.out)) ?? null;
  context.terminal.answer(wantsJson(command), { file: flags.out, ...entry, differs, scan }, [
    say('attachment.bytesSignedSha256', { out: flags.out, size: entry.size, sha256: entry.sha256 }),
    `${scanWords(scan)}.`,
    ...(differs === null ? [] : [say('attachment.mindWhatYouOpen', { differs })]),
  ]);
  // The file is as signed, but disputed: the exit code must say so.
  if (dispute !== undefined) throw dispute;
}

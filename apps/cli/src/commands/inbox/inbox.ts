import type { Command } from 'commander';
import { parseDocumentId, type ThreadId } from '#kernel';
import { say } from '#language/console';
import { listedId } from '../../arguments.js';
import {
  answerExample,
  copiedToo,
  delayExample,
  questionExample,
  refusalExample,
  shownFile,
  whereLists,
} from '../../compose/forms/examples.js';
import { acknowledgement } from '../../compose/draft.js';
import type { Context } from '../../context.js';
import { changedAt } from '../../installation/files.js';
import { withProfile, type ProfileFlags } from '../../people/asking.js';
import { threadPurposeOption } from '../../people/thread-purpose.js';
import type { SubmitFlags } from '../../people/sending/submit.js';
import { listThreads, withListing, type ListFlags } from '../threads/listing.js';
import { showThread, withShowing, type ReadFlags, type ShowFlags } from '../threads/showing.js';
import { addDesk, give } from './desk.js';
import { addReply } from './reply.js';
import { addCopies } from './copies.js';
import { addOperation } from '../halts/operation.js';
import { addRecalls } from '../disclosure/recall.js';
import { addEvidence } from '../disclosure/evidence.js';
import { addForm } from '../threads/form.js';
import { addReleases } from '../disclosure/release.js';
import { addReviews } from '../threads/review.js';
import { addAccessLists } from '../threads/roster.js';
import { addStops } from '../halts/stop.js';
import { draftInFile } from '../threads/file-draft.js';
import { sendReply, type Basis } from '../threads/reply.js';
import { addSearch } from '../threads/search.js';
import { threadArgument, withSending } from '../threads/sending.js';
import { addWatch } from '../threads/watch.js';
import { parseText, textIn, type TextFlags } from '../../people/plain-text.js';

const example = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';

const examples = `
${say('program.examples')}
  $ liaise inbox list --purpose INVESTIGATION
  $ liaise inbox watch
  $ liaise inbox show THREAD --purpose INVESTIGATION
  $ liaise inbox claim THREAD
  $ liaise inbox handover b.meier
  $ liaise inbox reply response THREAD
  $ liaise inbox form response > answer.json
  $ liaise inbox answer THREAD answer.json --attach register.pdf`;

export function addInbox(program: Command, context: Context): void {
  const inbox = program
    .command('inbox')
    .description(say('inbox.inboxDescription'))
    .addHelpText('after', examples);
  withListing(inbox.command('list').description(say('inbox.listDescription')))
    .option('--unclaimed', say('inbox.listUnclaimedOption'))
    .option('--mine', say('inbox.listMineOption'))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise inbox list --purpose INVESTIGATION
  $ liaise inbox list --purpose INVESTIGATION --open
  $ liaise inbox list --purpose INVESTIGATION --order due --unclaimed
  $ liaise inbox list --purpose INVESTIGATION --order due --mine --due-within 24
  $ liaise inbox list --purpose INVESTIGATION --json`,
    )
    .action((flags: ListFlags, command: Command) =>
      listThreads({ context, command, flags }, 'inbox'),
    );
  withShowing(inbox.command('show').description(say('inbox.showDescription')))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise inbox show ${example} --purpose INVESTIGATION`,
    )
    .action((thread: ThreadId, flags: ShowFlags, command: Command) =>
      showThread({ context, command, flags }, { desk: 'inbox', thread }),
    );
  addClaim(inbox, context);
  addReply(inbox, context);
  addAnswer(inbox, context);
  addAcknowledge(inbox, context);
  addForm(inbox, context, 'inbox');
  addDesk(inbox, context);
  addSearch(inbox, context, 'inbox');
  addReleases(inbox, context, 'inbox');
  addEvidence(inbox, context, 'inbox');
  addRecalls(inbox, context, 'inbox');
  addOperation(inbox, context, 'inbox');
  addStops(inbox, context, 'inbox');
  addCopies(inbox, context);
  addAccessLists(inbox, context, 'inbox');
  addReviews(inbox, context, 'inbox');
  addWatch(inbox, context, 'inbox');
}

function addClaim(inbox: Command, context: Context): void {
  withProfile(inbox.command('claim').description(say('inbox.claimDescription')))
    .argument(...threadArgument)
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise inbox claim ${example}`,
    )
    .action((thread: ThreadId, flags: ProfileFlags, command: Command) =>
      give({ context, command, flags }, `/api/v1/inbox/${thread}/claim`, {}),
    );
}

function addAnswer(inbox: Command, context: Context): void {
  const answer = inbox
    .command('answer')
    .description(say('inbox.answerDescription'))
    .argument(...threadArgument)
    .argument('<file>', say('inbox.answerFileArgument'));
  withSending(answer)
    .option('--against <dispatch>', say('inbox.againstOption'), listedId(parseDocumentId))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise inbox answer ${example} answer.json
  $ liaise inbox answer ${example} answer.json --attach register.pdf --yes

${say('inbox.help', { answerExample: shownFile(answerExample), copiedToo: copiedToo('art. 8(2)'), refusalExample: shownFile(refusalExample), questionExample: shownFile(questionExample), delayExample: shownFile(delayExample), whereLists })}`,
    )
    .action(
      async (
        thread: ThreadId,
        file: string,
        flags: ProfileFlags & SubmitFlags & Pick<Basis, 'against'>,
        command: Command,
      ) => {
        const given = { context, command, flags };
        const draft = await draftInFile(given, thread, file);
        const basis = { ...flags, written: await changedAt(file), inFile: true } as const;
        await sendReply(given, { desk: 'inbox', thread }, draft, basis);
      },
    );
}

type AckFlags = ReadFlags &
  SubmitFlags &
  TextFlags & { readonly noteFile?: string; readonly indirect?: true };

function addAcknowledge(inbox: Command, context: Context): void {
  const ack = inbox
    .command('ack')
    .description(say('inbox.ackDescription'))
    .argument(...threadArgument)
    .option(...threadPurposeOption)
    .option('--note-file <file>', say('inbox.ackNoteFileOption'))
    .option('--text <text>', say('plainText.textOption'), parseText)
    .option('--indirect', say('inbox.ackIndirectOption'));
  withSending(ack)
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise inbox ack ${example} --purpose INVESTIGATION`,
    )
    .action(async (thread: ThreadId, flags: AckFlags, command: Command) => {
      const note = (await textIn(context, flags.noteFile, flags)) ?? '';
      const draft = acknowledgement(flags.purpose, note, flags.indirect === true);
      await sendReply({ context, command, flags }, { desk: 'inbox', thread }, draft);
    });
}

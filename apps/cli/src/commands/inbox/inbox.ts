import type { Command } from 'commander';
import { parseDocumentId, type ThreadId } from '#kernel';
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
import { acknowledgement, parseAnswerDraft } from '../../compose/draft.js';
import type { Context } from '../../context.js';
import { changedAt, readText } from '../../installation/files.js';
import { purposeOption, withProfile, type ProfileFlags } from '../../people/asking.js';
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
import { addRosters } from '../threads/roster.js';
import { addStops } from '../halts/stop.js';
import { sendReply, type Basis } from '../threads/reply.js';
import { addSearch } from '../threads/search.js';
import { threadArgument, withSending } from '../threads/sending.js';
import { addWatch } from '../threads/watch.js';

const example = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';

const examples = `
Examples:
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
    .description('What neighbours ask of us.')
    .addHelpText('after', examples);
  withListing(
    inbox
      .command('list')
      .description(
        'What came in: risks to life that nobody has in hand, other open ones, then the newest.',
      ),
  )
    .option('--unclaimed', 'only what is open and in nobody’s hands')
    .option('--mine', 'only what you have in hand')
    .addHelpText(
      'after',
      `
Examples:
  $ liaise inbox list --purpose INVESTIGATION
  $ liaise inbox list --purpose INVESTIGATION --open
  $ liaise inbox list --purpose INVESTIGATION --order due --unclaimed
  $ liaise inbox list --purpose INVESTIGATION --order due --mine --due-within 24
  $ liaise inbox list --purpose INVESTIGATION --json`,
    )
    .action((flags: ListFlags, command: Command) =>
      listThreads({ context, command, flags }, 'inbox'),
    );
  withShowing(inbox.command('show').description('The story of a request that came in.'))
    .addHelpText('after', `\nExamples:\n  $ liaise inbox show ${example} --purpose INVESTIGATION`)
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
  addRosters(inbox, context, 'inbox');
  addReviews(inbox, context, 'inbox');
  addWatch(inbox, context, 'inbox');
}

function addClaim(inbox: Command, context: Context): void {
  withProfile(inbox.command('claim').description('Take a request to work on; nothing is sent.'))
    .argument(...threadArgument)
    .addHelpText('after', `\nExamples:\n  $ liaise inbox claim ${example}`)
    .action((thread: ThreadId, flags: ProfileFlags, command: Command) =>
      give({ context, command, flags }, `/api/v1/inbox/${thread}/claim`, {}),
    );
}

function addAnswer(inbox: Command, context: Context): void {
  const answer = inbox
    .command('answer')
    .description('Compose, show, sign and queue an answer, a refusal, a question, a delay.')
    .argument(...threadArgument)
    .argument('<file>', 'JSON: {kind, purpose, handling?, body}');
  withSending(answer)
    .option(
      '--against <dispatch>',
      'the last document you had read when you wrote the file; without it, the last one that is older than the file',
      listedId(parseDocumentId),
    )
    .addHelpText(
      'after',
      `
Examples:
  $ liaise inbox answer ${example} answer.json
  $ liaise inbox answer ${example} answer.json --attach register.pdf --yes

A file that answers; "final": false promises more. "subjects" may be left out where it names nobody and nothing; a person without a
"category" is refused, as in a request:
${shownFile(answerExample)}
${copiedToo('art. 8(2)')}

A file that refuses; "partial": true refuses a part and promises the rest:
${shownFile(refusalExample)}

A file that asks back; the clock stands still until they answer:
${shownFile(questionExample)}

A file that announces a delay; only JUDICIAL_AUTHORISATION moves the deadline, at most 366 days ahead,
while the request is in time; later it moves nothing:
${shownFile(delayExample)}

Somebody else may have been faster. Then nothing is sent, your file stays as it is, and what has come since you wrote it is
shown.

${whereLists}`,
    )
    .action(
      async (
        thread: ThreadId,
        file: string,
        flags: ProfileFlags & SubmitFlags & Pick<Basis, 'against'>,
        command: Command,
      ) => {
        const draft = parseAnswerDraft(file, await readText(file));
        const basis = { ...flags, written: await changedAt(file), inFile: true } as const;
        await sendReply({ context, command, flags }, { desk: 'inbox', thread }, draft, basis);
      },
    );
}

function addAcknowledge(inbox: Command, context: Context): void {
  const ack = inbox
    .command('ack')
    .description('Tell the neighbour that the request is being dealt with.')
    .argument(...threadArgument)
    .requiredOption(...purposeOption)
    .option('--note-file <file>', 'a file with a few words to send along')
    .option(
      '--indirect',
      'the information must be had from others: an urgent request then has three days, if said in time',
    );
  withSending(ack)
    .addHelpText('after', `\nExamples:\n  $ liaise inbox ack ${example} --purpose INVESTIGATION`)
    .action(
      async (
        thread: ThreadId,
        flags: ReadFlags & SubmitFlags & { readonly noteFile?: string; readonly indirect?: true },
        command: Command,
      ) => {
        const note = flags.noteFile === undefined ? '' : (await readText(flags.noteFile)).trim();
        const draft = acknowledgement(flags.purpose, note, flags.indirect === true);
        await sendReply({ context, command, flags }, { desk: 'inbox', thread }, draft);
      },
    );
}

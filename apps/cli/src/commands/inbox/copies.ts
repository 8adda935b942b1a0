import type { Command } from 'commander';
import { opensThread, parseDocumentId, type DocumentId } from '#kernel';
import { decodeDocument } from '#wire';
import { listedId } from '../../arguments.js';
import type { CopyView } from '#capabilities/copies/copies.contract';
import { copiedDocument, copyPage, withheldPage } from '../../api/gen/readers.js';
import { wantsJson, type Context } from '../../context.js';
import { directoryOf, verifiedDirectory } from '../../directory/verified-directory.js';
import { CliError } from '../../errors.js';
import { asJson, asking, purposeOption, withProfile } from '../../people/asking.js';
import { contentLines } from '../../people/story/enclosed-words.js';
import { postingWords } from '../../people/words/posting-words.js';
import { acts } from '../../people/words/recall-words.js';
import { printable, printableLines } from '../../people/printable.js';
import { dayLines, documentWord } from '../../people/story/verdict-words.js';
import { disputeOf, documentVerdict } from '../../receipts/verify-document.js';
import { pageOf, withPaging, type PageFlags } from '../threads/paging.js';
import type { ReadFlags } from '../threads/showing.js';

export function addCopies(inbox: Command, context: Context): void {
  withPaging(
    inbox
      .command('copies')
      .description('At the national contact point: what others ask and tell, newest first.'),
    'document',
  )
    .addHelpText(
      'after',
      '\nExamples:\n  $ liaise inbox copies --purpose PREVENTION\n  $ liaise inbox copies --purpose PREVENTION --json',
    )
    .action((flags: PageFlags, command: Command) => list(context, flags, command));
  withProfile(
    inbox
      .command('copy')
      .description('One of these documents, as it was signed; nobody answers it from here.')
      .argument('<dispatch>', 'id of the copied document', listedId(parseDocumentId))
      .requiredOption(...purposeOption),
  )
    .addHelpText(
      'after',
      '\nExamples:\n  $ liaise inbox copy 0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e --purpose PREVENTION',
    )
    .action((dispatch: DocumentId, flags: ReadFlags, command: Command) =>
      show(context, dispatch, flags, command),
    );
  withPaging(
    inbox
      .command('withheld')
      .description('For a supervisor: what was not copied to the contact point, and why.'),
    'document',
  )
    .addHelpText('after', '\nExamples:\n  $ liaise inbox withheld --purpose PREVENTION')
    .action((flags: PageFlags, command: Command) => withheld(context, flags, command));
}

const does = {
  request: 'asks',
  'spontaneous-information': 'tells',
  response: 'answers',
  forward: 'forwards to',
  clarification: 'answers the question of',
} as const;

const parties = ({ kind, side, authority, peer, peerAuthority }: CopyView): string => {
  const [own, other] = [`${authority} here`, `${peerAuthority} of ${peer}`];
  // Either side may correct its own statements; the document shows which.
  if (kind === 'correction') return `a correction between ${own} and ${other}`;
  const isOurs = (side === 'ASKING') === (opensThread(kind) || kind === 'clarification');
  return isOurs ? `${own} ${does[kind]} ${other}` : `${other} ${does[kind]} ${own}`;
};

// Tells that more pages follow. A page may be empty: erased and recalled copies are left out.
function tellRest({ terminal }: Context, shown: readonly unknown[], next: DocumentId | null): void {
  if (next !== null) terminal.message(`More follow: --after ${next}`);
  else if (shown.length === 0) terminal.message('Nothing here.');
}

function list(context: Context, flags: PageFlags, command: Command): Promise<void> {
  return asking(flags, context, async ({ client }) => {
    const query = new URLSearchParams(pageOf(flags)).toString();
    const page = await client.ask(copyPage, 'GET', `/api/v1/inbox/copies?${query}`);
    const lines = page.copies.map((copy) =>
      [
        copy.dispatch,
        copy.at,
        copy.kind.padEnd(23),
        copy.state.padEnd(23),
        parties(copy),
        ...copy.recalls.map(({ act }) => acts[act]),
        copy.erased ? 'ERASED' : printable(copy.subjectLine),
      ].join('  '),
    );
    context.terminal.answer(wantsJson(command), page, lines);
    tellRest(context, page.copies, page.next);
  });
}

function show(context: Context, id: DocumentId, flags: ReadFlags, command: Command): Promise<void> {
  return asking(flags, context, async (asked) => {
    const path = `/api/v1/inbox/copies/${id}?purpose=${flags.purpose}`;
    const copy = await asked.client.ask(copiedDocument, 'GET', path);
    const directories = await verifiedDirectory(asked);
    const { thread, authority, peer: state, peerAuthority } = copy;
    const other = { state, authority: peerAuthority };
    const verdict = await documentVerdict(directories, copy, { thread, other });
    const { directory, since, problem = null } = verdict;
    const document = decodeDocument(copy.document);
    const { from, composedAt } = document;
    const by = directory ?? directoryOf(directories, from.state);
    const posting = by?.posting(from.officer, from.authority, composedAt) ?? null;
    const verified = problem === null && since?.wasBefore !== true;
    const shown = { directory: copy.directory, problem, since };
    context.terminal.answer(
      wantsJson(command),
      asJson({ ...copy, posting, verified, problem, since }) as object,
      [
        `${parties(copy)} (${copy.requestType}, ${copy.state}), copied at ${copy.at}`,
        `    signed by ${copy.officer} with ${document.signer}  ${documentWord(shown)}`,
        ...dayLines(document, shown).map((line) => `    ${line}`),
        ...(posting === null ? [] : [`    ${postingWords(posting)}`]),
        ...copy.recalls.map(
          ({ act, at }) => `    ${acts[act]} at ${at}: ask ${authority} what holds now`,
        ),
        ...contentLines(document),
      ],
    );
    if (problem !== null)
      throw new CliError('CLI_DOCUMENT_UNPROVEN', `${copy.dispatch} of ${authority}: ${problem}`);
    const dispute = disputeOf(copy, verdict);
    if (dispute !== undefined) throw dispute;
  });
}

function withheld(context: Context, flags: PageFlags, command: Command): Promise<void> {
  return asking(flags, context, async ({ client }) => {
    const query = new URLSearchParams(pageOf(flags)).toString();
    const path = `/api/v1/inbox/withheld-copies?${query}`;
    const page = await client.ask(withheldPage, 'GET', path);
    const lines = page.withheld.flatMap(
      ({ dispatch, kind, at, side, peer, peerAuthority, officer, exception, reason }) => [
        `${dispatch}  ${at}  ${kind} ${(side === 'ASKING') === opensThread(kind) ? 'to' : 'from'} ${peerAuthority} of ${peer}, by ${officer}: ${exception}`,
        ...printableLines(reason).map((line) => `    ${line}`),
      ],
    );
    context.terminal.answer(wantsJson(command), page, lines);
    tellRest(context, page.withheld, page.next);
  });
}

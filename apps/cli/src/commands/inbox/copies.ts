import type { Command } from 'commander';
import { opensThread, parseDocumentId, type DocumentId } from '#kernel';
import { decodeDocument } from '#wire';
import { say } from '#language/console';
import { listedId } from '../../arguments.js';
import type { CopyView, WithheldCopy } from '#capabilities/copies/copies.contract';
import { copiedDocument, copyPage, withheldPage } from '../../api/gen/readers.js';
import type { Context } from '../../context.js';
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
import { showAnswer } from '../../people/answering.js';
import type { Shown } from '../../print/style.js';
import { table, type Column } from '../../print/table.js';

export function addCopies(inbox: Command, context: Context): void {
  withPaging(inbox.command('copies').description(say('copies.copiesDescription')), 'document')
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise inbox copies --purpose PREVENTION
  $ liaise inbox copies --purpose PREVENTION --json`,
    )
    .action((flags: PageFlags, command: Command) => list(context, flags, command));
  withProfile(
    inbox
      .command('copy')
      .description(say('copies.copyDescription'))
      .argument('<dispatch>', say('copies.copyDispatchArgument'), listedId(parseDocumentId))
      .requiredOption(...purposeOption),
  )
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise inbox copy 0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e --purpose PREVENTION`,
    )
    .action((dispatch: DocumentId, flags: ReadFlags, command: Command) =>
      show(context, dispatch, flags, command),
    );
  withPaging(inbox.command('withheld').description(say('copies.withheldDescription')), 'document')
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise inbox withheld --purpose PREVENTION`,
    )
    .action((flags: PageFlags, command: Command) => withheld(context, flags, command));
}

const does = {
  request: 'copies.asks',
  'spontaneous-information': 'copies.tells',
  response: 'copies.answers',
  forward: 'copies.forward',
  clarification: 'copies.clarification',
} as const;

const parties = ({ kind, side, authority, peer, peerAuthority }: CopyView): string => {
  const [own, other] = [
    say('copies.here', { authority }),
    say('copies.of', { peerAuthority, peer }),
  ];
  // Either side may correct its own statements; the document shows which.
  if (kind === 'correction') return say('copies.correctionBetween', { own, other });
  const isOurs = (side === 'ASKING') === (opensThread(kind) || kind === 'clarification');
  const [from, to] = isOurs ? [own, other] : [other, own];
  return say(does[kind], { from, to });
};

// Tells that more pages follow. A page may be empty: erased and recalled copies are left out.
function tellRest({ terminal }: Context, shown: readonly unknown[], next: string | null): void {
  if (next !== null) terminal.message(say('copies.moreFollowAfter', { next }));
  else if (shown.length === 0) terminal.message(say('copies.nothingHere'));
}

const columns: readonly Column[] = [
  { head: say('column.id') },
  { head: say('column.copied') },
  { head: say('column.status'), least: 8 },
  { head: say('column.subject'), least: 20 },
];

const copyLines = (copies: readonly CopyView[], shown: Shown): string[] =>
  table(
    columns,
    copies.map((copy) => ({
      cells: [
        shown.id(copy.dispatch),
        shown.when(copy.at),
        copy.state,
        copy.erased ? say('copies.erased') : printable(copy.subjectLine),
      ],
      notes: [parties(copy), ...copy.recalls.map(({ act }) => acts[act])],
    })),
    shown,
  );

function list(context: Context, flags: PageFlags, command: Command): Promise<void> {
  return asking(flags, context, async (asked) => {
    const query = new URLSearchParams(pageOf(flags)).toString();
    const page = await asked.client.ask(copyPage, 'GET', `/api/v1/inbox/copies?${query}`);
    const named = await showAnswer({ context, command, flags }, page, (shown) =>
      copyLines(page.copies, shown),
    );
    tellRest(context, page.copies, page.next && named(page.next));
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
    const judged = { directory: copy.directory, problem, since };
    await showAnswer(
      { context, command, flags },
      asJson({ ...copy, posting, verified, problem, since }) as object,
      (shown) => [
        say('copies.copiedAt', {
          copy: parties(copy),
          requestType: copy.requestType,
          state: copy.state,
          at: shown.when(copy.at),
        }),
        say('copies.signedBy', {
          officer: copy.officer,
          signer: shown.verbose ? say('copies.with', { signer: document.signer }) : '',
          judged: documentWord(judged),
        }),
        ...dayLines(document, judged, shown).map((line) => `    ${line}`),
        ...(posting === null ? [] : [`    ${postingWords(posting, shown)}`]),
        ...copy.recalls.map(({ act, at }) =>
          say('copies.askWhatHoldsNow', { acts: acts[act], at: shown.when(at), authority }),
        ),
        ...contentLines(document, shown),
      ],
    );
    if (problem !== null)
      throw new CliError(
        'CLI_DOCUMENT_UNPROVEN',
        say('copies.notVerified', { dispatch: copy.dispatch, authority, problem }),
      );
    const dispute = disputeOf(copy, verdict);
    if (dispute !== undefined) throw dispute;
  });
}

const withheldLines = (rows: readonly WithheldCopy[], shown: Shown): string[] =>
  table(
    [
      { head: say('column.id') },
      { head: say('column.when') },
      { head: say('column.with'), least: 12 },
      { head: say('column.exception'), least: 12 },
    ],
    rows.map(({ dispatch, kind, at, side, peer, peerAuthority, officer, exception, reason }) => ({
      cells: [shown.id(dispatch), shown.when(at), `${peer}/${peerAuthority}`, exception],
      notes: [
        say((side === 'ASKING') === opensThread(kind) ? 'copies.toThem' : 'copies.fromThem', {
          kind,
          officer,
        }),
        ...printableLines(reason),
      ],
    })),
    shown,
  );

function withheld(context: Context, flags: PageFlags, command: Command): Promise<void> {
  return asking(flags, context, async (asked) => {
    const query = new URLSearchParams(pageOf(flags)).toString();
    const path = `/api/v1/inbox/withheld-copies?${query}`;
    const page = await asked.client.ask(withheldPage, 'GET', path);
    const named = await showAnswer({ context, command, flags }, page, (shown) =>
      withheldLines(page.withheld, shown),
    );
    tellRest(context, page.withheld, page.next && named(page.next));
  });
}

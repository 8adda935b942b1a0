import { say } from '#language/console';
import { sayCount } from '#language/count';
import { foundFiles } from '../../api/gen/readers.js';
import type {
  SubjectAskRow,
  SubjectAsks,
} from '#capabilities/data-subjects/data-subjects.contract';
import type { Command } from 'commander';
import { parseThreadId, type StateCode, type ThreadId } from '#kernel';
import {
  subjectGrounds,
  subjectLimits,
  type SubjectGround,
} from '#capabilities/data-subjects/data-subjects.lists';
import type { ApiClient } from '../../api/client.js';
import { listedId, oneOf, words } from '../../arguments.js';
import type { Context } from '../../context.js';
import { verifiedDirectory } from '../../directory/verified-directory.js';
import { asking, withProfile, type ProfileFlags } from '../../people/asking.js';
import { askWord, factLines } from '../../people/words/subject-words.js';
import { addSubjectAsks, pageOf } from './asks.js';
import { personOf } from './person.js';
import { showAnswer } from '../../people/answering.js';

type Flags = ProfileFlags & {
  readonly ground: SubjectGround;
  readonly reference: string;
  readonly after?: ThreadId;
};

export function addSubject(program: Command, context: Context): void {
  const subject = program
    .command('subject')
    .description(say('subjectsSubject.subjectDescription'))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise subject search --ground ACCESS --reference "DP 2026/17"
  $ liaise subject search person.json --ground ACCESS --reference "DP 2026/17"
  $ liaise subject ask person.json --to XB/border-police --ground ACCESS --reference "DP 2026/17"
  $ liaise subject asks --purpose DATA_SUBJECT_RIGHTS
  $ liaise subject answer 0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e`,
    );
  addSubjectAsks(subject, context);
  withProfile(
    subject
      .command('search')
      .description(say('subjectsSubject.searchDescription'))
      .argument('[file]', say('subjectsSubject.searchFileArgument'))
      .requiredOption(
        '--ground <ground>',
        say('subjectsSubject.searchGroundOption', { subjectGrounds: subjectGrounds.join(', ') }),
        oneOf(subjectGrounds),
      )
      .requiredOption(
        '--reference <text>',
        say('subjectsSubject.searchReferenceOption'),
        words(subjectLimits.ownReferenceLength),
      )
      .option(
        '--after <thread>',
        say('subjectsSubject.searchAfterOption'),
        listedId(parseThreadId),
      ),
  )
    .addHelpText(
      'after',
      `
${say('subjectsSubject.searchHelp')}

${say('program.examples')}
  $ liaise subject search person.json --ground ACCESS --reference "DP 2026/17"
  $ liaise subject search person.json --ground THROUGH_SUPERVISORY_AUTHORITY --reference "DP 2026/18" --json`,
    )
    .action((file: string | undefined, flags: Flags, command: Command) =>
      search(context, file, flags, command),
    );
}

async function search(
  context: Context,
  file: string | undefined,
  { ground, reference, after, ...flags }: Flags,
  command: Command,
): Promise<void> {
  const person = await personOf(context, file);
  const asked = { ground, reference, ...person, ...(after !== undefined && { after }) };
  const found = await asking(flags, context, async (session) => {
    const { client } = session;
    // Done first: a failure here must not cost a search.
    const { asks, asksNext } = await asksOf(client, reference);
    const { peers } = await verifiedDirectory(session);
    const page = await client.ask(foundFiles, 'POST', '/api/v1/subjects/search', asked);
    const neighbours = peers.peers.listPeers().map(({ peer }) => peer);
    return { ...page, asks, asksNext, notAsked: notAskedOf(neighbours, page.facts, asks) };
  });
  const { facts, namesakes, next, searchesLeft, entry, asks, asksNext, notAsked } = found;
  const named = await showAnswer({ context, command, flags }, found, (shown) => [
    ...facts.flatMap((fact) => factLines(fact, shown)),
    ...asks.map((each) =>
      say('subjectsSubject.askedOf', {
        peer: each.peer,
        peerAuthority: each.peerAuthority,
        each: askWord(each, context.now()),
      }),
    ),
  ]);
  if (facts.length === 0) context.terminal.message(say('subjectsSubject.noFileNamesPerson'));
  context.terminal.message(say('subjectsSubject.notLookedTextsNotes'));
  if (notAsked.length > 0)
    context.terminal.message(
      say('subjectsSubject.notAskedUnderReference', {
        notAsked: notAsked
          .map(
            ({ peer, hasPart }) => `${peer}${hasPart ? say('subjectsSubject.partFileAbove') : ''}`,
          )
          .join(', '),
      }),
    );
  if (namesakes > 0)
    context.terminal.message(say('subjectsSubject.sameNameAnotherDate', { namesakes }));
  if (next !== null)
    context.terminal.message(say('subjectsSubject.moreFollowAfter', { next: named(next) }));
  if (asksNext !== null)
    context.terminal.message(say('subjectsSubject.onlyYourNewestAsks', { asksNext }));
  context.terminal.message(
    sayCount('subjectsSubject.entryLogSearchesLeft', { event: entry.event, searchesLeft }),
  );
}

function notAskedOf(
  neighbours: readonly StateCode[],
  facts: readonly { readonly peer: StateCode }[],
  asks: readonly SubjectAskRow[],
): readonly { readonly peer: StateCode; readonly hasPart: boolean }[] {
  const concerned = new Set(facts.map(({ peer }) => peer));
  const states = [...concerned, ...neighbours.filter((peer) => !concerned.has(peer)).sort()];
  return states
    .filter((peer) => !asks.some((each) => each.peer === peer))
    .map((peer) => ({ peer, hasPart: concerned.has(peer) }));
}

// Most pages of asks searched for a reference: about a year of daily asks.
const mostPages = 8;

/**
 * Finds sent data-subject requests with `reference` on the newest eight pages. `asksNext` continues the search; null: no more
 * pages. @throws Refusal, CliError
 */
async function asksOf(
  client: ApiClient,
  reference: string,
): Promise<{ readonly asks: readonly SubjectAskRow[]; readonly asksNext: ThreadId | null }> {
  const found: SubjectAskRow[] = [];
  let after: ThreadId | null = null;
  let pages = 0;
  do {
    const page: SubjectAsks = await pageOf(client, 'sent', {
      // The stated ground implies the purpose.
      purpose: 'DATA_SUBJECT_RIGHTS',
      limit: subjectLimits.asksPage,
      after,
    });
    found.push(...page.asks.filter((each) => each.reference === reference));
    after = page.next;
    pages += 1;
  } while (after !== null && pages < mostPages);
  return { asks: found, asksNext: after };
}

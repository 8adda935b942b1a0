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
import { personIn } from '../../compose/subject.js';
import type { Context } from '../../context.js';
import { verifiedDirectory } from '../../directory/verified-directory.js';
import { readText } from '../../installation/files.js';
import { asking, withProfile, type ProfileFlags } from '../../people/asking.js';
import { askWord, factLines } from '../../people/words/subject-words.js';
import { addSubjectAsks, pageOf } from './asks.js';
import { showAnswer } from '../../people/answering.js';

type Flags = ProfileFlags & {
  readonly ground: SubjectGround;
  readonly reference: string;
  readonly after?: ThreadId;
};

export function addSubject(program: Command, context: Context): void {
  const subject = program
    .command('subject')
    .description('For a data protection officer: what States keep of a person who asks.')
    .addHelpText(
      'after',
      `
Examples:
  $ liaise subject search person.json --ground ACCESS --reference "DP 2026/17"
  $ liaise subject ask person.json --to XB/border-police --ground ACCESS --reference "DP 2026/17"
  $ liaise subject asks --purpose DATA_SUBJECT_RIGHTS
  $ liaise subject answer 0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e`,
    );
  addSubjectAsks(subject, context);
  withProfile(
    subject
      .command('search')
      .description('Which files of all authorities of this State name the person.')
      .argument('<file>', 'who the person is')
      .requiredOption(
        '--ground <ground>',
        `what the person wants: ${subjectGrounds.join(', ')}`,
        oneOf(subjectGrounds),
      )
      .requiredOption(
        '--reference <text>',
        'of the person’s application in your own files',
        words(subjectLimits.ownReferenceLength),
      )
      .option(
        '--after <thread>',
        'go on after this thread, the last one seen',
        listedId(parseThreadId),
      ),
  )
    .addHelpText(
      'after',
      `
The file says whom, so that no name stands in the history of your shell:
  {"names": ["Amira Haddad", "أميرة حداد"], "birthDate": "1999-02-03", "numbers": ["P1234567", "+49 151 1234567"]}
Each writing of the name is looked for by all its words, in any order; whoever bears it and another date of birth is counted, not
shown. A number of a document, phone or plate is enough by itself. Of each file you are told what a person may know of it, never its
texts. Fifty times a day. The log gets the ground and digests; with --json you get what these stand for: keep that with the
application, because the State keeps no copy.
What neighbours were asked under the same reference (\`subject ask\`), and have answered or not, stands below.

Examples:
  $ liaise subject search person.json --ground ACCESS --reference "DP 2026/17"
  $ liaise subject search person.json --ground THROUGH_SUPERVISORY_AUTHORITY --reference "DP 2026/18" --json`,
    )
    .action((file: string, flags: Flags, command: Command) =>
      search(context, file, flags, command),
    );
}

async function search(
  context: Context,
  file: string,
  { ground, reference, after, ...flags }: Flags,
  command: Command,
): Promise<void> {
  const person = personIn(file, await readText(file));
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
  await showAnswer({ context, command, flags }, found, (shown) => [
    ...facts.flatMap((fact) => factLines(fact, shown)),
    ...asks.map(
      (each) => `Asked of ${each.peer}/${each.peerAuthority}: ${askWord(each, context.now())}`,
    ),
  ]);
  if (facts.length === 0)
    context.terminal.message(
      'No file here names the person among its subjects, or among the persons of a formal request, in these writings and numbers.',
    );
  context.terminal.message(
    'Not looked at: texts, notes, attachments, other writings of the name, what was erased.',
  );
  if (notAsked.length > 0)
    context.terminal.message(
      `Not asked under this reference: ${notAsked.map(({ peer, hasPart }) => `${peer}${hasPart ? ' (has part in a file above)' : ''}`).join(', ')}. Their files are not in this search: liaise subject ask.`,
    );
  if (namesakes > 0)
    context.terminal.message(`Same name, another date of birth: ${namesakes}, not shown.`);
  if (next !== null) context.terminal.message(`More follow: --after ${next}`);
  if (asksNext !== null)
    context.terminal.message(
      `Only your newest asks were looked through for the reference; older ones: liaise subject asks --purpose DATA_SUBJECT_RIGHTS --sent --after ${asksNext}`,
    );
  context.terminal.message(
    `Entry ${entry.event} of the log; ${searchesLeft} searches left within 24 hours.`,
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
 * Finds questions that this State sent to other States under the given reference; reads at most eight pages. `asksNext`: id
 * after which the search can continue, or null after the last page. @throws Refusal, CliError
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

import type { Command } from 'commander';
import { parseThreadId, subjectGrounds, type SubjectGround, type ThreadId } from '#model';
import { list, readContent, text, type Reader } from '../api/shape.js';
import * as views from '../api/subject-views.js';
import { fitting, oneOf } from '../arguments.js';
import { wantsJson, type Context } from '../context.js';
import { readText } from '../installation/files.js';
import { asking, withProfile, type ProfileFlags } from '../people/asking.js';

type Flags = ProfileFlags & {
  readonly ground: SubjectGround;
  readonly reference: string;
  readonly before?: ThreadId;
};

interface Person {
  readonly names: readonly string[];
  readonly numbers: readonly string[];
  readonly birthDate?: string;
}

/** `subject search`: what the State keeps of a person who asks, for its data protection officer. */
export function addSubject(program: Command, context: Context): void {
  const subject = program
    .command('subject')
    .description('For a data protection officer: what this State keeps of a person who asks.')
    .addHelpText(
      'after',
      `
Examples:
  $ liaise subject search person.json --ground ACCESS --reference "DP 2026/17"`,
    );
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
      .requiredOption('--reference <text>', 'of the person’s application in your own files')
      .option(
        '--before <thread>',
        'go on after this thread, the last one seen',
        fitting(parseThreadId),
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
  { ground, reference, before, ...flags }: Flags,
  command: Command,
): Promise<void> {
  const person = personIn(file, await readText(file));
  const asked = { ground, reference, ...person, ...(before !== undefined && { before }) };
  const found = await asking(flags, context, ({ client }) =>
    client.ask(views.subjects, 'POST', '/api/v1/subjects/search', asked),
  );
  const { facts, namesakes, next, searchesLeft, entry } = found;
  context.terminal.answer(wantsJson(command), found, facts.flatMap(linesOf));
  if (facts.length === 0) context.terminal.message('No file here names the person.');
  if (namesakes > 0)
    context.terminal.message(`Same name, another date of birth: ${namesakes}, not shown.`);
  if (next !== null) context.terminal.message(`More follow: --before ${next}`);
  context.terminal.message(
    `Entry ${entry.event} of the log; ${searchesLeft} searches left within 24 hours.`,
  );
}

/** @throws CliError CLI_FILE_INVALID */
function personIn(file: string, content: string): Person {
  const person: Reader<Person> = (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new TypeError('expected an object');
    const allowed = ['names', 'birthDate', 'numbers'];
    const stray = Object.keys(value).find((name) => !allowed.includes(name));
    if (stray !== undefined) throw new TypeError(`unknown member; allowed: ${allowed.join(', ')}`);
    const { names = [], numbers = [], birthDate } = value as Readonly<Record<string, unknown>>;
    return {
      names: list(text, 16)(names),
      numbers: list(text, 16)(numbers),
      ...(birthDate !== undefined && { birthDate: text(birthDate) }),
    };
  };
  return readContent(file, content, person);
}

const day = (time: string | null): string => time?.slice(0, 10) ?? 'no day yet';

function linesOf(fact: views.Fact): string[] {
  const { thread, authority, side, peer, peerAuthority, requestType, state } = fact;
  const other = `${peerAuthority} of ${peer}`;
  const parties = side === 'ASKING' ? `${authority} asks ${other}` : `${other} asks ${authority}`;
  const recipients = fact.recipients.map((each) => `${each.state}/${each.authority}`).join(', ');
  return [
    `${thread}  ${parties}  ${requestType}  ${state}${fact.recalled ? '  RECALLED' : ''}`,
    `    by ${fact.by.map((mark) => words[mark]).join(', ')}; as ${fact.categories.join(', ') || 'nothing that was said'}; for ${fact.purpose}`,
    `    disclosed to ${recipients}`,
    `    opened ${day(fact.openedAt)}, last changed ${day(fact.updatedAt)}, ended ${day(fact.endedAt)}, reviewed ${day(fact.reviewAt)}, erased ${day(fact.eraseAt)}`,
  ];
}

const words: Readonly<Record<views.Fact['by'][number], string>> = {
  NAME: 'name',
  BIRTH_DATE: 'date of birth',
  NUMBER: 'a number',
};

import type { Command } from 'commander';
import type { InternalNote, NotePage } from '#capabilities/notes/notes.contract';
import { noteLength } from '#capabilities/notes/notes.lists';
import type { ThreadId } from '#kernel';
import { say } from '#language/console';
import { notePage, writtenNote } from '../../api/gen/readers.js';
import type { Context } from '../../context.js';
import { asking, withProfile, type ProfileFlags } from '../../people/asking.js';
import { threadPurposeOption } from '../../people/thread-purpose.js';
import { printableLines } from '../../people/printable.js';
import type { Desk, Place } from '../../people/threads.js';
import { threadArgument } from './sending.js';
import type { ReadFlags } from './showing.js';
import { showAnswer } from '../../people/answering.js';
import { neededText, withText, type TextFlags } from '../../people/plain-text.js';

type NoteFlags = ProfileFlags & TextFlags;

const example = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';

export function addNotes(parent: Command, context: Context, desk: Desk): void {
  const name = parent.name();
  withText(
    withProfile(
      parent
        .command('note')
        .description(say('notes.noteDescription'))
        .argument(...threadArgument),
    ),
    say('notes.noteFileArgument', { noteLength }),
  )
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise ${name} note ${example} note.txt
  $ liaise ${name} note ${example} --text "Called the coast guard: no vessel there."`,
    )
    .action(
      async (thread: ThreadId, file: string | undefined, flags: NoteFlags, command: Command) => {
        const text = await neededText(context, file, flags);
        const path = `/api/v1/${desk}/${thread}/notes`;
        const done = await asking(flags, context, ({ client }) =>
          client.ask(writtenNote, 'POST', path, { text }),
        );
        await showAnswer({ context, command, flags }, done, ({ when }) => [
          say('notes.notedAt', { at: when(done.at) }),
        ]);
      },
    );
  withProfile(
    parent
      .command('notes')
      .description(say('notes.notesDescription'))
      .argument(...threadArgument),
  )
    .option(...threadPurposeOption)
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise ${name} notes ${example} --purpose INVESTIGATION`,
    )
    .action(async (thread: ThreadId, flags: ReadFlags, command: Command) => {
      const notes = await readNotes(context, flags, { desk, thread });
      await showAnswer({ context, command, flags }, { notes }, ({ when, who }) =>
        notes.flatMap(({ at, officer, text }) => [
          `${when(at)}  ${who(officer)}`,
          ...printableLines(text).map((line) => `    ${line}`),
        ]),
      );
      if (notes.length === 0) context.terminal.message(say('notes.nothingNoted'));
    });
}

const mostPages = 20;

function readNotes(
  context: Context,
  flags: ReadFlags,
  { desk, thread }: Place,
): Promise<readonly InternalNote[]> {
  return asking(flags, context, async ({ client }) => {
    const notes: InternalNote[] = [];
    let after: string | null = null;
    for (let page = 0; page < mostPages; page += 1) {
      const place = after === null ? '' : `&after=${after}`;
      const path = `/api/v1/${desk}/${thread}/notes?purpose=${flags.purpose}&limit=100${place}`;
      const found: NotePage = await client.ask(notePage, 'GET', path);
      notes.push(...found.notes);
      after = found.next;
      if (after === null) return notes;
    }
    return notes;
  });
}

import { Controller, Inject } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { KeepNotes } from '#capabilities/notes/notes.service';
import { Sessions } from '#capabilities/sessions/sessions.service';
import { parseThreadId } from '#kernel';
import type { Calls, Pattern } from '#capabilities/calls';

type In<P extends Pattern> = Calls[P]['in'];
type Out<P extends Pattern> = Promise<Calls[P]['out']>;

/** What the officers who ask note for each other. Nothing here is sent. */
@Controller()
export class NoteHandlers {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(KeepNotes) private readonly notes: KeepNotes,
  ) {}

  @MessagePattern('requests.note')
  note(input: In<'requests.note'>): Out<'requests.note'> {
    return this.sessions.answer('requests.note', input, (session) =>
      this.notes.add(session, parseThreadId(input.thread), input.text),
    );
  }

  @MessagePattern('requests.notes')
  read(input: In<'requests.notes'>): Out<'requests.notes'> {
    return this.sessions.answer('requests.notes', input, (session) =>
      this.notes.list(session, { ...input, thread: parseThreadId(input.thread) }),
    );
  }
}

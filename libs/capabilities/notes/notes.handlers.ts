import { Controller } from '@nestjs/common';
import type { Session } from '#access';
import { AskedOf, Handles, Officer } from '#service';
import {
  listNotes,
  NotesAsked,
  WriteNote,
  writeNote,
  type NotePage,
  type WrittenNote,
} from './notes.contract.js';
import { KeepNotes } from './notes.service.js';

@Controller()
export class NotesHandlers {
  constructor(private readonly notes: KeepNotes) {}

  @Handles(writeNote)
  write(@Officer() officer: Session, @AskedOf() { thread, text }: WriteNote): Promise<WrittenNote> {
    return this.notes.add(officer, thread, text);
  }

  @Handles(listNotes)
  listNotes(@Officer() officer: Session, @AskedOf() asked: NotesAsked): Promise<NotePage> {
    return this.notes.listNotes(officer, asked);
  }
}

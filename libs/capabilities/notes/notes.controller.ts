import { Controller, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Asked,
  CALL_BUS,
  deskAddresses,
  From,
  Route,
  type Caller,
  type CallBus,
  inThread,
} from '#api';
import {
  listNotes,
  NotesAsked,
  WriteNote,
  writeNote,
  type NotePage,
  type WrittenNote,
} from './notes.contract.js';

@ApiTags('notes')
@Controller(deskAddresses)
export class NotesController {
  constructor(@Inject(CALL_BUS) private readonly bus: CallBus) {}

  @Route('POST', ':thread/notes', writeNote, {
    status: 201,
    summary: 'Note something on a thread',
    description: 'For one’s own authority alone: it is never sent and never exported.',
    refuses: inThread,
  })
  write(@From() caller: Caller, @Asked() asked: WriteNote): Promise<WrittenNote> {
    return this.bus.ask(writeNote, caller, asked);
  }

  @Route('GET', ':thread/notes', listNotes, {
    summary: 'List the notes on a thread',
    description: 'Oldest first. The read is on record before anything is shown.',
    refuses: inThread,
  })
  listNotes(@From() caller: Caller, @Asked() asked: NotesAsked): Promise<NotePage> {
    return this.bus.ask(listNotes, caller, asked);
  }
}

import {
  asked,
  call,
  desks,
  mostOfPage,
  OfThread,
  Parsed,
  Part,
  purposeful,
  ReadPage,
  Text,
  uuid,
} from '#contract';
import {
  parseOfficerId,
  parseThreadId,
  parseTimestamp,
  type OfficerId,
  type ThreadId,
  type Timestamp,
} from '#kernel';
import { noteLength } from './notes.lists.js';

export class InternalNote {
  @Text({
    max: 36,
    description: 'Id of the note.',
    example: '0190a0b0-0000-7000-8000-000000000004',
  })
  readonly note: string;
  @Parsed(parseOfficerId, { description: 'Who wrote it.' })
  readonly officer: OfficerId;
  @Parsed(parseTimestamp)
  readonly at: Timestamp;
  @Text({ max: noteLength, example: 'Ask the harbour master first.' })
  readonly text: string;
}

export class WriteNote extends OfThread {
  @Text({
    min: 1,
    max: noteLength,
    description: 'For the officers of one’s own authority alone; never sent, never exported.',
    example: 'Ask the harbour master first.',
  })
  readonly text: string;
}

export class WrittenNote {
  @Text({
    max: 36,
    description: 'Id of the note.',
    example: '0190a0b0-0000-7000-8000-000000000004',
  })
  readonly note: string;
  @Parsed(parseTimestamp)
  readonly at: Timestamp;
}

export class NotesAsked extends ReadPage {
  @Parsed(parseThreadId, { description: 'Thread id.' })
  readonly thread: ThreadId;
  @Text({
    max: 36,
    pattern: uuid,
    nullable: true,
    standard: true,
    description: 'Id of the last note already seen: `next` of the page before.',
  })
  readonly after: string | null = null;
}

export class NotePage {
  @Part(() => InternalNote, { list: mostOfPage, description: 'Oldest first.' })
  readonly notes: readonly InternalNote[];
  @Text({
    max: 36,
    nullable: true,
    description: '`after` of the next page.',
    example: '0190a0b0-0000-7000-8000-000000000004',
  })
  readonly next: string | null;
}

export const writeNote = call('note', WriteNote, WrittenNote, { requests: desks, inbox: asked });
export const listNotes = call('notes', NotesAsked, NotePage, {
  requests: purposeful(desks),
  inbox: purposeful(asked),
});

export const noteCalls = [writeNote, listNotes];

import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SIDE } from '#capabilities/tokens';
import { KernelError, timestamp, type Side, type ThreadId } from '#kernel';
import type { InternalNote, NotePage, NotesAsked, WrittenNote } from './notes.contract.js';
import { noteLength } from './notes.lists.js';
import { noteName } from './notes.rows.js';
import { Cases } from '#capabilities/cases';
import { noted } from '#capabilities/assignment/assignment.events';
import { keptRead } from '#capabilities/audit/views.events';
import { recordDisclosed } from '#threads';
import { fitting } from '#capabilities/requests/dispatch-rows.queries';
import { officerContext, threadOf } from '#capabilities/requests/read-thread.queries';
import type { Session } from '#access';
import { Journal } from '#journal';
import { Store } from '#store';
import { hashesOf } from '#wire';

const mostNotes = 100;

/** Internal notes of one authority about a thread. Notes are never sent or exported. */
@Injectable()
export class KeepNotes {
  constructor(
    private readonly store: Store,
    private readonly cases: Cases,
    private readonly journal: Journal,
    @Inject(SIDE) private readonly side: Side,
  ) {}

  /** @throws ThreadsError NOT_FOUND, CONTENT_ERASED; KernelError VALUE_INVALID */
  async add(session: Session, id: ThreadId, text: string): Promise<WrittenNote> {
    if (text.trim() === '' || text.length > noteLength)
      throw new KernelError('VALUE_INVALID', 'text');
    const content = Buffer.from(text, 'utf8');
    const note = randomUUID();
    return this.store.transaction(officerContext(session, 'write-note'), async (tx) => {
      const thread = await threadOf(this.cases, tx, id, this.side);
      const kept = this.cases.protect(thread, noteName(note), content);
      const { officer } = session;
      const at = await this.cases.notes.add(tx, thread, { id: note, officer, content: kept });
      this.cases.retention.noted(tx, thread);
      const draft = noted(thread, session, note, hashesOf(content));
      await recordDisclosed(tx, this.journal, this.cases, [{ thread, draft }]);
      return { note, at: timestamp(at) };
    });
  }

  /**
   * Returns a page of notes, oldest first; the read is logged before the page leaves. @throws ThreadsError NOT_FOUND,
   * CONTENT_ERASED
   */
  listNotes(session: Session, asked: NotesAsked): Promise<NotePage> {
    const { thread: id, purpose, after } = asked;
    const most = Math.max(1, Math.min(asked.limit, mostNotes));
    return this.store.transaction(officerContext(session, 'read-notes'), async (tx) => {
      const thread = await threadOf(this.cases, tx, id, this.side);
      const rows = await this.cases.notes.listNotes(tx, id, most + 1, after);
      const found = rows.slice(0, most).flatMap(({ id: note, officer, content, writtenAt }) => {
        if (content === null) return [];
        const text = this.cases.reveal(thread, noteName(note), content);
        const at = timestamp(writtenAt);
        return [{ note, officer, at, text: Buffer.from(text).toString('utf8') }];
      });
      const notes = fitting(found, bytesOf);
      await this.journal.recordEvent(
        tx,
        keptRead(thread, { session, purpose }, 'notes', notes.length),
      );
      const more = rows.length > most || notes.length < found.length;
      return { notes, next: more ? (notes.at(-1)?.note ?? null) : null };
    });
  }
}

const bytesOf = (note: InternalNote): number => Buffer.byteLength(JSON.stringify(note));

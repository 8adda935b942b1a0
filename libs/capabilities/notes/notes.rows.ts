import type { OfficerId, ThreadId } from '#kernel';
import { ThreadsError, type ThreadRecord } from '#threads';
import type { Tx } from '#store';

export interface NoteRecord {
  readonly id: string;
  readonly thread: ThreadId;
  readonly officer: OfficerId;
  readonly content: Buffer | null;
  readonly writtenAt: Date;
}

const columns = `id, thread, officer, content, written_at as "writtenAt"`;

/** Associated data that binds an encrypted note to its row. A ciphertext copied into another row does not decrypt. */
export const noteName = (id: string): string => `note:${id}`;

export class Notes {
  async add(
    tx: Tx,
    thread: ThreadRecord,
    note: { readonly id: string; readonly officer: OfficerId; readonly content: Uint8Array },
  ): Promise<Date> {
    const [row] = await tx.query<{ at: Date }>(
      `insert into cases.note (id, thread, authority, compartment, officer, content)
       values ($1, $2, $3, $4, $5, $6) returning written_at as at`,
      [note.id, thread.id, thread.authority, thread.compartment, note.officer, note.content],
    );
    if (row === undefined) throw new Error('a note was not written');
    return row.at;
  }

  async listNotes(
    tx: Tx,
    thread: ThreadId,
    limit: number,
    after: string | null,
  ): Promise<NoteRecord[]> {
    if (after === null)
      return tx.query<NoteRecord>(
        `select ${columns} from cases.note where thread = $1 order by written_at, id limit $2`,
        [thread, limit],
      );
    const [known] = await tx.query(
      'select 1 as one from cases.note where id = $1 and thread = $2',
      [after, thread],
    );
    if (known === undefined) throw new ThreadsError('NOT_FOUND', 'after');
    return tx.query<NoteRecord>(
      `select ${columns} from cases.note
       where thread = $1 and (written_at, id) > (select written_at, id from cases.note where id = $3)
       order by written_at, id limit $2`,
      [thread, limit, after],
    );
  }
}

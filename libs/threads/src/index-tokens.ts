import type { DocumentId } from '#kernel';
import type { ThreadRecord } from './rows.js';
import type { Tx } from '#store';

/** Keyed hash in the blind index, by what kind of value it stands for. */
export interface IndexToken {
  readonly type: string;
  readonly token: Buffer;
}

/** A document and the tokens by which it is found. */
export interface Indexed {
  readonly thread: Pick<ThreadRecord, 'id' | 'authority' | 'compartment'>;
  readonly dispatch: DocumentId;
  readonly tokens: readonly IndexToken[];
}

/** Mark by which a thread is found by whoever works on the same. */
export interface LikeRow extends IndexToken {
  readonly thread: Pick<ThreadRecord, 'id' | 'authority' | 'compartment' | 'openedAt'>;
}

/** Adds documents to the blind index, in the transaction that appends them, and marks of the threads that they open. */
export function addTokens(
  tx: Tx,
  documents: readonly Indexed[],
  likes: readonly LikeRow[] = [],
): void {
  const rows = documents.flatMap(({ thread, dispatch, tokens }) =>
    tokens.map((token) => ({ ...token, thread, dispatch })),
  );
  if (rows.length + likes.length === 0) return;
  tx.send(
    `with found_by as (
       insert into cases.token (authority, compartment, type, token, thread, dispatch)
       select * from unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::uuid[], $6::uuid[])
       on conflict do nothing)
     insert into cases.likeness (compartment, type, token, authority, opened_at, thread)
     select * from unnest($7::text[], $8::text[], $9::bytea[], $10::text[], $11::timestamptz[], $12::uuid[])
     on conflict do nothing`,
    [
      rows.map(({ thread }) => thread.authority),
      rows.map(({ thread }) => thread.compartment),
      rows.map(({ type }) => type),
      rows.map(({ token }) => token),
      rows.map(({ thread }) => thread.id),
      rows.map(({ dispatch }) => dispatch),
      likes.map(({ thread }) => thread.compartment),
      likes.map(({ type }) => type),
      likes.map(({ token }) => token),
      likes.map(({ thread }) => thread.authority),
      likes.map(({ thread }) => thread.openedAt),
      likes.map(({ thread }) => thread.id),
    ],
  );
}

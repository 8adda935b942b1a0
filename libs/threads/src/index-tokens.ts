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

const intoTokens = `insert into cases.token (authority, compartment, type, token, thread, dispatch)
  select * from unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::uuid[], $6::uuid[])
  on conflict do nothing`;

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
  const tokens = [
    rows.map(({ thread }) => thread.authority),
    rows.map(({ thread }) => thread.compartment),
    rows.map(({ type }) => type),
    rows.map(({ token }) => token),
    rows.map(({ thread }) => thread.id),
    rows.map(({ dispatch }) => dispatch),
  ];
  // Whoever opens no thread has no right to its marks, not even to write none of them.
  if (likes.length === 0) {
    tx.send(intoTokens, tokens);
    return;
  }
  tx.send(
    `with found_by as (${intoTokens})
     insert into cases.likeness (compartment, type, token, authority, opened_at, thread)
     select * from unnest($7::text[], $8::text[], $9::bytea[], $10::text[], $11::timestamptz[], $12::uuid[])
     on conflict do nothing`,
    [
      ...tokens,
      likes.map(({ thread }) => thread.compartment),
      likes.map(({ type }) => type),
      likes.map(({ token }) => token),
      likes.map(({ thread }) => thread.authority),
      likes.map(({ thread }) => thread.openedAt),
      likes.map(({ thread }) => thread.id),
    ],
  );
}

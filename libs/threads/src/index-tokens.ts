import type { DocumentId, Sha256 } from '#kernel';
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
  /** Words for which, said twice at once, the second waits for the first. */
  readonly words?: Sha256;
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
    `with found_by as (${intoTokens}),
     said as materialized (
       select count(pg_advisory_xact_lock(hashtextextended('cases.words ' || w, 0))::text) as count
       from (select w from unnest($13::text[]) as n (w) order by w) o)
     insert into cases.likeness (compartment, type, token, authority, opened_at, thread)
     select l.* from said cross join
       unnest($7::text[], $8::text[], $9::bytea[], $10::text[], $11::timestamptz[], $12::uuid[]) as l
     on conflict do nothing`,
    [
      ...tokens,
      likes.map(({ thread }) => thread.compartment),
      likes.map(({ type }) => type),
      likes.map(({ token }) => token),
      likes.map(({ thread }) => thread.authority),
      likes.map(({ thread }) => thread.openedAt),
      likes.map(({ thread }) => thread.id),
      likes.flatMap(({ words }) => words ?? []),
    ],
  );
}

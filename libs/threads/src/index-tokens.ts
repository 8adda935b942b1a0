import type { DocumentId, Sha256 } from '#kernel';
import type { ThreadRecord } from './rows.js';
import type { Tx } from '#store';

export interface IndexToken {
  readonly type: string;
  readonly token: Buffer;
}

export interface Indexed {
  readonly thread: Pick<ThreadRecord, 'id' | 'authority' | 'compartment'>;
  readonly dispatch: DocumentId;
  readonly tokens: readonly IndexToken[];
}

export interface MatchKeyRow extends IndexToken {
  readonly words?: Sha256;
  readonly thread: Pick<ThreadRecord, 'id' | 'authority' | 'compartment' | 'openedAt'>;
}

const intoTokens = `insert into cases.token (authority, compartment, type, token, thread, dispatch)
  select * from unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::uuid[], $6::uuid[])
  on conflict do nothing`;

export function addTokens(
  tx: Tx,
  documents: readonly Indexed[],
  likes: readonly MatchKeyRow[] = [],
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
  // Services that open no threads have no database right on match keys, even to write none.
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

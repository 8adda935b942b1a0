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

/** Adds documents to the blind index, in the transaction that appends them. They go with the words of their document. */
export function addTokens(tx: Tx, documents: readonly Indexed[]): void {
  const rows = documents.flatMap(({ thread, dispatch, tokens }) =>
    tokens.map((token) => ({ ...token, thread, dispatch })),
  );
  if (rows.length === 0) return;
  tx.send(
    `insert into cases.token (authority, compartment, type, token, thread, dispatch)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::uuid[], $6::uuid[])
     on conflict do nothing`,
    [
      rows.map(({ thread }) => thread.authority),
      rows.map(({ thread }) => thread.compartment),
      rows.map(({ type }) => type),
      rows.map(({ token }) => token),
      rows.map(({ thread }) => thread.id),
      rows.map(({ dispatch }) => dispatch),
    ],
  );
}

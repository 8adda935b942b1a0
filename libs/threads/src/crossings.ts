import type { DirectoryPoint, DocumentId } from '#kernel';
import type { PostedSigner } from '#capabilities/directory/postings.model';
import type { Tx } from '#store';

/** What a document crossed the border under, as its State signed it. */
export interface Crossing {
  readonly dispatch: DocumentId;
  readonly envelope: Uint8Array;
  readonly envelopeSignature: Uint8Array;
  /** Its State's directory of that day. */
  readonly directory: DirectoryPoint;
  /** Who signed it, and what it encloses, from a post by the directories of then; undefined where that was not noted. */
  readonly posted: readonly PostedSigner[] | undefined;
}

interface Row extends DirectoryPoint {
  readonly dispatch: DocumentId;
  readonly envelope: Buffer;
  readonly envelopeSignature: Buffer;
  readonly posted: readonly PostedSigner[] | null;
}

/** Once for a document: what was sealed is not sealed again. */
export function noteCrossings(tx: Tx, crossings: readonly Crossing[]): void {
  if (crossings.length === 0) return;
  tx.send(
    `insert into cases.crossing (dispatch, version, head, envelope, envelope_signature, posted)
     select * from unnest($1::uuid[], $2::bigint[], $3::text[], $4::bytea[], $5::bytea[], $6::jsonb[])`,
    [
      crossings.map(({ dispatch }) => dispatch),
      crossings.map(({ directory }) => directory.version),
      crossings.map(({ directory }) => directory.head),
      crossings.map(({ envelope }) => envelope),
      crossings.map(({ envelopeSignature }) => envelopeSignature),
      crossings.map(({ posted }) => (posted === undefined ? null : JSON.stringify(posted))),
    ],
  );
}

/** Of documents that whoever asks may see; none of what has not left, or came before these were kept. */
export async function crossingsOf(
  tx: Tx,
  dispatches: readonly DocumentId[],
): Promise<ReadonlyMap<DocumentId, Crossing>> {
  if (dispatches.length === 0) return new Map();
  const rows = await tx.query<Row>(
    `select dispatch, version, head, envelope, envelope_signature as "envelopeSignature", posted
     from cases.crossing where dispatch = any ($1::uuid[])`,
    [dispatches],
  );
  return new Map(
    rows.map(({ dispatch, version, head, posted, ...sealed }) => [
      dispatch,
      { dispatch, ...sealed, directory: { version, head }, posted: posted ?? undefined },
    ]),
  );
}

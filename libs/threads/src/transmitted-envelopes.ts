import type { DirectoryPoint, DocumentId, MessageId } from '#kernel';
import type { PostedSigner } from '#capabilities/directory/postings.contract';
import type { Tx } from '#store';

export interface TransmittedEnvelope {
  readonly dispatch: DocumentId;
  readonly envelope: Uint8Array;
  readonly envelopeSignature: Uint8Array;
  readonly directory: DirectoryPoint;
  readonly posted: readonly PostedSigner[] | undefined;
}

interface Row extends DirectoryPoint {
  readonly dispatch: DocumentId;
  readonly envelope: Buffer;
  readonly envelopeSignature: Buffer;
  readonly posted: readonly PostedSigner[] | null;
}

const namedSql = `with named as (
       update cases.dispatch d set message_id = n.message_id
       from unnest($1::uuid[], $7::text[]) as n (id, message_id) where d.id = n.id)`;

export function noteTransmitted(
  tx: Tx,
  transmitted: readonly TransmittedEnvelope[],
  messages?: readonly MessageId[],
): void {
  if (transmitted.length === 0) return;
  tx.send(
    `${messages === undefined ? '' : namedSql}
     insert into cases.crossing (dispatch, version, head, envelope, envelope_signature, posted)
     select * from unnest($1::uuid[], $2::bigint[], $3::text[], $4::bytea[], $5::bytea[], $6::jsonb[])`,
    [
      transmitted.map(({ dispatch }) => dispatch),
      transmitted.map(({ directory }) => directory.version),
      transmitted.map(({ directory }) => directory.head),
      transmitted.map(({ envelope }) => envelope),
      transmitted.map(({ envelopeSignature }) => envelopeSignature),
      transmitted.map(({ posted }) => (posted === undefined ? null : JSON.stringify(posted))),
      ...(messages === undefined ? [] : [messages]),
    ],
  );
}

export async function transmittedEnvelopesOf(
  tx: Tx,
  dispatches: readonly DocumentId[],
): Promise<ReadonlyMap<DocumentId, TransmittedEnvelope>> {
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

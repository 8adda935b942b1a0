import type { DocumentId, LinkId, MessageId, Sha256, StateCode, Timestamp } from '#kernel';
import type { Tx } from '#store';
import type { ChainNote } from './links.js';

export interface SealedRow extends Pick<
  ChainNote,
  'seq' | 'messageId' | 'envelopeSha256' | 'prev'
> {
  readonly id: number;
  readonly ciphertext: Uint8Array;
  readonly ciphertextSha256: Sha256;
  readonly envelope: Uint8Array;
  readonly envelopeSignature: Uint8Array;
  readonly sessionKey: Uint8Array;
  readonly intentEvent: string;
  readonly sealedAt: Timestamp;
}

export function markSealed(tx: Tx, linkId: LinkId, rows: readonly SealedRow[]): void {
  const last = rows.at(-1);
  if (last === undefined) return;
  tx.send(
    `with s as materialized (
       select * from unnest($4::bigint[], $5::bigint[], $6::text[], $7::text[], $8::text[], $9::bytea[], $10::text[],
           $11::bytea[], $12::bytea[], $13::bytea[], $14::uuid[], $15::timestamptz[])
         as s (id, seq, message_id, envelope_sha256, prev, ciphertext, sha256, envelope, envelope_signature,
           session_key, event, sealed_at)),
     noted as (
       insert into mailbox.chain (link_id, direction, seq, message_id, envelope_sha256, prev, outcome)
       select $1, 'OUT', seq, message_id, envelope_sha256, prev, 'SEALED' from s on conflict do nothing),
     numbered as (
       update mailbox.link_numbers set last_seq = $2, last_envelope = $3 where link_id = $1)
     update mailbox.outbox o set state = 'SEALED', message_id = s.message_id, seq = s.seq,
       ciphertext = s.ciphertext, ciphertext_sha256 = s.sha256, envelope_sha256 = s.envelope_sha256,
       envelope = s.envelope, envelope_signature = s.envelope_signature,
       session_key = s.session_key, intent_event = s.event, sealed_at = s.sealed_at,
       next_attempt_at = clock_timestamp()
     from s where o.id = s.id`,
    [
      ...[linkId, last.seq, last.envelopeSha256],
      rows.map((row) => row.id),
      rows.map((row) => row.seq),
      rows.map((row) => row.messageId),
      rows.map((row) => row.envelopeSha256),
      rows.map((row) => row.prev),
      rows.map((row) => row.ciphertext),
      rows.map((row) => row.ciphertextSha256),
      rows.map((row) => row.envelope),
      rows.map((row) => row.envelopeSignature),
      rows.map((row) => row.sessionKey),
      rows.map((row) => row.intentEvent),
      rows.map((row) => row.sealedAt),
    ],
  );
}

export interface Bringer extends Pick<ChainNote, 'linkId' | 'seq' | 'envelopeSha256' | 'prev'> {
  readonly origin: StateCode;
  readonly document: DocumentId;
  readonly messageId: MessageId;
  readonly documentSha256: Sha256;
}

export interface AcceptedOnce<B extends Bringer = Bringer> {
  readonly fresh: ReadonlySet<B>;
  readonly numbered: ReadonlySet<B>;
}

/**
 * Accepts messages whose document id is new (`fresh`); of these, `numbered` also have a new number. Ids are unique per State,
 * numbers per link.
 */
export async function acceptOnce<B extends Bringer>(
  tx: Tx,
  bringers: readonly B[],
): Promise<AcceptedOnce<B>> {
  if (bringers.length === 0) return { fresh: new Set(), numbered: new Set() };
  const rows = await tx.query<{ at: number; isNumbered: boolean }>(
    `with b as materialized (
       select * from unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::text[])
         with ordinality as b (origin, document, message_id, document_sha256, link_id, seq, envelope_sha256, prev, at)),
     taken as (
       insert into mailbox.accepted (origin, document_id, message_id, document_sha256)
       select origin, document, message_id, document_sha256 from b on conflict do nothing
       returning origin, document_id as document, message_id),
     fresh as (select b.* from b join taken using (origin, document, message_id)),
     numbered as (
       insert into mailbox.chain (link_id, direction, seq, message_id, envelope_sha256, prev, outcome)
       select link_id, 'IN', seq, message_id, envelope_sha256, prev, 'OPENED' from fresh
       on conflict do nothing returning link_id, message_id)
     select f.at::int as at, n.message_id is not null as "isNumbered"
     from fresh f left join numbered n using (link_id, message_id)`,
    [
      bringers.map((each) => each.origin),
      bringers.map((each) => each.document),
      bringers.map((each) => each.messageId),
      bringers.map((each) => each.documentSha256),
      bringers.map((each) => each.linkId),
      bringers.map((each) => each.seq),
      bringers.map((each) => each.envelopeSha256),
      bringers.map((each) => each.prev),
    ],
  );
  const of = (some: typeof rows): Set<B> =>
    new Set(some.flatMap(({ at }) => bringers[at - 1] ?? []));
  return { fresh: of(rows), numbered: of(rows.filter(({ isNumbered }) => isNumbered)) };
}

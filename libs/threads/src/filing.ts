import { assessmentOf } from '#capabilities/halts/operations.model';
import {
  clockAct,
  type Document,
  type DocumentId,
  type MessageId,
  type Sha256,
  type Side,
  type ThreadId,
  type ThreadState,
} from '#kernel';
import { makesEvidential } from '#capabilities/evidence/citing.model';
import { limitsRow } from './clocks.js';
import { packContent, type DispatchContent } from './content.js';
import { threadColumns, type NewAttachment, type ThreadRecord } from './rows.js';
import { scanRow } from './scans.js';
import type { Tx } from '#store';
import { encryptContent } from '#trust';

export interface NewDispatch {
  readonly document: Document;
  readonly documentSha256: Sha256;
  readonly content: DispatchContent;
  readonly direction: 'OUT' | 'IN';
  readonly messageId: MessageId | null;
  readonly deliveredAt: Date | null;
  readonly attachments: readonly NewAttachment[];
}

export interface Filed extends NewDispatch {
  readonly thread: ThreadRecord;
}

export const label = (kind: string, ...ids: readonly (string | number)[]): string =>
  [kind, ...ids].join(':');

export interface NewThread extends Pick<
  ThreadRecord,
  | 'id'
  | 'authority'
  | 'compartment'
  | 'side'
  | 'requestType'
  | 'peer'
  | 'peerAuthority'
  | 'linkId'
  | 'priority'
  | 'keyEpoch'
> {
  readonly keyWrapped: Uint8Array;
  readonly summary: Uint8Array;
  readonly watchMinutes: number | null;
  readonly takeMinutes: number | null;
  readonly owner: string | null;
  readonly signedMonths: number | null;
}

export function insertThreads(tx: Tx, threads: readonly NewThread[]): Promise<ThreadRecord[]> {
  const column = <K extends keyof NewThread>(key: K) => threads.map((thread) => thread[key]);
  return tx.query<ThreadRecord>(
    `insert into cases.thread (id, authority, compartment, side, request_type, peer, peer_authority, link_id,
       state, priority, key_epoch, key_wrapped, summary, watch_at, owner, take_by, signed_months)
     select u.id, u.authority, u.compartment, u.side, u.request_type, u.peer, u.peer_authority, u.link_id,
       'SUBMITTED', u.priority, u.key_epoch, u.key_wrapped, u.summary,
       clock_timestamp() + make_interval(mins => u.watch), u.owner,
       clock_timestamp() + make_interval(mins => u.take), u.signed_months
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
       $9::smallint[], $10::int[], $11::bytea[], $12::bytea[], $13::int[], $14::text[], $15::int[], $16::smallint[])
       as u (id, authority, compartment, side, request_type, peer, peer_authority, link_id, priority, key_epoch,
         key_wrapped, summary, watch, owner, take, signed_months)
     on conflict do nothing returning ${threadColumns}`,
    [
      column('id'),
      column('authority'),
      column('compartment'),
      column('side'),
      column('requestType'),
      column('peer'),
      column('peerAuthority'),
      column('linkId'),
      column('priority'),
      column('keyEpoch'),
      column('keyWrapped'),
      column('summary'),
      column('watchMinutes'),
      column('owner'),
      column('takeMinutes'),
      column('signedMonths'),
    ],
  );
}

export interface NewDocument {
  readonly thread: Pick<ThreadRecord, 'id' | 'authority' | 'compartment'>;
  readonly document: Document;
  readonly documentSha256: Sha256;
  readonly content: Uint8Array;
  readonly direction: 'OUT' | 'IN';
  readonly messageId: MessageId | null;
  readonly deliveredAt: Date | null;
}

export async function insertDocuments(
  tx: Tx,
  documents: readonly NewDocument[],
): Promise<ReadonlySet<DocumentId>> {
  const column = <T>(value: (row: NewDocument) => T) => documents.map(value);
  const acts = documents.map(({ document }) => clockAct(document));
  const rows = await tx.query<{ id: DocumentId }>(
    `insert into cases.dispatch (id, thread, authority, compartment, direction, kind, in_reply_to, officer,
       message_id, document_sha256, content, composed_at, delivered_at, clock_act, clock_question, clock_until,
       clock_limits, assessed_until, evidential, notice_at)
     select u.id, u.thread, u.authority, u.compartment, u.direction, u.kind, u.in_reply_to, u.officer,
       u.message_id, u.document_sha256, u.content, u.composed_at, u.delivered_at, u.act, u.question, u.until,
       u.limits::int[], u.assessed_until, u.evidential, case when u.evidential then clock_timestamp() end
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::uuid[], $8::text[],
       $9::text[], $10::text[], $11::bytea[], $12::timestamptz[], $13::timestamptz[], $14::text[], $15::uuid[],
       $16::timestamptz[], $17::text[], $18::timestamptz[], $19::bool[])
       as u (id, thread, authority, compartment, direction, kind, in_reply_to, officer, message_id, document_sha256,
         content, composed_at, delivered_at, act, question, until, limits, assessed_until, evidential)
     on conflict (id) do nothing returning id`,
    [
      column(({ document }) => document.id),
      column(({ thread }) => thread.id),
      column(({ thread }) => thread.authority),
      column(({ thread }) => thread.compartment),
      column(({ direction }) => direction),
      column(({ document }) => document.kind),
      column(({ document }) => document.inReplyTo),
      column(({ document }) => document.from.officer),
      column(({ messageId }) => messageId),
      column(({ documentSha256 }) => documentSha256),
      column(({ content }) => content),
      column(({ document }) => document.composedAt),
      column(({ deliveredAt }) => deliveredAt),
      acts.map((act) => act?.act ?? null),
      acts.map((act) => (act?.act === 'RESUME' ? act.question : null)),
      acts.map((act) => (act !== null && 'until' in act ? act.until : null)),
      // Nested PostgreSQL arrays need equal lengths.
      acts.map((act) =>
        act?.act === 'START' && act.limits !== undefined
          ? `{${limitsRow(act.limits).join(',')}}`
          : null,
      ),
      column(({ document }) => assessmentOf(document)?.validUntil ?? null),
      column(({ document }) => makesEvidential(document) || null),
    ],
  );
  return new Set(rows.map(({ id }) => id));
}

export const encryptedContent = (key: Uint8Array, { document, content }: Filed): Uint8Array =>
  encryptContent(key, label('dispatch', document.id), packContent(content));

export const attachmentRows = (
  key: Uint8Array,
  { thread, document, attachments }: Filed,
): NewAttachmentRow[] =>
  attachments.map(({ root, ciphertextSize, key: plain, scan }, position) => ({
    ...{ thread, dispatch: document.id, position, root, ciphertextSize },
    keyWrapped: encryptContent(key, label('attachment', document.id, position), plain),
    scan: scanRow(scan),
  }));

export interface NewAttachmentRow {
  readonly thread: Pick<ThreadRecord, 'authority' | 'compartment'>;
  readonly dispatch: DocumentId;
  readonly position: number;
  readonly root: Sha256;
  readonly ciphertextSize: number;
  readonly keyWrapped: Uint8Array;
  readonly scan: string | null;
}

export function insertAttachments(tx: Tx, rows: readonly NewAttachmentRow[]): void {
  if (rows.length === 0) return;
  tx.send(
    `insert into cases.attachment (dispatch, position, authority, compartment, root, ciphertext_size, key_wrapped, scan)
     select * from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bytea[], $8::jsonb[])`,
    [
      rows.map(({ dispatch }) => dispatch),
      rows.map(({ position }) => position),
      rows.map(({ thread }) => thread.authority),
      rows.map(({ thread }) => thread.compartment),
      rows.map(({ root }) => root),
      rows.map(({ ciphertextSize }) => ciphertextSize),
      rows.map(({ keyWrapped }) => keyWrapped),
      rows.map(({ scan }) => scan),
    ],
  );
}

export interface Said {
  readonly thread: ThreadId;
  readonly state: ThreadState | null;
  readonly signedMonths: number | null;
}

export function noteSaid(tx: Tx, said: readonly Said[]): void {
  if (said.length === 0) return;
  tx.send(
    `update cases.thread t set retention_rule = -1, signed_months = least(t.signed_months, u.signed_months),
       state = coalesce(u.state, t.state),
       updated_at = case when u.state is null then t.updated_at else clock_timestamp() end
     from unnest($1::uuid[], $2::text[], $3::smallint[]) as u (id, state, signed_months) where t.id = u.id`,
    [
      said.map(({ thread }) => thread),
      said.map(({ state }) => state),
      said.map(({ signedMonths }) => signedMonths),
    ],
  );
}

export const sideOf = ({ side }: Pick<ThreadRecord, 'side'>, direction: 'OUT' | 'IN'): Side =>
  (direction === 'OUT') === (side === 'ASKING') ? 'ASKING' : 'ASKED';

import {
  endedStates,
  type AuthorityId,
  type Compartment,
  type DocumentId,
  type DocumentKind,
  type LinkId,
  type MessageId,
  type OfficerId,
  type Priority,
  type Sha256,
  type Side,
  type StateCode,
  type ThreadId,
  type ThreadState,
  type ThreadType,
} from '#kernel';
import type { Scan } from '#capabilities/attachments/scans/scan.contract';

export interface ThreadRecord {
  readonly id: ThreadId;
  readonly authority: AuthorityId;
  readonly compartment: Compartment;
  readonly side: Side;
  readonly requestType: ThreadType;
  readonly peer: StateCode;
  readonly peerAuthority: AuthorityId;
  readonly linkId: LinkId;
  readonly state: ThreadState;
  readonly priority: Priority;
  readonly holder: OfficerId | null;
  readonly keeper: OfficerId | null;
  /** True if the session's officer may read the thread; always true in a background step. `roster` means access list. */
  readonly onRoster: boolean;
  readonly formerAuthorities: readonly AuthorityId[];
  readonly movingTo: AuthorityId | null;
  readonly movedBy: DocumentId | null;
  readonly keyEpoch: number;
  readonly keyWrapped: Buffer | null;
  readonly summary: Buffer | null;
  readonly withdrawnFromUse: boolean;
  readonly openedAt: Date;
  readonly updatedAt: Date;
  readonly erasedAt: Date | null;
}

export type KeyedThread = Pick<
  ThreadRecord,
  'id' | 'authority' | 'side' | 'compartment' | 'keyEpoch' | 'keyWrapped'
>;

export interface DispatchHead {
  readonly id: DocumentId;
  readonly thread: ThreadId;
  readonly authority: AuthorityId;
  readonly compartment: Compartment;
  readonly direction: 'OUT' | 'IN';
  readonly kind: DocumentKind;
  readonly inReplyTo: DocumentId | null;
  readonly officer: OfficerId;
  readonly messageId: MessageId | null;
  readonly documentSha256: Sha256;
  readonly size: number;
  readonly withdrawnFromUse: boolean;
  readonly exculpatory: boolean;
  readonly composedAt: Date;
  readonly committedAt: Date;
}

export interface DispatchRecord extends DispatchHead {
  readonly content: Buffer | null;
}

export interface NewAttachment {
  readonly root: Sha256;
  readonly ciphertextSize: number;
  readonly key: Uint8Array;
  readonly scan?: Scan | null;
}

export interface AttachmentRecord {
  readonly dispatch: DocumentId;
  readonly position: number;
  readonly root: Sha256;
  readonly ciphertextSize: number;
  readonly keyWrapped: Buffer | null;
  readonly scan: Scan | null;
}

export function byThread<R extends { readonly thread: ThreadId }>(
  rows: readonly R[],
): ReadonlyMap<ThreadId, readonly R[]> {
  const found = new Map<ThreadId, R[]>();
  for (const row of rows) {
    const before = found.get(row.thread);
    if (before === undefined) found.set(row.thread, [row]);
    else before.push(row);
  }
  return found;
}

export const ended = endedStates.map((state) => `'${state}'`).join(', ');

const withdrawnFromUse = `exists (select from cases.withheld w where w.item = id) as "withdrawnFromUse"`;

export const onRoster = (row = ''): string =>
  `cases.on_roster(${['id', 'side', 'priority', 'holder', 'left_holder', 'owner'].map((column) => row + column).join(', ')})`;

export const isThere = (row: string): string =>
  `(${row}side <> 'ASKING' or coalesce(current_setting('liaise.openings', true), '') = ''
    or ${row}request_type = any (string_to_array(current_setting('liaise.openings', true), ',')))`;

export const threadColumns = `id, authority, compartment, side, request_type as "requestType", peer,
  peer_authority as "peerAuthority", link_id as "linkId", state, priority, holder,
  former_authorities as "formerAuthorities", moving_to as "movingTo", moved_by as "movedBy",
  key_epoch as "keyEpoch", key_wrapped as "keyWrapped", summary, opened_at as "openedAt", updated_at as "updatedAt",
  erased_at as "erasedAt", coalesce(owner, holder, left_holder) as keeper, ${onRoster()} as "onRoster",
  ${withdrawnFromUse}`;

export const headColumns = `id, thread, authority, compartment, direction, kind,
  in_reply_to as "inReplyTo", officer, message_id as "messageId", document_sha256 as "documentSha256",
  coalesce(octet_length(content), 0) as size, composed_at as "composedAt", committed_at as "committedAt",
  ${withdrawnFromUse}, exists (select from cases.exculpatory_mark m where m.item = id) as exculpatory`;

export const dispatchColumns = `${headColumns}, content`;

export const attachmentColumns = `dispatch, position, root, ciphertext_size as "ciphertextSize",
  key_wrapped as "keyWrapped", scan`;

import {
  isEntry,
  type AttachmentEntry,
  type AuthorityId,
  type Compartment,
  type Document,
  type Entry,
  type Envelope,
  type LinkId,
  type MessageId,
  type Pattern,
  type Purpose,
  type Receipt,
  type Role,
  type Sha256,
  type Side,
  type SignedDocumentInput,
  type StateCode,
} from '#model';
import type { AccessCode, Session } from '#access';
import type { DispatchHead, ThreadRecord } from '#cases';
import { destroyed, type DraftOf, type ErasureRecord, type EventObject } from '#journal';
import type { Arrival, QueuedDispatch, RelayRow } from '#mailbox';
import { sha256, sha512 } from '#wire';
import type { OpenedMessage } from './check-dispatch.js';

/** What each step says happened, in the log's own words. */

/** Named in every verdict, so that a later reader knows which rules judged. */
const verifier = 'liaise/1';

const object = (role: string, bytes: Uint8Array): EventObject => ({
  role,
  size: bytes.length,
  sha256: sha256(bytes),
  sha512: sha512(bytes),
});

const caseOf = (
  thread: ThreadRecord,
): { thread: ThreadRecord['id']; compartment: ThreadRecord['compartment'] } => ({
  thread: thread.id,
  compartment: thread.compartment,
});

const actorOf = (session: Session, wanted: Role): { officer: Session['officer']; role: Role } => ({
  officer: session.officer,
  role: session.roles.includes(wanted) ? wanted : (session.roles[0] ?? wanted),
});

/** Who reads at the desk of a side. */
const deskOf = (side: Side, session: Session): ReturnType<typeof actorOf> =>
  actorOf(session, side === 'ASKING' ? 'LIAISON_OFFICER' : 'DUTY_OFFICER');

const readerOf = (thread: ThreadRecord, session: Session): ReturnType<typeof actorOf> =>
  deskOf(thread.side, session);

export function signed(
  document: Document,
  input: SignedDocumentInput,
  certificate: Uint8Array,
  thread: ThreadRecord,
  session: Session,
): DraftOf<'msg.signed'> {
  return {
    typ: 'msg.signed',
    travels: true,
    case: caseOf(thread),
    actor: readerOf(thread, session),
    obj: [object('document', input.document), object('signature', input.signature)],
    data: {
      document: document.id,
      kind: document.kind,
      signer: document.signer,
      certificateSha256: sha256(certificate),
      signatureSha256: sha256(input.signature),
      recipientKeys: document.recipientKeys,
    },
  };
}

/** A queued dispatch that may not leave after all. */
export const voided = (row: QueuedDispatch, reason: string): DraftOf<'msg.send.abandoned'> => ({
  typ: 'msg.send.abandoned',
  reason,
  data: { document: row.dispatch },
});

export const sendIntent = (
  thread: ThreadRecord,
  envelope: Envelope,
  envelopeBytes: Uint8Array,
  ciphertext: Uint8Array,
): DraftOf<'msg.send.intent'> => ({
  typ: 'msg.send.intent',
  case: caseOf(thread),
  channel: { link: envelope.link, peer: envelope.to, dir: 'OUT', seq: envelope.seq },
  obj: [object('ciphertext', ciphertext)],
  data: { messageId: envelope.id, envelopeSha256: sha256(envelopeBytes) },
});

export const relayed = (row: RelayRow, peer: StateCode): DraftOf<'msg.sent'> => ({
  typ: 'msg.sent',
  channel: { link: row.linkId, peer, dir: 'OUT', seq: null },
  data: { messageId: row.messageId, attempt: row.attempt + 1 },
});

export const received = (
  arrival: Arrival,
  linkId: LinkId,
  peer: StateCode,
): DraftOf<'msg.received'> => ({
  typ: 'msg.received',
  channel: { link: linkId, peer, dir: 'IN', seq: null },
  obj: [{ role: 'ciphertext', size: arrival.size, sha256: arrival.ciphertextSha256 }],
  data: { messageId: arrival.messageId, parts: arrival.parts },
});

export const rejected = (
  row: {
    readonly messageId: MessageId | null;
    readonly linkId: LinkId;
    readonly peer: StateCode;
    readonly ciphertext: Uint8Array;
  },
  reason: string,
): DraftOf<'msg.rejected'> => ({
  typ: 'msg.rejected',
  reason,
  channel: { link: row.linkId, peer: row.peer, dir: 'IN', seq: null },
  obj: [object('ciphertext', row.ciphertext)],
  data: { messageId: row.messageId, verifier },
});

/** The peer's numbers do not follow on each other: evidence kept, the message itself is good. */
export const chainBroken = (
  row: { readonly linkId: LinkId; readonly messageId: MessageId },
  envelope: Envelope,
): DraftOf<'link.alarm'> => ({
  typ: 'link.alarm',
  reason: 'CHAIN_BROKEN',
  channel: { link: row.linkId, peer: envelope.from, dir: 'IN', seq: envelope.seq },
  data: { messageId: row.messageId, seq: envelope.seq },
});

export const decrypted = (
  row: { readonly messageId: MessageId; readonly ciphertext: Uint8Array },
  thread: ThreadRecord,
  message: OpenedMessage,
): DraftOf<'item.decrypted'> => ({
  typ: 'item.decrypted',
  case: caseOf(thread),
  obj: [
    object('ciphertext', row.ciphertext),
    object('document', message.payload.document),
    object('signature', message.payload.officerSignature),
  ],
  data: { messageId: row.messageId, key: message.key },
});

export const accepted = (
  row: { readonly linkId: LinkId; readonly messageId: MessageId; readonly ciphertext: Uint8Array },
  thread: ThreadRecord,
  message: OpenedMessage,
): DraftOf<'msg.accepted'> => ({
  typ: 'msg.accepted',
  case: caseOf(thread),
  channel: { link: row.linkId, peer: message.envelope.from, dir: 'IN', seq: message.envelope.seq },
  obj: [object('ciphertext', row.ciphertext)],
  data: {
    messageId: row.messageId,
    envelopeSha256: sha256(message.envelopeBytes),
    certificateSha256: sha256(message.payload.officerCertificate),
    directory: message.envelope.directory,
    verifier,
  },
});

export const receiptLogged = (
  receipt: Receipt,
  checkpoint: string,
  linkId: LinkId,
  peer: StateCode,
): DraftOf<'msg.receipt.logged'> => ({
  typ: 'msg.receipt.logged',
  channel: { link: linkId, peer, dir: 'OUT', seq: null },
  data: {
    messageId: receipt.messageId,
    stage: receipt.stage,
    rseq: receipt.rseq,
    peerLeafSha256: sha256(Buffer.from(receipt.leaf, 'base64')),
    peerIndex: receipt.index,
    checkpointSha256: sha256(Buffer.from(checkpoint, 'utf8')),
  },
});

/** A look at the list of a thread: its subject line and how far each dispatch is. */
export const threadViewed = (
  thread: ThreadRecord,
  session: Session,
  purpose: Purpose,
): DraftOf<'item.viewed'> => ({
  typ: 'item.viewed',
  case: caseOf(thread),
  actor: readerOf(thread, session),
  data: { screen: 'thread', purpose },
});

/** A view of what came from the peer is formed like an exchange event, because the first becomes a receipt. */
export function viewed(
  thread: ThreadRecord,
  { id: document, messageId }: Pick<DispatchHead, 'id' | 'messageId'>,
  session: Session,
  purpose: Purpose,
  received?: { readonly ciphertextSha256: EventObject['sha256']; readonly size: number },
): DraftOf<'item.viewed'> {
  const base = {
    typ: 'item.viewed',
    case: caseOf(thread),
    actor: readerOf(thread, session),
  } as const;
  if (messageId === null || received === undefined)
    return { ...base, data: { screen: 'document', purpose, document } };
  return {
    ...base,
    channel: { link: thread.linkId, peer: thread.peer, dir: 'IN', seq: null },
    obj: [{ role: 'ciphertext', size: received.size, sha256: received.ciphertextSha256 }],
    data: { screen: 'document', purpose, document, messageId },
  };
}

export const claimed = (thread: ThreadRecord, session: Session): DraftOf<'case.claimed'> => ({
  typ: 'case.claimed',
  case: caseOf(thread),
  actor: actorOf(session, 'DUTY_OFFICER'),
  data: { authority: session.authority },
});

/** An officer asked for what no role allows; named as whom the officer came, not as what the call would have needed. */
export function denied(
  session: Session,
  pattern: Pattern,
  reason: AccessCode,
): DraftOf<'access.denied'> {
  const [role] = session.roles;
  return {
    typ: 'access.denied',
    ...(role === undefined ? {} : { actor: { officer: session.officer, role } }),
    data: { rule: pattern, count: 1 },
    reason,
  };
}

/** A list shows the subject lines of many threads; nobody is asked what for. */
export const listed = (session: Session, side: Side, shown: number): DraftOf<'item.viewed'> => ({
  typ: 'item.viewed',
  actor: deskOf(side, session),
  data: { screen: `list:${shown}` },
});

/** What was destroyed of a thread, by hash. */
export const erased = (
  { thread, compartment, basis, order, n, sha256: record }: ErasureRecord,
  authority: AuthorityId | null,
  digests: readonly string[],
  keys: readonly string[],
  again: boolean,
): DraftOf<'erasure.done'> => ({
  typ: 'erasure.done',
  case: { thread, compartment },
  data: {
    ...{ authority, basis, order, n, record, again },
    digests: destroyed(digests),
    keys: destroyed(keys),
  },
});

/** A legal hold that an order set or lifted. */
export const held = (
  entry: Entry<'hold'> | Entry<'hold-lifted'>,
  compartment: Compartment,
  order: Sha256,
): DraftOf<'hold.set'> | DraftOf<'hold.lifted'> => {
  const { hold, thread, basis } = entry.body;
  const base = { case: { thread, compartment }, data: { hold, basis, order } } as const;
  if (isEntry(entry, 'hold')) return { ...base, typ: 'hold.set', reason: entry.body.reason };
  return { ...base, typ: 'hold.lifted' };
};

/** A search is a read too; how many it found is said, what was sought is not. */
export const searched = (
  session: Session,
  found: number,
  purpose: Purpose,
): DraftOf<'item.viewed'> => ({
  typ: 'item.viewed',
  actor: actorOf(session, 'LIAISON_OFFICER'),
  data: { screen: `search:${found}`, purpose },
});

/** Plaintext of an attachment leaves the gateway for an officer's own device. */
export const exported = (
  thread: ThreadRecord,
  document: DispatchHead['id'],
  session: Session,
  purpose: Purpose,
  { size, sha256: hash, sha512: longHash }: AttachmentEntry,
): DraftOf<'item.exported'> => ({
  typ: 'item.exported',
  case: caseOf(thread),
  actor: readerOf(thread, session),
  obj: [{ role: 'attachment', size, sha256: hash, sha512: longHash }],
  data: { purpose, document, medium: 'download', recipient: null },
});

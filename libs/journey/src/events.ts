import { countedAct, type CountedAct } from '#capabilities/statistics/statistics.model';
import {
  deliveredAt,
  isEnded,
  priorities,
  timestamp,
  type Document,
  type DocumentId,
  type DocumentKind,
  type Envelope,
  type LinkId,
  type MessageId,
  type Receipt,
  type Sha256,
  type Side,
  type SignedDocumentInput,
  type StateCode,
  type Statement,
  type ThreadState,
  type Timestamp,
} from '#kernel';
import type { PolicyPoint } from '#capabilities/policy/policy.contract';
import { type ThreadRecord, by, caseOf, deskOf, readerOf } from '#threads';
import type { OpenedMessage } from './open/check-dispatch.js';
import type { PolicyPassed } from '#capabilities/policy/policy.service';
import type { Session } from '#access';
import {
  type DraftOf,
  type EventObject,
  type SealedHashes,
  knownObject,
  object,
  sealedObject,
} from '#journal';
import type { Arrival, DueDelivery, QueuedDispatch, Refused, RelayRow } from '#mailbox';
import type { Hashes } from '#wire';

const verifier = 'liaise/1';

const countsOf = (document: Document): { readonly counts?: CountedAct } => {
  const counts = countedAct(document);
  return counts === undefined ? {} : { counts };
};

interface SignedDocument {
  readonly document: Document;
  readonly input: SignedDocumentInput;
  readonly certificate: Uint8Array;
  readonly policy: PolicyPassed;
}

export function signed(
  thread: ThreadRecord,
  session: Session,
  { document, input, certificate, policy }: SignedDocument,
): DraftOf<'msg.signed'> {
  const { pack, warnings } = policy;
  const signature = object('signature', input.signature);
  const certified = object('certificate', certificate);
  return {
    typ: 'msg.signed',
    travels: true,
    case: caseOf(thread),
    actor: readerOf(thread, session),
    obj: [object('document', input.document), signature, certified],
    ...(warnings.length > 0 && {
      disclose: [{ name: 'formalRoute', value: warnings.map(({ rule }) => rule) }],
    }),
    data: {
      document: document.id,
      kind: document.kind,
      purpose: document.purpose,
      signer: document.signer,
      certificateSha256: certified.sha256,
      signatureSha256: signature.sha256,
      recipientKeys: document.recipientKeys,
      policyVersion: pack.version,
      ...countsOf(document),
    },
  };
}

interface RefusedDocument {
  readonly bytes: Uint8Array;
  readonly kind: DocumentKind | null;
  readonly reason: string;
  readonly thread: ThreadRecord | undefined;
}

export const refused = (
  session: Session,
  side: Side,
  { bytes, kind, reason, thread }: RefusedDocument,
): DraftOf<'msg.refused'> => {
  const document = object('document', bytes);
  return {
    typ: 'msg.refused',
    reason,
    actor: deskOf(side, session),
    ...(thread === undefined ? {} : { case: caseOf(thread) }),
    obj: [document],
    data: { documentSha256: document.sha256, kind },
  };
};

export const opened = (
  thread: ThreadRecord,
  { handling, composedAt }: Pick<Document, 'handling' | 'composedAt'>,
  session?: Session,
): DraftOf<'case.opened'> => {
  const { authority, side, requestType, peer } = thread;
  return {
    typ: 'case.opened',
    case: caseOf(thread),
    ...(session === undefined ? {} : { actor: deskOf(side, session) }),
    data: {
      ...{ authority, side, requestType, peer, composedAt },
      retentionMonths: handling.retentionMonths,
      urgent: thread.priority !== priorities.NORMAL,
    },
  };
};

export const closed = (
  thread: ThreadRecord,
  state: ThreadState,
  session?: Session,
): DraftOf<'case.closed'>[] =>
  isEnded(state) && !isEnded(thread.state)
    ? [
        {
          typ: 'case.closed',
          ...by(thread, session),
          data: { state },
        },
      ]
    : [];

export const voided = (
  row: QueuedDispatch,
  reason: string,
  thread: ThreadRecord | undefined,
  boundBy?: DocumentId,
): DraftOf<'msg.send.abandoned'> => ({
  typ: 'msg.send.abandoned',
  reason,
  ...(thread === undefined ? {} : { case: caseOf(thread) }),
  data: { document: row.dispatch, ...(boundBy === undefined ? {} : { boundBy }) },
});

interface SealedDocument {
  readonly document: DocumentId;
  readonly envelope: Envelope;
  readonly envelopeHashes: Hashes;
  readonly ciphertextHashes: Hashes;
  readonly policy: PolicyPoint;
}

export const sendIntent = (
  thread: ThreadRecord,
  { document, envelope, envelopeHashes, ciphertextHashes, policy }: SealedDocument,
): DraftOf<'msg.send.intent'> => ({
  typ: 'msg.send.intent',
  case: caseOf(thread),
  channel: { link: envelope.link, peer: envelope.to, dir: 'OUT', seq: envelope.seq },
  obj: [knownObject('ciphertext', ciphertextHashes), knownObject('envelope', envelopeHashes)],
  data: { messageId: envelope.id, document, envelopeSha256: envelopeHashes.sha256, policy },
});

export const relayed = (row: RelayRow, peer: StateCode): DraftOf<'msg.sent'> => ({
  typ: 'msg.sent',
  channel: { link: row.linkId, peer, dir: 'OUT', seq: null },
  data: { messageId: row.messageId, attempt: row.attempt + 1 },
});

export const received = (
  arrival: SealedHashes & Pick<Arrival, 'messageId' | 'parts'>,
  linkId: LinkId,
  peer: StateCode,
  recv: Date,
): DraftOf<'msg.received'> => ({
  typ: 'msg.received',
  recv,
  channel: { link: linkId, peer, dir: 'IN', seq: null },
  obj: [sealedObject(arrival)],
  data: { messageId: arrival.messageId, parts: arrival.parts },
});

export const rejected = (
  row: {
    readonly messageId: MessageId | null;
    readonly linkId: LinkId;
    readonly peer: StateCode;
  },
  came: EventObject,
  reason: string,
): DraftOf<'msg.rejected'> => ({
  typ: 'msg.rejected',
  reason,
  channel: { link: row.linkId, peer: row.peer, dir: 'IN', seq: null },
  obj: [came],
  data: { messageId: row.messageId, verifier },
});

export const chainBroken = (
  row: { readonly linkId: LinkId; readonly messageId: MessageId },
  envelope: Envelope,
): DraftOf<'link.alarm'> => ({
  typ: 'link.alarm',
  reason: 'CHAIN_BROKEN',
  channel: { link: row.linkId, peer: envelope.from, dir: 'IN', seq: envelope.seq },
  data: { messageId: row.messageId, seq: envelope.seq },
});

export const directoryOlder = (
  row: { readonly linkId: LinkId; readonly messageId: MessageId },
  envelope: Envelope,
): DraftOf<'link.alarm'> => ({
  ...chainBroken(row, envelope),
  reason: 'DIRECTORY_OLDER',
});

export const refusalsMany = ({
  linkId,
  peer,
  kind,
  day,
  kept,
  counted,
  countedBytes,
}: Refused): DraftOf<'link.alarm'> => ({
  typ: 'link.alarm',
  reason: 'REFUSALS_MANY',
  channel: { link: linkId, peer, dir: 'IN', seq: null },
  data: { messageId: null, seq: null, refused: { kind, day, kept, counted, countedBytes } },
});

export const numberVoid = (
  link: LinkId,
  { from: peer, body: { seq, messageId } }: Statement<'seq-void'>,
): DraftOf<'link.alarm'> => ({
  typ: 'link.alarm',
  reason: 'NUMBER_VOID',
  channel: { link, peer, dir: 'IN', seq },
  data: { messageId, seq },
});

type CameRow = SealedHashes & Pick<DueDelivery, 'linkId' | 'messageId' | 'receivedAt'>;

export function filed(
  row: CameRow,
  thread: ThreadRecord,
  message: OpenedMessage,
): { readonly decrypted: DraftOf<'item.decrypted'>; readonly accepted: DraftOf<'msg.accepted'> } {
  const { envelope, document, payload } = message;
  const { messageId } = row;
  const came = sealedObject(row);
  const certificate = object('certificate', payload.officerCertificate);
  const enveloped = object('envelope', message.envelopeBytes);
  const signature = object('signature', payload.officerSignature);
  return {
    decrypted: {
      typ: 'item.decrypted',
      case: caseOf(thread),
      obj: [came, object('document', payload.document), signature, certificate, enveloped],
      data: { messageId, key: message.key },
    },
    accepted: {
      typ: 'msg.accepted',
      case: caseOf(thread),
      channel: { link: row.linkId, peer: envelope.from, dir: 'IN', seq: envelope.seq },
      obj: [came],
      data: {
        messageId,
        document: document.id,
        deliveredAt: deliveredAt(timestamp(row.receivedAt), envelope.sealedAt),
        ...countsOf(document),
        envelopeSha256: enveloped.sha256,
        certificateSha256: certificate.sha256,
        directory: envelope.directory,
        verifier,
      },
    },
  };
}

interface WholeFile {
  readonly root: Sha256;
  readonly messageId: MessageId;
  readonly hashes: Hashes;
}

export const itemArrived = (
  { root, messageId, hashes }: WholeFile,
  { linkId: link, peer }: { readonly linkId: LinkId; readonly peer: StateCode },
): DraftOf<'item.arrived'> => ({
  typ: 'item.arrived',
  channel: { link, peer, dir: 'IN', seq: null },
  obj: [knownObject('ciphertext', hashes)],
  data: { messageId, root },
});

interface ReceivedReceipt {
  readonly receipt: Receipt;
  readonly countedAt: Timestamp | undefined;
  readonly checkpoint: EventObject;
  readonly linkId: LinkId;
  readonly peer: StateCode;
}

export const receiptLogged = ({
  receipt,
  countedAt,
  checkpoint,
  linkId,
  peer,
}: ReceivedReceipt): DraftOf<'msg.receipt.logged'> => {
  const leaf = object('leaf', Buffer.from(receipt.leaf, 'base64'));
  return {
    typ: 'msg.receipt.logged',
    channel: { link: linkId, peer, dir: 'OUT', seq: null },
    obj: [leaf, checkpoint],
    data: {
      messageId: receipt.messageId,
      stage: receipt.stage,
      rseq: receipt.rseq,
      ...(countedAt !== undefined && { countedAt }),
      peerLeafSha256: leaf.sha256,
      peerIndex: receipt.index,
      checkpointSha256: checkpoint.sha256,
    },
  };
};

import { deliveredAt, isOpening, timestamp, type DocumentId, type ThreadState } from '#kernel';
import type { Cases } from '#capabilities/cases';
import { type Filed, type ThreadRecord, keepTransmitted, ExchangeError } from '#threads';
import type { Placed } from './place-deliveries.js';
import { Transfers, type Expected } from '#objects';
import type { Tx } from '#store';

export interface PlacedInThread extends Placed {
  readonly thread: ThreadRecord;
  readonly opens: boolean;
}

const filedOf = ({ row, thread, message }: PlacedInThread): Filed => {
  const { document, envelope, payload } = message;
  return {
    thread,
    document,
    documentSha256: envelope.documentSha256,
    content: {
      document: payload.document,
      signature: payload.officerSignature,
      certificate: payload.officerCertificate,
    },
    direction: 'IN',
    messageId: row.messageId,
    deliveredAt: new Date(deliveredAt(timestamp(row.receivedAt), envelope.sealedAt)),
    attachments: envelope.attachments.map(({ root, size }, i) => ({
      root,
      ciphertextSize: size,
      key: payload.attachmentKeys[i] ?? new Uint8Array(),
    })),
  };
};

const crossedOf = ({ message, posted }: PlacedInThread) => {
  const { document, envelope, payload, peerDirectory } = message;
  return {
    ...{ document, envelope, posted, peerDirectory },
    ...{ envelopeBytes: payload.envelope, envelopeSignature: payload.envelopeSignature },
  };
};

const expectedOf = ({ row, message }: PlacedInThread): Expected[] =>
  message.envelope.attachments.map(({ root, size }) => ({
    ...{ linkId: row.linkId, messageId: row.messageId, root, size },
  }));

interface FiledBatch {
  readonly kept: readonly PlacedInThread[];
  readonly states: ReadonlyMap<DocumentId, ThreadState>;
}

/**
 * Files verified messages, with one SQL statement per table. Creates the thread for each document that opens one. @throws
 * ThreadsError DOCUMENT_KNOWN, CONTENT_ERASED; ExchangeError PARENT_MISMATCH
 */
export async function fileDeliveries(
  tx: Tx,
  cases: Cases,
  placed: readonly Placed[],
): Promise<FiledBatch> {
  const kept = await withThreads(tx, cases, placed);
  const states = await cases.appendAll(tx, kept.map(filedOf));
  keepTransmitted(tx, kept.map(crossedOf), ({ peerDirectory }) => peerDirectory);
  new Transfers().expect(tx, kept.flatMap(expectedOf));
  return { kept, states };
}

async function withThreads(
  tx: Tx,
  cases: Cases,
  placed: readonly Placed[],
): Promise<PlacedInThread[]> {
  const opening = placed.flatMap(({ message: { document }, thread }) =>
    thread === null && isOpening(document) ? [document] : [],
  );
  const rows = await cases.openAll(tx, opening, 'ASKED');
  const opened = new Map(rows.map((row) => [row.id, row]));
  return placed.map((each) => {
    const thread = each.thread ?? opened.get(each.message.document.thread);
    if (thread === undefined) throw new ExchangeError('PARENT_MISMATCH');
    return { ...each, thread, opens: each.thread === null };
  });
}

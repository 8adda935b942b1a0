import { mayAttach, timestamp, type AttachmentEntry, type Document } from '#model';
import type { Session } from '#access';
import type { Cases, DispatchRecord, ThreadRecord } from '#cases';
import type { Tx } from '#store';
import { decodeDocument } from '#wire';
import { FlowError } from './errors.js';
import { handlingsOf } from './file-recalls.js';
import { consentsTo, takenBack } from './file-releases.js';

/**
 * A file that came from another State under a handling that keeps it where it was sent to is not attached to a document of
 * another thread, unless its originator has released it to that recipient, for that purpose, and still. It is known again by
 * its SHA-256, among what the officer may read: so the refusal tells an officer nothing of what others have. What this State
 * had sent itself before it came back is its own.
 * @throws FlowError ATTACHMENT_BOUND naming the attachment and the document that it came with
 */
export async function requireAttachable(
  cases: Cases,
  tx: Tx,
  session: Session,
  document: Document,
  now: Date,
): Promise<void> {
  for (const [i, { sha256 }] of document.attachments.entries()) {
    const ids = await cases.files.with(tx, session, sha256, document.id);
    const records = await cases.dispatchesById(tx, ids);
    const threads = await cases.threadsById(tx, [...new Set(records.map(({ thread }) => thread))]);
    const carrying = ids.flatMap((id): Carrying[] => {
      const record = records.find((each) => each.id === id);
      const thread = threads.find((each) => each.id === record?.thread);
      if (record === undefined || thread === undefined) return [];
      if (cases.isErased(thread.id, thread)) return [];
      const said = decodeDocument(cases.content(thread, record).document);
      return has(said.attachments, sha256) ? [{ record, thread, said }] : [];
    });
    if (carrying[0]?.record.direction === 'OUT') continue;
    for (const held of carrying)
      if (held.record.direction === 'IN' && !(await mayGo(cases, tx, held, document, now)))
        throw new FlowError('ATTACHMENT_BOUND', `attachment ${i + 1}, came with ${held.said.id}`);
  }
}

interface Carrying {
  readonly record: DispatchRecord;
  readonly thread: ThreadRecord;
  readonly said: Document;
}

const has = (attachments: readonly AttachmentEntry[], file: string): boolean =>
  attachments.some(({ sha256 }) => sha256 === file);

async function mayGo(
  cases: Cases,
  tx: Tx,
  { record, thread, said }: Carrying,
  document: Document,
  now: Date,
): Promise<boolean> {
  const gone = await takenBack(cases, tx, thread);
  const handling = (await handlingsOf(cases, tx, thread, [record])).get(record.id);
  const held = {
    document: said,
    documentSha256: record.documentSha256,
    handling: handling ?? said.handling,
    takenBack: record.withheld || gone.has(record.id),
    consents: await consentsTo(cases, tx, thread, record.id),
  };
  return mayAttach(held, document, timestamp(now));
}

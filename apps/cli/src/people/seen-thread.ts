import { deskPurposes, opensThread, type ThreadId } from '#kernel';
import { decodeDocument } from '#wire';
import type { ProvenThread } from '../receipts/proven-thread.js';
import { rememberIds, rememberPurpose } from './seen-ids.js';

async function rememberSaid(file: string, thread: ThreadId, document: Uint8Array): Promise<void> {
  const { purpose: said } = decodeDocument(document);
  const purpose = deskPurposes.find((each) => each === said);
  if (purpose !== undefined) await rememberPurpose(file, thread, purpose);
}

/** Remembers the documents of a thread that was shown, and the purpose of its verified request. @throws CliError */
export async function rememberThread(
  file: string,
  { thread, dispatches }: ProvenThread,
): Promise<void> {
  await rememberIds(
    file,
    dispatches.map(({ dispatch }) => dispatch),
  );
  const opening = dispatches.find(({ kind, verified }) => verified && opensThread(kind));
  if (opening !== undefined) await rememberSaid(file, thread, opening.document);
}

/** Remembers the purpose of a request that was sent. Its failure does not hide that it was sent. */
export const rememberSent = (file: string, thread: ThreadId, document: Uint8Array): Promise<void> =>
  rememberSaid(file, thread, document).catch(() => undefined);

import { deskPurposes, opensThread, type ThreadId } from '#kernel';
import { decodeDocument } from '#wire';
import type { ProvenThread } from '../receipts/proven-thread.js';
import { rememberIds, rememberPurpose } from './seen-ids.js';

async function rememberSaid(file: string, thread: ThreadId, document: Uint8Array): Promise<void> {
  const { purpose: said } = decodeDocument(document);
  const purpose = deskPurposes.find((each) => each === said);
  if (purpose !== undefined) await rememberPurpose(file, thread, purpose);
}

/** Stores the document ids of a shown thread. Stores the request's purpose too, when the request is verified. @throws CliError */
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

/** Stores the purpose of a sent request. Never fails, so that the command still reports the request as sent. */
export const rememberSent = (file: string, thread: ThreadId, document: Uint8Array): Promise<void> =>
  rememberSaid(file, thread, document).catch(() => undefined);

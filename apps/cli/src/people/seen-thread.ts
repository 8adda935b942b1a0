import {
  deskPurposes,
  isKind,
  opensThread,
  type DeskPurpose,
  type Document,
  type ThreadId,
} from '#kernel';
import { decodeDocument } from '#wire';
import type { ProvenThread } from '../receipts/proven-thread.js';
import { remember } from './seen-ids.js';

/**
 * Returns the document's purpose, but SAFETY_OF_LIFE only from a request of type RISK_TO_LIFE. A neighbour chooses the
 * purpose and could claim SAFETY_OF_LIFE falsely. Pure.
 */
export function offeredPurpose(document: Document): DeskPurpose | undefined {
  const isOfLife = isKind(document, 'request') && document.body.requestType === 'RISK_TO_LIFE';
  return deskPurposes.find(
    (each) => each === document.purpose && (each !== 'SAFETY_OF_LIFE' || isOfLife),
  );
}

function purposeSaid(thread: ThreadId, document: Uint8Array): [ThreadId, DeskPurpose][] {
  const purpose = offeredPurpose(decodeDocument(document));
  return purpose === undefined ? [] : [[thread, purpose]];
}

/** Stores the ids of a thread's documents, and the purpose of a verified opening document. @throws CliError */
export async function rememberThread(
  file: string,
  { thread, dispatches }: ProvenThread,
): Promise<void> {
  const opening = dispatches.find(({ kind, verified }) => verified && opensThread(kind));
  const shown = new Map<string, DeskPurpose | undefined>([
    ...dispatches.map(({ dispatch }) => [dispatch, undefined] as const),
    ...(opening === undefined ? [] : purposeSaid(thread, opening.document)),
  ]);
  await remember(file, shown);
}

export async function rememberSent(
  file: string,
  thread: ThreadId,
  document: Uint8Array,
): Promise<void> {
  try {
    await remember(file, new Map(purposeSaid(thread, document)));
  } catch {
    // Sent all the same: a form will ask for the purpose.
  }
}

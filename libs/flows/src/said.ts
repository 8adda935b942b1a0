import type { Document } from '#model';
import type { Cases, DispatchRecord, ThreadRecord } from '#cases';
import { decodeDocument } from '#wire';

/** What a document says, or why it cannot be read. */
export type Said = Document | Error;

/** Reads a document of a thread. What was erased or withheld is a fact like others. */
export function saidOf(cases: Cases, thread: ThreadRecord, record: DispatchRecord): Said {
  try {
    return decodeDocument(cases.content(thread, record).document);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return error;
  }
}

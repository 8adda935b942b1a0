import type { Document } from '#kernel';
import type { CaseFiles } from './case-files.js';
import type { DispatchRecord, ThreadRecord } from './rows.js';
import { decodeDocument } from '#wire';

/** Words of a document, or why they cannot be read. */
export type Said = Document | Error;

/** Reads a document of a thread. What was erased or withheld is a fact like others. */
export function saidOf(cases: CaseFiles, thread: ThreadRecord, record: DispatchRecord): Said {
  try {
    return decodeDocument(cases.content(thread, record).document);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return error;
  }
}

import type { Document, DocumentId, ThreadId } from '#kernel';
import type { CaseFiles } from './case-files.js';
import type { DispatchRecord, ThreadRecord } from './rows.js';
import { decodeDocument } from '#wire';

export type Said = Document | Error;

export function orError<T>(read: () => T): T | Error {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return error;
  }
}

export const saidOf = (cases: CaseFiles, thread: ThreadRecord, record: DispatchRecord): Said =>
  orError(() => decodeDocument(cases.content(thread, record).document));

export function saidIn(
  cases: CaseFiles,
  threads: ReadonlyMap<ThreadId, ThreadRecord>,
  records: readonly DispatchRecord[],
): Map<DocumentId, Said> {
  const said = new Map<DocumentId, Said>();
  for (const record of records) {
    const thread = threads.get(record.thread);
    if (thread !== undefined) said.set(record.id, saidOf(cases, thread, record));
  }
  return said;
}

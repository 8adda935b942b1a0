import { copyOf, isCopied, timestamp, type Directory, type Document } from '#model';
import type { Session } from '#access';
import type { Cases, ThreadRecord } from '#cases';
import type { Draft } from '#journal';
import type { Tx } from '#store';
import { by } from './events.js';

/**
 * What a document between other authorities means for the national contact point of this State, at either end, in the
 * transaction that files it: it is shown the document, or there is a record that the document names an exception; `copyOf` is
 * the rule. Nothing travels for it. Returns what is to be recorded.
 */
export async function fileCopy(
  cases: Cases,
  own: Directory,
  tx: Tx,
  thread: ThreadRecord,
  document: Document,
  now: Date,
  session?: Session,
): Promise<Draft[]> {
  if (!isCopied(document)) return [];
  const requestKept = document.kind === 'response' && (await cases.copies.isKept(tx, thread));
  const copy = copyOf(document, { ...thread, requestKept }, own.contactPoint(timestamp(now)));
  if (copy === null) return [];
  const [base, said] = [by(thread, session), { side: thread.side, document: document.id }];
  if ('to' in copy) {
    const { to } = copy;
    cases.copies.file(tx, thread, document, to);
    return [{ typ: 'case.copied', ...base, data: { ...said, to } }];
  }
  cases.copies.file(tx, thread, document, null);
  const disclose = [{ name: 'exception', value: copy.exception }];
  return [{ typ: 'case.copy.withheld', ...base, disclose, data: said }];
}

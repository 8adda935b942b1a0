import { isKind, timestamp, type Directory, type Document } from '#model';
import type { Session } from '#access';
import type { Cases, ThreadRecord } from '#cases';
import type { Draft } from '#journal';
import type { Tx } from '#store';
import { by } from './events.js';

/**
 * What a request between other authorities means for the national contact point of this State, at either end, in the
 * transaction that opens its thread: it is shown the request, or there is a record that the request names an exception
 * (Directive (EU) 2023/977 art. 4(2)). Nothing travels for it. Returns what is to be recorded.
 */
export function fileCopy(
  cases: Cases,
  own: Directory,
  tx: Tx,
  thread: ThreadRecord,
  document: Document,
  now: Date,
  session?: Session,
): Draft[] {
  // What protects a person is no business of law enforcement's contact point.
  if (!isKind(document, 'request') || thread.compartment !== 'ENFORCEMENT') return [];
  const { copyException } = document.body;
  const base = by(thread, session);
  if (copyException !== undefined) {
    cases.copies.file(tx, thread, null);
    const { exception } = copyException;
    const disclose = [{ name: 'exception', value: exception }];
    return [{ typ: 'case.copy.withheld', ...base, disclose, data: { side: thread.side } }];
  }
  const to = own.contactPoint(timestamp(now));
  if (to === undefined || to === thread.authority) return [];
  cases.copies.file(tx, thread, to);
  return [{ typ: 'case.copied', ...base, data: { side: thread.side, to } }];
}

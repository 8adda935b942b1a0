import { copyExceptionIn, copyOf, isCopied } from './copying.model.js';
import { isKind, isOpening, timestamp, type Document } from '#kernel';
import type { Directory } from '#capabilities/directory/trust.model';
import type { Cases } from '#capabilities/cases';
import { type ThreadRecord, by } from '#threads';
import type { Session } from '#access';
import type { Draft } from '#journal';
import type { Tx } from '#store';
import { enclosedDocuments, type EnclosedDocuments } from '#trust';

/**
 * What a document between other authorities means for the national contact point of this State, at either end, in the
 * transaction that files it: it is shown the document, or that it is there, or there is a record that the document names an exception; `copyOf` is
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
  const follows = document.kind === 'response' || document.kind === 'clarification';
  // What opens a thread has no copy before its own.
  const opener = isOpening(document) ? undefined : await cases.copies.of(tx, thread.id);
  const requestKept = follows && opener?.to === null;
  const itemShown = isKind(document, 'correction')
    ? ((await cases.copies.of(tx, document.body.item))?.to ?? null)
    : null;
  const enclosed = enclosedException(document)?.exception;
  const byRelease = isByRelease(document) || opener?.byRelease === true;
  const place = { ...thread, requestKept, itemShown, byRelease, enclosed };
  const copy = copyOf(document, place, own.contactPoint(timestamp(now)));
  if (copy === null) return [];
  const [base, said] = [by(thread, session), { side: thread.side, document: document.id }];
  if ('to' in copy) {
    cases.copies.file(tx, thread, document, copy.to, copy.byRelease);
    return [{ typ: 'case.copied', ...base, data: { ...said, ...copy } }];
  }
  cases.copies.file(tx, thread, document, null);
  const disclose = [{ name: 'exception', value: copy.exception }];
  return [{ typ: 'case.copy.withheld', ...base, disclose, data: said }];
}

/** What came through another State has one for each State on its way, so what lies deeper is told by what lies on top. */
const isByRelease = (document: Document): boolean =>
  isKind(document, 'forward') &&
  enclosedDocuments(document).some(({ consent }) => consent !== null);

/** Kept from the contact point where it was said, it is not shown where it is handed on. */
export function enclosedException(document: Document): ReturnType<typeof copyExceptionIn> {
  if (!isKind(document, 'forward')) return undefined;
  const said = everything(enclosedDocuments(document)).map((each) =>
    copyExceptionIn(each.document),
  );
  return said.find((each) => each !== undefined);
}

/** However many States it has come through. */
const everything = (enclosed: readonly EnclosedDocuments[]): readonly EnclosedDocuments[] =>
  enclosed.flatMap((each) => [each, ...everything(each.inner)]);

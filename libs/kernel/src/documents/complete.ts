import { joined, phrase } from '../phrase.js';
import type { Document } from './document.js';
import { KernelError } from '../errors.js';
import { isKind } from './is-kind.js';
import { kinds, type Body, type DocumentKind } from './kinds.js';
import { longestDelayMs } from '#capabilities/deadlines/delay-notice.kind';
import { missingItems, type BodyAge } from './missing-items.js';
import { priorities } from '../lists.js';
import { priorityOf } from '../thread/thread.js';
import { subjectsOf } from '#capabilities/requests/subjects.model';

/**
 * Asserts rules for new documents only: a stored document, or a document inside a forward, may be older than these rules.
 * @throws KernelError ITEM_MISSING, DOCUMENT_INVALID
 */
export function assertComplete(document: Document): void {
  assertItems(document.kind, document.body, 'NEW');
  assertLinks(document.body);
  if (isKind(document, 'delay-notice')) assertBounded(document);
}

/**
 * Applies `assertComplete` to a received document, except to a risk to life, because a missing item must not delay a
 * rescue. @throws KernelError ITEM_MISSING, DOCUMENT_INVALID
 */
export function assertCompleteEnough(document: Document): void {
  if (priorityOf(document) !== priorities.RISK_TO_LIFE) assertComplete(document);
}

export function assertItems(kind: DocumentKind, body: unknown, age: BodyAge): void {
  const missing = missingItems(kinds[kind].form, body, age);
  if (missing.length > 0) throw new KernelError('ITEM_MISSING', joined(missing, '; '));
}

export function assertLinks(body: Body<DocumentKind>): void {
  const blank = subjectsOf({ body }).findIndex(({ linkToPurpose }) => linkToPurpose.trim() === '');
  if (blank >= 0)
    throw new KernelError(
      'DOCUMENT_INVALID',
      phrase`/subjects/${blank}/linkToPurpose must not be blank`,
    );
}

function assertBounded({ composedAt, body }: Document<'delay-notice'>): void {
  if (body.expectedAt <= composedAt)
    throw new KernelError('DOCUMENT_INVALID', phrase`/body/expectedAt must be after composedAt`);
  if (Date.parse(body.expectedAt) > Date.parse(composedAt) + longestDelayMs)
    throw new KernelError('DOCUMENT_INVALID', phrase`/body/expectedAt must be within 366 days`);
}

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
 * Requires the members that a new document must have. Stored and enclosed documents may be older and are not asked. @throws
 * KernelError ITEM_MISSING, DOCUMENT_INVALID
 */
export function requireComplete(document: Document): void {
  requireItems(document.kind, document.body, 'NEW');
  requireLinks(document.body);
  if (isKind(document, 'delay-notice')) requireBounded(document);
}

/**
 * Of what was received. A request to save lives that leaves out a word was kept back at home, or comes all the same: nobody drowns
 * for it.
 * @throws KernelError ITEM_MISSING, DOCUMENT_INVALID
 */
export function requireCompleteEnough(document: Document): void {
  if (priorityOf(document) !== priorities.RISK_TO_LIFE) requireComplete(document);
}

/** @throws KernelError ITEM_MISSING naming what the law asks for, with its article */
export function requireItems(kind: DocumentKind, body: unknown, age: BodyAge): void {
  const missing = missingItems(kinds[kind].form, body, age);
  if (missing.length > 0) throw new KernelError('ITEM_MISSING', missing.join('; '));
}

/** Requires a reason for each person that is named. @throws KernelError DOCUMENT_INVALID naming the persons by their place */
export function requireLinks(body: Body<DocumentKind>): void {
  const blank = subjectsOf({ body }).findIndex(({ linkToPurpose }) => linkToPurpose.trim() === '');
  if (blank >= 0)
    throw new KernelError('DOCUMENT_INVALID', `/subjects/${blank}/linkToPurpose must not be blank`);
}

/** A clock must not be put off for ever, and what was to come yesterday announces nothing. */
function requireBounded({ composedAt, body }: Document<'delay-notice'>): void {
  if (body.expectedAt <= composedAt)
    throw new KernelError('DOCUMENT_INVALID', '/body/expectedAt must be after composedAt');
  if (Date.parse(body.expectedAt) > Date.parse(composedAt) + longestDelayMs)
    throw new KernelError('DOCUMENT_INVALID', '/body/expectedAt must be within 366 days');
}

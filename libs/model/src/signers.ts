import type { Document } from './document.js';
import { isKind } from './is-kind.js';
import { kinds } from './kinds.js';
import type { Role } from './lists.js';
import type { ThreadType } from './request-types.js';

/**
 * Who may sign a document: an officer with one of these roles. A consent to evidential use is taken back by those who may give
 * one. Pure.
 */
export const signersOf = (document: Document): readonly Role[] =>
  isKind(document, 'recall') && document.body.effect !== undefined
    ? kinds['evidence-consent'].signers
    : kinds[document.kind].signers;

/** Who may open a thread about this, and so have it in hand at the desk that opened it. Pure. */
export function openersOf(type: ThreadType): readonly Role[] {
  if (type === 'DATA_SUBJECT_REQUEST') return kinds['data-subject-request'].signers;
  return kinds[type === 'SPONTANEOUS_INFORMATION' ? 'forward' : 'request'].signers;
}

import type { Document } from './document.js';
import { isKind } from './is-kind.js';
import { kinds } from './kinds.js';
import type { Role } from './lists.js';

/**
 * Who may sign a document: an officer with one of these roles. A consent to evidential use is taken back by those who may give
 * one. Pure.
 */
export const signersOf = (document: Document): readonly Role[] =>
  isKind(document, 'recall') && document.body.effect !== undefined
    ? kinds['evidence-consent'].signers
    : kinds[document.kind].signers;

import type { Document } from './document.js';
import { isKind } from './is-kind.js';
import { kinds } from './kinds.js';
import { decidingRoles, type Role } from '../lists.js';
import { threadTypes, type ThreadType } from './request-types.js';

/**
 * Roles of which one is needed to sign a document. A consent to evidential use is taken back by those who may give
 * one. Pure.
 */
export const signersOf = (document: Document): readonly Role[] =>
  isKind(document, 'recall') && document.body.effect !== undefined
    ? kinds['evidence-consent'].signers
    : kinds[document.kind].signers;

/** Roles that may open a thread of the type, and so have it in hand at that desk. Pure. */
export function openersOf(type: ThreadType): readonly Role[] {
  if (type === 'DATA_SUBJECT_REQUEST') return kinds['data-subject-request'].signers;
  return kinds[type === 'SPONTANEOUS_INFORMATION' ? 'forward' : 'request'].signers;
}

/**
 * About what an officer with these roles has threads at the desk that opens them; undefined: about anything, as for who asks, who
 * decides on evidence, and who looks for a person in all of them. Pure.
 */
export function openingsOf(roles: readonly Role[]): readonly ThreadType[] | undefined {
  const unbound: readonly Role[] = [
    ...kinds.request.signers,
    ...decidingRoles,
    ...kinds['data-subject-request'].signers,
  ];
  if (roles.some((role) => unbound.includes(role))) return undefined;
  return threadTypes.filter((type) => openersOf(type).some((role) => roles.includes(role)));
}

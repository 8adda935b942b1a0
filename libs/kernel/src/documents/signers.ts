import type { Document } from './document.js';
import { isKind } from './is-kind.js';
import { kinds } from './kinds.js';
import { decidingRoles, type Role } from '../lists.js';
import { threadTypes, type ThreadType } from './request-types.js';

export const signersOf = (document: Document): readonly Role[] =>
  isKind(document, 'recall') && document.body.effect !== undefined
    ? kinds['evidence-consent'].signers
    : kinds[document.kind].signers;

export function openersOf(type: ThreadType): readonly Role[] {
  if (type === 'DATA_SUBJECT_REQUEST') return kinds['data-subject-request'].signers;
  return kinds[type === 'SPONTANEOUS_INFORMATION' ? 'forward' : 'request'].signers;
}

/** Thread types that officers with these roles see in their authority; undefined means all types. */
export function openingsOf(roles: readonly Role[]): readonly ThreadType[] | undefined {
  const unbound: readonly Role[] = [
    ...kinds.request.signers,
    ...decidingRoles,
    ...kinds['data-subject-request'].signers,
  ];
  if (roles.some((role) => unbound.includes(role))) return undefined;
  return threadTypes.filter((type) => openersOf(type).some((role) => roles.includes(role)));
}

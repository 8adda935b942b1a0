import { requestTypes } from '#capabilities/types-of-request';
import type { TermRule, TypeOfRequest } from './request-type.js';
import type { Compartment } from '../lists.js';

export { requestTypes };

export type RequestType = keyof typeof requestTypes;
export const requestTypeNames = Object.keys(requestTypes) as readonly RequestType[];

/** Types of the protection compartment are known, and refused until they can be exchanged. Pure. */
export const isRefusedType = (type: RequestType): boolean =>
  requestTypes[type].compartment === 'PROTECTION';

/** Undefined where what it asks for has no term. Pure. */
export function termRuleOf(type: RequestType): TermRule | undefined {
  const { term }: TypeOfRequest = requestTypes[type];
  return term;
}

/** Types of a matter that has a file: of a request, or of what a neighbour told unasked. */
export const fileTypes = [...requestTypeNames, 'SPONTANEOUS_INFORMATION'] as const;
/** Type of a thread: a matter, or what one data protection officer asks another. */
export type ThreadType = (typeof fileTypes)[number] | 'DATA_SUBJECT_REQUEST';
export const threadTypes: readonly ThreadType[] = [...fileTypes, 'DATA_SUBJECT_REQUEST'];

/** Both States act: it is assessed, and anybody may stop it. */
export const isOperation = (type: ThreadType): boolean =>
  type === 'CONTROLLED_DELIVERY' || type === 'SURVEILLANCE_COORDINATION';

/** Compartment whose keys, policies and index a thread falls under. */
export function compartmentOf(type: ThreadType): Compartment {
  if (type === 'DATA_SUBJECT_REQUEST') return 'DATA_PROTECTION';
  return type === 'SPONTANEOUS_INFORMATION' ? 'ENFORCEMENT' : requestTypes[type].compartment;
}

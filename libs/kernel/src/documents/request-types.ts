import { requestTypes } from '#capabilities/types-of-request';
import type { TermRule, TypeOfRequest } from './request-type.js';
import type { Compartment } from '../lists.js';

export { requestTypes };

export type RequestType = keyof typeof requestTypes;
export const requestTypeNames = Object.keys(requestTypes) as readonly RequestType[];

export const isRefusedType = (type: RequestType): boolean =>
  requestTypes[type].compartment === 'PROTECTION';

export function termRuleOf(type: RequestType): TermRule | undefined {
  const { term }: TypeOfRequest = requestTypes[type];
  return term;
}

export const fileTypes = [...requestTypeNames, 'SPONTANEOUS_INFORMATION'] as const;
export type ThreadType = (typeof fileTypes)[number] | 'DATA_SUBJECT_REQUEST';
export const threadTypes: readonly ThreadType[] = [...fileTypes, 'DATA_SUBJECT_REQUEST'];

export const isOperation = (type: ThreadType): boolean =>
  type === 'CONTROLLED_DELIVERY' || type === 'SURVEILLANCE_COORDINATION';

export function compartmentOf(type: ThreadType): Compartment {
  if (type === 'DATA_SUBJECT_REQUEST') return 'DATA_PROTECTION';
  return type === 'SPONTANEOUS_INFORMATION' ? 'ENFORCEMENT' : requestTypes[type].compartment;
}

import { borderIncident } from '#capabilities/request-types/border-incident.type';
import { documentCheck } from '#capabilities/request-types/document-check.type';
import {
  controlledDelivery,
  surveillanceCoordination,
} from '#capabilities/request-types/joint-operation.type';
import {
  consularNotification,
  nationalityVerification,
  travelDocument,
} from '#capabilities/request-types/nationality.type';
import { protection } from '#capabilities/request-types/protection.type';
import { plain, type TermRule, type TypeOfRequest } from './request-type.js';
import { riskToLife } from '#capabilities/request-types/risk-to-life.type';
import { vessel } from '#capabilities/request-types/vessel.type';
import { welfareReferral } from '#capabilities/request-types/welfare.type';
import type { Compartment } from '../lists.js';

/** Types of request. A new one is a file in `request-types/` and a line here. */
export const requestTypes = {
  INFORMATION: plain('ENFORCEMENT', 'Information'),
  RISK_TO_LIFE: riskToLife,
  BORDER_INCIDENT: borderIncident,
  DOCUMENT_CHECK: documentCheck,
  VESSEL: vessel,
  CONTROLLED_DELIVERY: controlledDelivery,
  SURVEILLANCE_COORDINATION: surveillanceCoordination,
  NATIONALITY_VERIFICATION: nationalityVerification,
  TRAVEL_DOCUMENT: travelDocument,
  PROTECTION: protection,
  WELFARE_REFERRAL: welfareReferral,
  CONSULAR_NOTIFICATION: consularNotification,
} as const satisfies Readonly<Record<string, TypeOfRequest>>;

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

/** What is kept of a matter: a type of request, or what a neighbour told unasked. */
export const fileTypes = [...requestTypeNames, 'SPONTANEOUS_INFORMATION'] as const;
/** What a thread is about: a matter, or what one data protection officer asks another. */
export type ThreadType = (typeof fileTypes)[number] | 'DATA_SUBJECT_REQUEST';
export const threadTypes: readonly ThreadType[] = [...fileTypes, 'DATA_SUBJECT_REQUEST'];

/** Both States act: it is assessed, and anybody may stop it. */
export const isOperation = (type: ThreadType): boolean =>
  type === 'CONTROLLED_DELIVERY' || type === 'SURVEILLANCE_COORDINATION';

/** Whose keys, policies and index a thread falls under. */
export function compartmentOf(type: ThreadType): Compartment {
  if (type === 'DATA_SUBJECT_REQUEST') return 'DATA_PROTECTION';
  return type === 'SPONTANEOUS_INFORMATION' ? 'ENFORCEMENT' : requestTypes[type].compartment;
}

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
import { preservation } from '#capabilities/preservation/preservation.type';
import { protection } from '#capabilities/request-types/protection.type';
import { riskToLife } from '#capabilities/request-types/risk-to-life.type';
import { vessel } from '#capabilities/request-types/vessel.type';
import { welfareReferral } from '#capabilities/request-types/welfare.type';
import { plain, type TypeOfRequest } from '#kernel/documents/request-type';

export const requestTypes = {
  INFORMATION: plain('ENFORCEMENT', 'Information'),
  RISK_TO_LIFE: riskToLife,
  BORDER_INCIDENT: borderIncident,
  DOCUMENT_CHECK: documentCheck,
  VESSEL: vessel,
  CONTROLLED_DELIVERY: controlledDelivery,
  SURVEILLANCE_COORDINATION: surveillanceCoordination,
  PRESERVATION: preservation,
  NATIONALITY_VERIFICATION: nationalityVerification,
  TRAVEL_DOCUMENT: travelDocument,
  PROTECTION: protection,
  WELFARE_REFERRAL: welfareReferral,
  CONSULAR_NOTIFICATION: consularNotification,
} as const satisfies Readonly<Record<string, TypeOfRequest>>;

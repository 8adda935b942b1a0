import { Problem, type Call, type ShapeClass } from '#contract';
import { accessListCalls } from '#capabilities/access-lists/access-lists.contract';
import { assignmentCalls } from '#capabilities/assignment/assignment.contract';
import { noticeCalls } from '#capabilities/assignment/desk-notices.contract';
import { copyCalls } from '#capabilities/copies/copies.contract';
import { directoryCalls } from '#capabilities/directory/directory.contract';
import { entryCalls } from '#capabilities/directory/entries.contract';
import { policyCalls } from '#capabilities/policy/policy.contract';
import { sessionCalls } from '#capabilities/sessions/sessions.contract';
import { duplicateCalls } from '#capabilities/deconfliction/deconfliction.contract';
import { recallCalls } from '#capabilities/disclosure/recalls/recalls.contract';
import { releaseCalls } from '#capabilities/disclosure/releases/releases.contract';
import { evidenceCalls } from '#capabilities/evidence/evidence.contract';
import { eventCalls } from '#capabilities/events/events.contract';
import { noteCalls } from '#capabilities/notes/notes.contract';
import { transferCalls } from '#capabilities/attachments/transfers.contract';
import { broadcastCalls } from '#capabilities/broadcasts/broadcasts.contract';
import { subjectCalls } from '#capabilities/data-subjects/data-subjects.contract';
import { deliveryCalls } from '#capabilities/requests/deliveries/deliveries.contract';
import { submissionCalls } from '#capabilities/requests/submissions/submitted.contract';
import { documentCalls } from '#capabilities/requests/documents.contract';
import { threadCalls } from '#capabilities/requests/threads.contract';
import { auditCalls } from '#capabilities/audit/audit.contract';
import { proofCalls } from '#capabilities/proofs/proofs.contract';
import { quarantineCalls } from '#capabilities/quarantine/quarantine.contract';
import { GatewayChecks, serviceCalls } from '#capabilities/services/services.contract';
import { packageCalls } from '#capabilities/packages/packages.contract';
import { waiverCalls } from '#capabilities/waivers/waivers.contract';
import { retentionCalls } from '#capabilities/retention/retention.contract';
import { statisticsCalls } from '#capabilities/statistics/statistics.contract';
import { suspensionCalls } from '#capabilities/suspensions/suspensions.contract';

export const calls = [
  ...accessListCalls,
  ...assignmentCalls,
  ...noticeCalls,
  ...copyCalls,
  ...duplicateCalls,
  ...sessionCalls,
  ...directoryCalls,
  ...entryCalls,
  ...policyCalls,
  ...recallCalls,
  ...releaseCalls,
  ...evidenceCalls,
  ...eventCalls,
  ...noteCalls,
  ...packageCalls,
  ...waiverCalls,
  ...auditCalls,
  ...proofCalls,
  ...quarantineCalls,
  ...serviceCalls,
  ...statisticsCalls,
  ...retentionCalls,
  ...suspensionCalls,
  ...documentCalls,
  ...transferCalls,
  ...broadcastCalls,
  ...subjectCalls,
  ...deliveryCalls,
  ...submissionCalls,
  ...threadCalls,
] as const satisfies readonly Call[];

export const answers: readonly ShapeClass[] = [
  ...calls.map(({ answer }) => answer),
  GatewayChecks,
  Problem,
];

export const callPatterns: readonly string[] = calls.flatMap(({ name, rights }) =>
  Object.keys(rights).map((service) => `${service}.${name}`),
);

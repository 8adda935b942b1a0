import type { Call } from '#contract';
import { rosterCalls } from '#capabilities/access-lists/access-lists.contract';
import { assignmentCalls } from '#capabilities/assignment/assignment.contract';
import { noticeCalls } from '#capabilities/assignment/desk-notices.contract';
import { copyCalls } from '#capabilities/copies/copies.contract';
import { duplicateCalls } from '#capabilities/deconfliction/deconfliction.contract';
import { recallCalls } from '#capabilities/disclosure/recalls.contract';
import { releaseCalls } from '#capabilities/disclosure/releases.contract';
import { evidenceCalls } from '#capabilities/evidence/evidence.contract';
import { noteCalls } from '#capabilities/notes/notes.contract';
import { retentionCalls } from '#capabilities/retention/retention.contract';
import { suspensionCalls } from '#capabilities/suspensions/suspensions.contract';

/** Every call of the bus, by slice. */
export const calls: readonly Call[] = [
  ...rosterCalls,
  ...assignmentCalls,
  ...noticeCalls,
  ...copyCalls,
  ...duplicateCalls,
  ...recallCalls,
  ...releaseCalls,
  ...evidenceCalls,
  ...noteCalls,
  ...retentionCalls,
  ...suspensionCalls,
];

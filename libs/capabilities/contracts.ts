import type { Call } from '#contract';
import { rosterCalls } from '#capabilities/access-lists/access-lists.contract';
import { noteCalls } from '#capabilities/notes/notes.contract';
import { retentionCalls } from '#capabilities/retention/retention.contract';
import { suspensionCalls } from '#capabilities/suspensions/suspensions.contract';

/** Every call of the bus, by slice. */
export const calls: readonly Call[] = [
  ...rosterCalls,
  ...noteCalls,
  ...retentionCalls,
  ...suspensionCalls,
];

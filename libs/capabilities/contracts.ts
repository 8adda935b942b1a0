import type { Call } from '#contract';
import { retentionCalls } from '#capabilities/retention/retention.contract';
import { suspensionCalls } from '#capabilities/suspensions/suspensions.contract';

/** Every call of the bus, by slice. */
export const calls: readonly Call[] = [...retentionCalls, ...suspensionCalls];

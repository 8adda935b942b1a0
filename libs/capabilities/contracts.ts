import type { Call } from '#contract';
import { suspensionCalls } from '#capabilities/suspensions/suspensions.contract';

/** Every call of the bus, by slice. */
export const calls: readonly Call[] = [...suspensionCalls];

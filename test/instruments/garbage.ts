import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');

/**
 * Collects garbage. Call it before memory is measured: what earlier tests left could be freed meanwhile, or used again, and hide
 * growth.
 */
export const collectGarbage = runInNewContext('gc') as () => void;

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');

/**
 * Collects garbage. Before memory is measured: what earlier tests of this process left behind would be collected meanwhile, or
 * taken again without growth.
 */
export const collectGarbage = runInNewContext('gc') as () => void;

import type { AddCommand } from '../context.js';
import { addDoctor } from './doctor.js';
import { addInit } from './init.js';
import { addKey } from './key.js';
import { addStatus } from './status.js';
import { addUp } from './up.js';

/** Every command, in the order of the help: one file and one line each. */
export const commands: readonly AddCommand[] = [addInit, addUp, addStatus, addDoctor, addKey];

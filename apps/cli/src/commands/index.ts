import type { AddCommand } from '../context.js';
import { addInit } from './init.js';
import { addKey } from './key.js';

/** Every command, in the order of the help: one file and one line each. */
export const commands: readonly AddCommand[] = [addInit, addKey];

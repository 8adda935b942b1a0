#!/usr/bin/env node
import process from 'node:process';
import { setImmediate } from 'node:timers/promises';
import { exitCodes } from './exit-codes.js';
import { processContext } from './process-context.js';
import { run } from './program.js';

const { context, unwritten } = processContext();
const code = await run(process.argv.slice(2), context);
// An error of the last write is reported one turn later.
await setImmediate();
const error = unwritten();
if (error !== undefined)
  context.terminal.message(`liaise: the output is not whole: ${error.message}`);
process.exitCode = error !== undefined && code === exitCodes.ok ? exitCodes.failed : code;

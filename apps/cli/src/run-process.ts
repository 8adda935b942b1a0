import process from 'node:process';
import { setImmediate } from 'node:timers/promises';
import { exitCodes } from './exit-codes.js';
import { processContext } from './process-context.js';
import { CliError } from './errors.js';
import { run, tell } from './program.js';

const { context, unwritten } = processContext();
const args = process.argv.slice(2);
const code = await run(args, context);
// An error of the last write is reported one turn later.
await setImmediate();
const error = unwritten();
if (error !== undefined) tell(new CliError('CLI_OUTPUT_CUT', error.message), args, context);
process.exitCode = error !== undefined && code === exitCodes.ok ? exitCodes.failed : code;

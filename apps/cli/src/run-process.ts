import process from 'node:process';
import { setImmediate } from 'node:timers/promises';
import { languages, say } from '#language/console';
import { exitCodes } from './exit-codes.js';
import type { LanguageAsked } from './language-asked.js';
import { processContext } from './process-context.js';
import { CliError } from './errors.js';
import { run, tell } from './program.js';

export async function runProcess({ code: language, rest: args }: LanguageAsked): Promise<void> {
  const { context, unwritten } = processContext();
  if (language !== undefined && !languages.some((known) => known === language)) {
    const known = { languages: languages.join(', ') };
    tell(new CliError('CLI_USAGE', say('program.languageUnknown', known)), args, context);
    process.exitCode = exitCodes.usage;
    return;
  }
  const code = await run(args, context);
  // An error of the last write is reported one turn later.
  await setImmediate();
  const error = unwritten();
  if (error !== undefined) tell(new CliError('CLI_OUTPUT_CUT', error.message), args, context);
  process.exitCode = error !== undefined && code === exitCodes.ok ? exitCodes.failed : code;
}

import type { Command } from 'commander';
import { completerOf, type WholeId } from './arguments.js';
import type { Context } from './context.js';

/** Replaces each short id in a parsed command by the whole id. @throws CliError CLI_ID_UNKNOWN, CLI_ID_AMBIGUOUS */
export async function completeIds(command: Command, context: Context): Promise<void> {
  const whole: WholeId = async (short) => {
    const [{ wholeId }, { fileOf }] = await Promise.all([
      import('./people/seen-ids.js'),
      import('./people/profile.js'),
    ]);
    return wholeId(fileOf(command.opts<{ profile?: string }>().profile, context), short);
  };
  for (const [at, { parseArg }] of command.registeredArguments.entries()) {
    const value: unknown = command.processedArgs[at];
    const complete = completerOf(parseArg);
    if (complete !== undefined && value !== undefined)
      command.processedArgs[at] = await complete(value, whole);
  }
  for (const option of command.options) {
    const name = option.attributeName();
    const value: unknown = command.getOptionValue(name);
    const complete = completerOf(option.parseArg);
    if (complete !== undefined && value !== undefined)
      command.setOptionValue(name, await complete(value, whole));
  }
}

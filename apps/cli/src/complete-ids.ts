import type { Command } from 'commander';
import { isListedId } from './arguments.js';
import type { Context } from './context.js';
import { isShortId } from './print/short-id.js';

/** Replaces each short id in a parsed command by the whole id. @throws CliError CLI_ID_UNKNOWN, CLI_ID_AMBIGUOUS */
export async function completeIds(command: Command, context: Context): Promise<void> {
  const whole = async (value: unknown, parser: unknown): Promise<string | undefined> => {
    if (!isListedId(parser) || typeof value !== 'string' || !isShortId(value)) return undefined;
    const [{ wholeId }, { fileOf }] = await Promise.all([
      import('./people/seen-ids.js'),
      import('./people/profile.js'),
    ]);
    return wholeId(fileOf(command.opts<{ profile?: string }>().profile, context), value);
  };
  for (const [at, { parseArg }] of command.registeredArguments.entries()) {
    const id = await whole(command.processedArgs[at], parseArg);
    if (id !== undefined) command.processedArgs[at] = id;
  }
  for (const option of command.options) {
    const name = option.attributeName();
    const id = await whole(command.getOptionValue(name), option.parseArg);
    if (id !== undefined) command.setOptionValue(name, id);
  }
}

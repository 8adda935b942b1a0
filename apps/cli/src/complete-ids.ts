import type { Command } from 'commander';
import type { ThreadId } from '#kernel';
import { completerOf, isFromThread, type WholeId } from './arguments.js';
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

/**
 * Sets a command's missing purpose to the purpose of the thread's request. @throws CliError CLI_USAGE if this profile does
 * not know that purpose, or with `--yes`
 */
export async function completePurpose(command: Command, context: Context): Promise<void> {
  const option = command.options.find(({ parseArg }) => isFromThread(parseArg));
  const name = option?.attributeName() ?? '';
  if (option === undefined || command.getOptionValue(name) !== undefined) return;
  const [{ threadPurpose }, { fileOf }] = await Promise.all([
    import('./people/thread-purpose.js'),
    import('./people/profile.js'),
  ]);
  const file = fileOf(command.opts<{ profile?: string }>().profile, context);
  // The thread is the first argument of each command that has this option; a test asks them all.
  const thread = command.processedArgs[0] as ThreadId;
  const yes = command.getOptionValue('yes') === true;
  command.setOptionValue(name, await threadPurpose(context, file, thread, yes));
}

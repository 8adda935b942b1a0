import { Command, CommanderError } from 'commander';
import { commands } from './commands/index.js';
import type { Context } from './context.js';
import { completeIds } from './complete-ids.js';
import { explain } from './explain.js';
import { exitCodeOf, exitCodesHelp, type ExitCode, Verdict } from './exit-codes.js';

export const version = '0.1.0';

/**
 * Makes the program with its commands.
 * @param args command line: only the command named in it is loaded, or all when none is named
 */
export async function createProgram(
  context: Context,
  args: readonly string[] = [],
): Promise<Command> {
  const program = new Command('liaise')
    .description("Administer and use a State's gateway for informal cooperation.")
    .version(version)
    .option('--json', 'write the answer as one JSON document')
    .option('--utc', 'show times in UTC; standard: the time of this machine, with its offset')
    .option('--verbose', 'show whole ids, hashes and receipts')
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput(context.terminal.writers)
    .showHelpAfterError('Add --help to see examples.')
    .addHelpText('after', exitCodesHelp)
    .hook('preAction', (_, asked) => completeIds(asked, context));
  const named = args.find((arg) => !arg.startsWith('-')) ?? '';
  const asked = Object.hasOwn(commands, named) ? [commands[named]] : Object.values(commands);
  for (const load of asked) (await load?.())?.(program, context);
  return program;
}

/** Runs one command line. Every error ends here, as lines on standard error and an exit code. */
export async function run(args: readonly string[], context: Context): Promise<ExitCode> {
  try {
    const program = await createProgram(context, args);
    await program.parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    // The parser or the command has printed the reason.
    if (!(error instanceof CommanderError) && !(error instanceof Verdict))
      for (const line of explain(error)) context.terminal.message(line);
    return exitCodeOf(error);
  }
}

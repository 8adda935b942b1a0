import { CommanderError, type Command } from 'commander';
import { say } from '#language/console';
import { commands } from './commands/index.js';
import type { Context } from './context.js';
import { completeIds, completePurpose } from './complete-ids.js';
import { explain } from './print/explain.js';
import { helpOfAll, withCommonOptions } from './common-options.js';
import { exitCodeOf, exitCodesHelp, exitCodes, type ExitCode, Verdict } from './exit-codes.js';
import { asksForJson } from './asks-for-json.js';
import { problemLine } from './problem.js';
import { parserText } from './parsing/parser-words.js';
import { StrayOptionCommand } from './parsing/stray-option-command.js';

export const version = '0.1.0';

/** Makes the program and loads only the command that `args` names. An unknown name loads all commands. */
export async function createProgram(
  context: Context,
  args: readonly string[] = [],
): Promise<Command> {
  const { writers: plain } = context.terminal;
  const outputError = (text: string, write: (said: string) => void): void => {
    write(parserText(text));
  };
  const writers = { ...plain, outputError };
  // The problem document replaces what the parser says of wrong usage.
  const output = asksForJson(args) ? { ...writers, writeErr: () => undefined } : writers;
  const program = withCommonOptions(new StrayOptionCommand('liaise'))
    .description(say('program.liaiseDescription'))
    .version(version, '-V, --version', say('parser.versionOption'))
    .helpOption('-h, --help', say('parser.helpOption'))
    .helpCommand('help [command]', say('parser.helpOption'))
    .exitOverride()
    .configureHelp(helpOfAll)
    .configureOutput(output)
    .showHelpAfterError(say('program.addHelpSeeExamples'))
    .addHelpText('after', exitCodesHelp)
    .hook('preAction', (_, asked) => completeIds(asked, context))
    .hook('preAction', (_, asked) => completePurpose(asked, context));
  const named = args.find((arg) => !arg.startsWith('-')) ?? '';
  // The version needs no command, and loading all of them takes most of a start.
  const others = named === '' && args.includes('--version') ? [] : Object.values(commands);
  const asked = Object.hasOwn(commands, named) ? [commands[named]] : others;
  for (const load of asked) (await load?.())?.(program, context);
  return program;
}

export function tell(error: unknown, args: readonly string[], { terminal }: Context): void {
  const lines = asksForJson(args) ? [problemLine(error)] : explain(error);
  for (const line of lines) terminal.message(line);
}

export async function run(args: readonly string[], context: Context): Promise<ExitCode> {
  try {
    const program = await createProgram(context, args);
    await program.parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    const code = exitCodeOf(error);
    const problem = error instanceof Verdict ? error.problem : error;
    // The parser prints its own errors as text, and help that was asked for is no error.
    const isAlreadyPrinted = problem instanceof CommanderError && !asksForJson(args);
    if (code !== exitCodes.ok && problem !== undefined && !isAlreadyPrinted)
      tell(problem, args, context);
    return code;
  }
}

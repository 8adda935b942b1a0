import { Command } from 'commander';
import type { Reader } from '../api/shape.js';
import { readAnswer } from '../api/shape.js';
import type { AddCommand, Context } from '../context.js';
import { CliError } from '../errors.js';
import { Terminal } from '../terminal.js';
import type { Narrator } from './narrator.js';

/**
 * Runs one command line in this process and parses its JSON answer.
 * @throws errors of the command; CliError CLI_ANSWER_INVALID
 */
export async function perform<T>(
  read: Reader<T>,
  context: Context,
  add: AddCommand,
  args: readonly string[],
): Promise<T> {
  const out: string[] = [];
  const said: string[] = [];
  const terminal = new Terminal(
    { write: (text) => out.push(text) },
    { write: (text) => said.push(text) },
  );
  const program = new Command('liaise')
    .option('--json')
    .exitOverride()
    .configureOutput(terminal.writers);
  // No person is there to confirm: commands that need a yes get --yes.
  const { env, now, readInput, untilAsked } = context;
  add(program, { env, now, readInput, untilAsked, terminal });
  await program.parseAsync(['--json', ...args], { from: 'user' });
  try {
    return readAnswer(read, JSON.parse(out.join('')));
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError('CLI_ANSWER_INVALID', `${args[0] ?? ''}: ${said.join('')}`, error);
  }
}

export class Person {
  constructor(
    readonly name: string,
    readonly profile: string,
    private readonly context: Context,
  ) {}

  does<T>(read: Reader<T>, add: AddCommand, ...args: readonly string[]): Promise<T> {
    return perform(read, this.context, add, [...args, '--profile', this.profile]);
  }

  types<T>(
    narrator: Narrator,
    read: Reader<T>,
    add: AddCommand,
    ...args: readonly string[]
  ): Promise<T> {
    narrator.typed(this.name, ...args);
    return this.does(read, add, ...args);
  }
}

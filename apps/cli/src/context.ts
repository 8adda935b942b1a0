import type { Command } from 'commander';
import type { Terminal } from './terminal.js';

/** Surroundings that every command is given instead of reaching for them. */
export interface Context {
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  /** All of standard input, for options that were given `-`. */
  readonly readInput: () => Promise<Uint8Array>;
  /** Resolves when the person or the system asks the program to end. */
  readonly untilAsked: () => Promise<void>;
  /** Aborts when the person or the system asks the program to end while it works; then it must undo what is half done. */
  readonly whenAsked?: () => AbortSignal;
  /** Resolves when nobody reads what a command writes while it stays: its pipe is broken, its terminal closed. */
  readonly untilUnread?: () => Promise<void>;
  /** Lets so many milliseconds pass; a test lets none. */
  readonly pause?: (ms: number) => Promise<void>;
  /** One line from a person at the terminal; undefined when nobody is there to be asked. */
  readonly ask?: (question: string) => Promise<string>;
}

/** One file of `commands/`: it adds itself to the program. */
export type AddCommand = (program: Command, context: Context) => void;

/** One command line: what the program gives, the command, and its options. */
export interface Given<Flags> {
  readonly context: Context;
  readonly command: Command;
  readonly flags: Flags;
}

/** Whether `--json` was given, before or after the name of the command. */
export const wantsJson = (command: Command): boolean =>
  command.optsWithGlobals<{ json?: boolean }>().json === true;

import type { Command } from 'commander';
import type { Terminal } from './terminal.js';

/** Surroundings of a command, passed in so that tests can replace them. */
export interface Context {
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  readonly readInput: () => Promise<Uint8Array>;
  readonly untilAsked: () => Promise<void>;
  /** Aborts when asked to end during work; the command must then undo what is half done. */
  readonly whenAsked?: () => AbortSignal;
  /** Resolves when the output of a staying command has no reader any more. */
  readonly untilUnread?: () => Promise<void>;
  readonly pause?: (ms: number) => Promise<void>;
  readonly ask?: (question: string) => Promise<string>;
  /** Asks without showing what is typed; undefined when the person interrupts. */
  readonly askHidden?: (question: string) => Promise<string | undefined>;
  readonly openPrompt?: () => Prompting;
}

/** Lines of a form, one after another; pasted lines are kept for the next questions. */
export interface Prompting {
  /** Undefined: the person has ended the input. */
  readonly ask: (question: string) => Promise<string | undefined>;
  readonly close: () => void;
}

export type AddCommand = (program: Command, context: Context) => void;

export interface Given<Flags> {
  readonly context: Context;
  readonly command: Command;
  readonly flags: Flags;
}

export const wantsJson = (command: Command): boolean =>
  command.optsWithGlobals<{ json?: boolean }>().json === true;

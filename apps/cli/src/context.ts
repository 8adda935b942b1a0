import type { Command } from 'commander';
import type { Terminal } from './terminal.js';

export interface Context {
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  readonly readInput: () => Promise<Uint8Array>;
  readonly untilAsked: () => Promise<void>;
  /**
   * Signal that aborts when the person or system asks the command to end. The command must then undo work that is half
   * done.
   */
  readonly whenAsked?: () => AbortSignal;
  /** Resolves when nobody reads the output of a running command any more. */
  readonly untilUnread?: () => Promise<void>;
  readonly pause?: (ms: number) => Promise<void>;
  readonly ask?: (question: string) => Promise<string>;
  /** Asks a question and hides the typed text. Resolves to undefined if the person interrupts. */
  readonly askHidden?: (question: string) => Promise<string | undefined>;
  readonly openPrompt?: () => Prompting;
}

/** Asks the questions of a form, one after another. Further pasted lines answer the next questions. */
export interface Prompting {
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

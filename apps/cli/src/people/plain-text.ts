import type { Command } from 'commander';
import { say } from '#language/console';
import type { Context } from '../context.js';
import { CliError } from '../errors.js';
import { readText } from '../installation/files.js';

export interface TextFlags {
  readonly text?: string;
  readonly passphraseFile?: string;
}

// Lines that a person types at most; a longer text is a file.
const mostLines = 500;
const end = '.';

/**
 * Returns `value`, but refuses a text that looks like an option (`--name`). The person then probably forgot the text. @throws
 * CliError CLI_USAGE
 */
export function parseText(value: string): string {
  if (/^--[a-z]/.test(value)) throw new CliError('CLI_USAGE', say('plainText.isOption', { value }));
  return value;
}

/** Lets a person give a text as a file or with `--text`. `argument`: description of the file's content. */
export const withText = (command: Command, argument: string): Command =>
  withTextFile(command, argument).option('--text <text>', say('plainText.textOption'), parseText);

/**
 * Lets a person give a text as a file, but not with `--text` as in `withText`. Other users of the machine could read an
 * option's text in the list of processes.
 */
export const withTextFile = (command: Command, argument: string): Command =>
  command.argument('[file]', `${argument}; ${say('plainText.input')}`);

/**
 * Reads a text from `--text`, a file, or (for `-`) the terminal or standard input. Undefined if neither option nor file is
 * given. @throws CliError CLI_USAGE, for example if both are given; CLI_FILE_UNUSABLE, CLI_NOT_CONFIRMED
 */
export async function textIn(
  context: Context,
  file: string | undefined,
  { text, passphraseFile }: TextFlags,
): Promise<string | undefined> {
  if (file !== undefined && text !== undefined)
    throw new CliError('CLI_USAGE', say('plainText.fileOrText'));
  if (file !== '-') return (file === undefined ? text : await readText(file))?.trim();
  if (passphraseFile === '-') throw new CliError('CLI_USAGE', say('plainText.inputTwice'));
  // Input read to its end could not answer the question that follows.
  return (
    (await typedText(context)) ??
    Buffer.from(await context.readInput())
      .toString('utf8')
      .trim()
  );
}

/**
 * Text as `textIn`, else typed in a terminal.
 * @throws CliError CLI_USAGE if there is none or it is blank; CLI_NOT_CONFIRMED if the person ends the input
 */
export async function neededText(
  context: Context,
  file: string | undefined,
  flags: TextFlags,
): Promise<string> {
  const given = (await textIn(context, file, flags)) ?? (await typedText(context));
  if (given === undefined || given === '')
    throw new CliError('CLI_USAGE', say('plainText.textNeeded'));
  return given;
}

// Undefined without a terminal. Ends with a full stop alone, so that a pasted text may have blank lines.
async function typedText(context: Context): Promise<string | undefined> {
  const prompt = context.openPrompt?.();
  if (prompt === undefined) return undefined;
  const lines: string[] = [];
  try {
    for (;;) {
      const line = await prompt.ask(lines.length === 0 ? say('plainText.question') : '');
      if (line === undefined) throw new CliError('CLI_NOT_CONFIRMED', say('plainText.notEnded'));
      if (line.trim() === end) return lines.join('\n').trim();
      if (lines.length === mostLines)
        throw new CliError('CLI_USAGE', say('plainText.tooLong', { mostLines }));
      lines.push(line);
    }
  } finally {
    prompt.close();
  }
}

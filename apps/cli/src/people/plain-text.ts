import type { Command } from 'commander';
import { say } from '#language/console';
import type { Context } from '../context.js';
import { CliError } from '../errors.js';
import { readText } from '../installation/files.js';

export interface TextFlags {
  readonly text?: string;
}

/** Lets a person give a text as a file or with `--text`. `argument`: description of the file's content. */
export const withText = (command: Command, argument: string): Command =>
  command.argument('[file]', argument).option('--text <text>', say('plainText.textOption'));

/**
 * Text from `--text`, a file, or standard input for `-`; undefined if none of them is given.
 * @throws CliError CLI_USAGE if both are given, CLI_FILE_UNUSABLE
 */
export async function textIn(
  context: Context,
  file: string | undefined,
  { text }: TextFlags,
): Promise<string | undefined> {
  if (file !== undefined && text !== undefined)
    throw new CliError('CLI_USAGE', say('plainText.fileOrText'));
  if (file === '-')
    return Buffer.from(await context.readInput())
      .toString('utf8')
      .trim();
  return (file === undefined ? text : await readText(file))?.trim();
}

/** Text as `textIn`, else asked for in a terminal. @throws CliError CLI_USAGE if there is none or it is blank */
export async function neededText(
  context: Context,
  file: string | undefined,
  flags: TextFlags,
): Promise<string> {
  const given =
    (await textIn(context, file, flags)) ??
    (await context.ask?.(say('plainText.question')))?.trim();
  if (given === undefined || given === '')
    throw new CliError('CLI_USAGE', say('plainText.textNeeded'));
  return given;
}

import { deskPurposes, type DeskPurpose, type Purpose, type ThreadId } from '#kernel';
import { say } from '#language/console';
import { fitting, fromThread } from '../arguments.js';
import { wordIn } from '../compose/forms/filling.js';
import { notAllowed } from '../compose/forms/flaws.js';
import type { Context } from '../context.js';
import { CliError } from '../errors.js';
import { purposeOf } from './seen-ids.js';

/**
 * Purpose that a person typed, in upper or lower case. @throws CliError CLI_USAGE with the most similar purpose and all
 * allowed purposes
 */
export function purposeIn(text: string): DeskPurpose {
  const said = wordIn(deskPurposes, text);
  const found = deskPurposes.find((each) => each === said);
  if (found === undefined)
    throw new CliError('CLI_USAGE', notAllowed(said.toUpperCase(), deskPurposes));
  return found;
}

export const purposeWords = (purpose: Purpose): string => say('filled.purposeWords', { purpose });

/** Error that demands the option `--purpose`. `purpose` is the stored purpose; undefined if none is stored. */
export const purposeMissing = (purpose: Purpose | undefined): CliError =>
  new CliError(
    'CLI_USAGE',
    purpose === undefined
      ? say('filled.purposeNeeded', { purposes: deskPurposes.join(', ') })
      : say('filled.purposeUnsaid', { purpose }),
  );

/**
 * Returns the stored purpose of a thread and shows it to the person. Option `--yes` signs without asking, so it needs
 * `--purpose`. @throws CliError CLI_USAGE if no purpose is stored or `yes` is true
 */
export async function threadPurpose(
  { terminal }: Context,
  file: string,
  thread: ThreadId,
  yes: boolean,
): Promise<DeskPurpose> {
  const purpose = await purposeOf(file, thread);
  if (purpose === undefined || yes) throw purposeMissing(purpose);
  terminal.message(purposeWords(purpose));
  return purpose;
}

export const threadPurposeOption = [
  '--purpose <purpose>',
  say('threadPurpose.option', { deskPurposes: deskPurposes.join(', ') }),
  fromThread(fitting(purposeIn)),
] as const;

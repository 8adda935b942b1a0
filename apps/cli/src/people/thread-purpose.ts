import { deskPurposes, type DeskPurpose, type Purpose, type ThreadId } from '#kernel';
import { say } from '#language/console';
import { fitting, fromThread } from '../arguments.js';
import { wordIn } from '../compose/forms/filling.js';
import { notAllowed } from '../compose/forms/flaws.js';
import type { Context } from '../context.js';
import { CliError } from '../errors.js';
import { purposeOf } from './seen-ids.js';

/** Purpose that a person typed, in upper or lower case. @throws CliError CLI_USAGE with the nearest purpose and all */
export function purposeIn(text: string): DeskPurpose {
  const said = wordIn(deskPurposes, text);
  const found = deskPurposes.find((each) => each === said);
  if (found === undefined)
    throw new CliError('CLI_USAGE', notAllowed(said.toUpperCase(), deskPurposes));
  return found;
}

/** Message about a purpose that the person did not give. */
export const purposeWords = (purpose: Purpose): string => say('filled.purposeWords', { purpose });

/**
 * Purpose that the request of a thread states, as this profile has seen it; tells it to the person. @throws CliError CLI_USAGE
 * if this profile has neither shown the thread nor sent its request
 */
export async function threadPurpose(
  { terminal }: Context,
  file: string,
  thread: ThreadId,
): Promise<DeskPurpose> {
  const purpose = await purposeOf(file, thread);
  if (purpose === undefined)
    throw new CliError(
      'CLI_USAGE',
      say('filled.purposeNeeded', { purposes: deskPurposes.join(', ') }),
    );
  terminal.message(purposeWords(purpose));
  return purpose;
}

/** Option of commands whose first argument is a thread. */
export const threadPurposeOption = [
  '--purpose <purpose>',
  say('threadPurpose.option', { deskPurposes: deskPurposes.join(', ') }),
  fromThread(fitting(purposeIn)),
] as const;

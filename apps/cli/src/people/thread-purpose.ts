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

/** Error where `--yes` would sign a purpose that nobody has said or seen. */
export const purposeUnsaid = (purpose: Purpose | undefined): CliError =>
  new CliError(
    'CLI_USAGE',
    purpose === undefined
      ? say('filled.purposeNeeded', { purposes: deskPurposes.join(', ') })
      : say('filled.purposeUnsaid', { purpose }),
  );

/**
 * Purpose that the request of a thread states, as this profile has seen it; tells it to the person. `yes`: the command signs
 * without showing what it signs, so the person must give the purpose. @throws CliError CLI_USAGE with the allowed purposes, or
 * with that of the request
 */
export async function threadPurpose(
  { terminal }: Context,
  file: string,
  thread: ThreadId,
  yes: boolean,
): Promise<DeskPurpose> {
  const purpose = await purposeOf(file, thread);
  if (purpose === undefined || yes) throw purposeUnsaid(purpose);
  terminal.message(purposeWords(purpose));
  return purpose;
}

/** Option of commands whose first argument is a thread. */
export const threadPurposeOption = [
  '--purpose <purpose>',
  say('threadPurpose.option', { deskPurposes: deskPurposes.join(', ') }),
  fromThread(fitting(purposeIn)),
] as const;

import type { DocumentKind, ThreadId } from '#kernel';
import { parseAnswerDraft, parseDraftOf, type Draft } from '../../compose/draft.js';
import { withPurpose } from '../../compose/forms/filling.js';
import type { Given } from '../../context.js';
import { readText } from '../../installation/files.js';
import type { ProfileFlags } from '../../people/asking.js';
import { fileOf } from '../../people/profile.js';
import { purposeOf } from '../../people/seen-ids.js';
import type { SubmitFlags } from '../../people/sending/submit.js';
import { purposeMissing, purposeWords } from '../../people/thread-purpose.js';

/**
 * Reads a draft from a file and adds a missing purpose from the thread's request. @throws CliError CLI_FILE_INVALID naming
 * each wrong member; CLI_USAGE if `--yes` is given and a purpose would be added
 */
export async function draftInFile(
  { context, flags }: Pick<Given<ProfileFlags & Pick<SubmitFlags, 'yes'>>, 'context' | 'flags'>,
  thread: ThreadId,
  file: string,
  kind?: DocumentKind,
): Promise<Draft> {
  const content = await readText(file);
  const purpose = await purposeOf(fileOf(flags.profile, context), thread);
  const purposed = purpose === undefined ? undefined : withPurpose(content, purpose);
  if (purposed !== undefined && flags.yes === true) throw purposeMissing(purpose);
  const whole = purposed ?? content;
  const draft =
    kind === undefined ? parseAnswerDraft(file, whole) : parseDraftOf(kind, file, whole);
  if (purpose !== undefined && purposed !== undefined)
    context.terminal.message(purposeWords(purpose));
  return draft;
}

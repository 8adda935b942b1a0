import { wantsJson, type Given } from '../context.js';
import { flowed } from '../print/flow.js';
import { shownBy, type Shown } from '../print/style.js';
import type { ProfileFlags } from './asking.js';
import { fileOf } from './profile.js';
import { rememberIds } from './seen-ids.js';

/**
 * Shows the answer of a command as JSON or as lines. Stores its ids, so that a person may type them shortened later. @throws
 * CliError CLI_FILE_UNUSABLE
 */
export async function showAnswer(
  { context, command, flags }: Given<ProfileFlags>,
  value: object,
  lines: (shown: Shown) => readonly string[],
): Promise<void> {
  const shown = shownBy(command, context.terminal);
  context.terminal.answer(wantsJson(command), value, flowed(lines(shown), shown));
  await rememberIds(fileOf(flags.profile, context), shown.shownIds());
}

import { wantsJson, type Given } from '../context.js';
import { flowed } from '../print/flow.js';
import { shownBy, type Shown } from '../print/style.js';
import type { ProfileFlags } from './asking.js';
import { fileOf } from './profile.js';
import { rememberIds } from './seen-ids.js';

/** Form of an id in a message that follows an answer. */
export type Naming = (id: string) => string;

/**
 * Shows the answer of a command as JSON or as lines. Stores its ids, so that a person may type them shortened later. @returns
 * how to name an id below it: short where the answer showed it, whole with `--json` @throws CliError CLI_FILE_UNUSABLE
 */
export async function showAnswer(
  { context, command, flags }: Given<ProfileFlags>,
  value: object,
  lines: (shown: Shown) => readonly string[],
): Promise<Naming> {
  const shown = shownBy(command, context.terminal);
  const json = wantsJson(command);
  context.terminal.answer(json, value, flowed(lines(shown), shown));
  const ids = shown.shownIds();
  await rememberIds(fileOf(flags.profile, context), ids);
  return (id) => (!json && ids.includes(id) ? shown.id(id) : id);
}

import { wantsJson, type Given } from '../context.js';
import { flowed } from '../print/flow.js';
import { shownBy, type Shown } from '../print/style.js';
import type { ProfileFlags } from './asking.js';
import { shownWithNames } from './names/name-book.js';
import { fileOf } from './profile.js';
import { rememberIds } from './seen-ids.js';

export type Naming = (id: string) => string;

/**
 * Shows `value` as JSON or `lines` as text. Remembers ids in `lines`; later commands accept their short forms. @returns
 * function that shortens an id in `lines`; with `--json`, returns ids unchanged @throws CliError CLI_FILE_UNUSABLE
 */
export async function showAnswer(
  { context, command, flags }: Given<ProfileFlags>,
  value: object,
  lines: (shown: Shown) => readonly string[],
): Promise<Naming> {
  const json = wantsJson(command);
  const file = fileOf(flags.profile, context);
  const shown = json
    ? shownBy(command, context.terminal)
    : await shownWithNames(command, context, file);
  context.terminal.answer(json, value, flowed(lines(shown), shown));
  const ids = shown.shownIds();
  await rememberIds(file, ids);
  return (id) => (!json && ids.includes(id) ? shown.id(id) : id);
}

import { wantsJson, type Given } from '../context.js';
import { flowed } from '../print/flow.js';
import { shownBy, type Shown } from '../print/style.js';
import type { ProfileFlags } from './asking.js';
import { fileOf } from './profile.js';
import { rememberIds } from './seen-ids.js';

export type Naming = (id: string) => string;

/**
 * Shows an answer as JSON or as lines, and stores its ids for typing short forms later. @returns function that shortens ids
 * shown in the lines; with `--json` ids stay whole @throws CliError CLI_FILE_UNUSABLE
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

import type { Command } from 'commander';
import type { Purpose } from '#kernel';
import { say } from '#language/console';
import { fitting, gather } from '../../arguments.js';
import { withGaps, withoutGaps } from '../../compose/forms/asked.js';
import { askMissing } from '../../compose/forms/asking.js';
import {
  blankOf,
  mainText,
  parseSetting,
  withFile,
  withSetting,
  type Bag,
  type Blank,
  type Setting,
} from '../../compose/forms/filling.js';
import type { Context } from '../../context.js';
import { CliError } from '../../errors.js';
import { readText, writeSecret } from '../../installation/files.js';
import type { ProfileFlags } from '../../people/asking.js';
import { removeUnfinished } from '../../people/drafts.js';
import { fileOf } from '../../people/profile.js';
import { liveProfile } from '../../people/session.js';
import { destroyLeftForms, edited } from '../../people/sending/editor.js';
import { parseText } from '../../people/plain-text.js';

export interface FillFlags extends ProfileFlags {
  readonly to?: string;
  readonly purpose?: string;
  readonly text?: string;
  readonly set?: readonly Setting[];
  readonly from?: string;
  readonly edit?: true;
  readonly out?: string;
  readonly keep?: true;
}

export const withFilling = (command: Command): Command =>
  command
    .option('--purpose <purpose>', say('filled.purposeOption'))
    .option('--text <words>', say('filled.textOption'), parseText)
    .option('--set <member=value>', say('filled.setOption'), gather(fitting(parseSetting)))
    .option('--from <file>', say('filled.fromOption'))
    .option('--edit', say('filled.editOption'))
    .option('--keep', say('filled.keepOption'))
    .option('--out <file>', say('filled.outOption'));

export const formHelp = say('filled.formHelp');

export interface Filling {
  readonly blank: Blank;
  /** Form content from an earlier run, perhaps invalid JSON from an editor. Undefined for a new form. */
  readonly before?: string | undefined;
  /** Purpose of the thread's request; undefined if this profile has not stored the purpose. */
  readonly purpose?: Purpose | undefined;
  /** Receives each new content of the form. `isTyped`: a person typed a part of this content. */
  readonly note: (content: string, isTyped: boolean) => void;
}

function givenTo(blank: Blank, { to, purpose, text, set = [] }: FillFlags): readonly Setting[] {
  return [
    ...(to === undefined ? [] : [{ path: ['to'], value: to }]),
    ...(purpose === undefined ? [] : [{ path: ['purpose'], value: purpose }]),
    ...(text === undefined ? [] : [{ path: mainText(blank), value: text }]),
    ...set,
  ];
}

/**
 * Fills in a form from given content, then asks the author in an editor or terminal. @returns unchecked JSON of the document
 * @throws CliError CLI_NO_SESSION before the first question; CLI_USAGE, CLI_FILE_INVALID, CLI_NOT_CONFIRMED
 */
export async function filledForm(
  context: Context,
  filling: Filling,
  flags: FillFlags,
): Promise<string> {
  const file = fileOf(flags.profile, context);
  await liveProfile(file, context);
  await destroyLeftForms(context, file);
  await removeUnfinished(file, context.now());
  const { blank, purpose } = filling;
  const empty = JSON.stringify({ ...(purpose && { purpose }), ...blankOf(blank) });
  const note = (draft: Bag, isTyped: boolean): void => {
    const content = JSON.stringify(draft);
    if (content !== empty) filling.note(content, isTyped);
  };
  const { draft, broken } = await begun(filling, JSON.parse(empty) as Bag, flags);
  note(draft, false);
  const filled =
    flags.edit === true
      ? await inEditor(context, file, filling, broken ?? written(withGaps(blank, draft)))
      : await asked(context, blank, draft, (each) => note(each, true));
  note(filled, false);
  if (flags.out !== undefined) await writeSecret(flags.out, written(filled));
  return JSON.stringify(filled);
}

const written = (draft: Bag): string => `${JSON.stringify(draft, undefined, 2)}\n`;

// A draft that an editor has left unreadable can only be edited again.
async function begun(
  { blank, before }: Filling,
  empty: Bag,
  flags: FillFlags,
): Promise<{ readonly draft: Bag; readonly broken?: string }> {
  let start = empty;
  try {
    if (before !== undefined) start = withFile(blank, empty, say('filled.draft'), before);
  } catch (error) {
    if (flags.edit !== true || !(error instanceof CliError)) throw error;
    return { draft: empty, broken: before ?? '' };
  }
  const { from } = flags;
  const read = from === undefined ? start : withFile(blank, start, from, await readText(from));
  return {
    draft: givenTo(blank, flags).reduce<Bag>(
      (draft, setting) => withSetting(blank, draft, setting),
      read,
    ),
  };
}

async function inEditor(
  context: Context,
  file: string,
  { blank, note }: Filling,
  text: string,
): Promise<Bag> {
  const after = await edited(context, file, text, (typed) => note(typed, true));
  return withoutGaps(blank, withFile(blank, {}, say('filled.form'), after));
}

async function asked(
  context: Context,
  blank: Blank,
  draft: Bag,
  note: (draft: Bag) => void,
): Promise<Bag> {
  const prompt = context.openPrompt?.();
  if (prompt === undefined) return draft;
  try {
    return await askMissing(blank, draft, prompt.ask, note);
  } finally {
    prompt.close();
  }
}

import type { Command } from 'commander';
import type { Purpose } from '#kernel';
import { fitting, gather } from '../../arguments.js';
import { askMissing, withGaps } from '../../compose/forms/asking.js';
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
import { fileOf } from '../../people/profile.js';
import { liveProfile } from '../../people/session.js';
import { destroyLeftForms, edited } from '../../people/sending/editor.js';

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
    .option(
      '--purpose <purpose>',
      'purpose of the document; else that of the request, if it was shown here, or it is asked for',
    )
    .option('--text <words>', 'the main text: what is asked, the information, the reasons')
    .option(
      '--set <member=value>',
      'a member, such as details.place=PLACE or subjects.0.name=NAME; may be given several times',
      gather(fitting(parseSetting)),
    )
    .option('--from <file>', 'begin with the members of a file')
    .option('--edit', 'fill it in with $VISUAL or $EDITOR')
    .option('--keep', 'send nothing: keep it as a draft, encrypted, see `liaise draft --help`')
    .option(
      '--out <file>',
      'also write what is filled in to a new private file; send it again with --from',
    );

export const formHelp = `
What is not given is asked for in a terminal; a script gives it with --to, --purpose, --text and --set, or with --from. Whatever is wrong
is told at once. Then the whole document is shown, and sent after one yes. What was not sent is kept as a draft, which only your key
opens: \`liaise draft resume\` goes on with it. Signed elsewhere (--detached) nothing is kept; use --out.`;

export interface Filling {
  readonly blank: Blank;
  /** Content from an earlier run: JSON, or the author's text if it was not valid JSON. */
  readonly before?: string | undefined;
  /** Purpose of the thread's request; undefined when this profile has not stored it. */
  readonly purpose?: Purpose | undefined;
  /** Called with each new content of the form, but not with an empty form. `isTyped`: a person typed a part of it. */
  readonly note: (content: string, isTyped: boolean) => void;
}

export const purposeWords = (purpose: Purpose): string =>
  `Purpose ${purpose}, as the request states; --purpose for another.`;

function givenTo(blank: Blank, { to, purpose, text, set = [] }: FillFlags): readonly Setting[] {
  return [
    ...(to === undefined ? [] : [{ path: ['to'], value: to }]),
    ...(purpose === undefined ? [] : [{ path: ['purpose'], value: purpose }]),
    ...(text === undefined ? [] : [{ path: mainText(blank), value: text }]),
    ...set,
  ];
}

/**
 * Fills in a form from a draft or a file, then from options, then by an editor or questions.
 * @returns JSON of a document, not yet checked
 * @throws CliError CLI_NO_SESSION before anything is asked; CLI_USAGE, CLI_FILE_INVALID, CLI_NOT_CONFIRMED
 */
export async function filledForm(
  context: Context,
  filling: Filling,
  flags: FillFlags,
): Promise<string> {
  const file = fileOf(flags.profile, context);
  await liveProfile(file, context);
  await destroyLeftForms(context, file);
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
    if (before !== undefined) start = withFile(blank, empty, 'draft', before);
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
  return withFile(blank, {}, 'form', after);
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

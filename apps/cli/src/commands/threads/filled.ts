import type { Command } from 'commander';
import { fitting, gather } from '../../arguments.js';
import {
  askMissing,
  blankOf,
  mainText,
  parseSetting,
  withFile,
  withGaps,
  withSetting,
  type Bag,
  type Blank,
  type Setting,
} from '../../compose/forms/filling.js';
import type { Context } from '../../context.js';
import { readText, writeSecret } from '../../installation/files.js';
import type { ProfileFlags } from '../../people/asking.js';
import { fileOf } from '../../people/profile.js';
import { liveProfile } from '../../people/session.js';
import { edited } from '../../people/sending/editor.js';

export interface FillFlags extends ProfileFlags {
  readonly to?: string;
  readonly purpose?: string;
  readonly text?: string;
  readonly set?: readonly Setting[];
  readonly from?: string;
  readonly edit?: true;
  readonly out?: string;
}

export const withFilling = (command: Command): Command =>
  command
    .option('--purpose <purpose>', 'purpose of the document; else it is asked for')
    .option('--text <words>', 'the main text: what is asked, the information, the reasons')
    .option(
      '--set <member=value>',
      'a member, such as details.place=PLACE or subjects.0.name=NAME; may be given several times',
      gather(fitting(parseSetting)),
    )
    .option('--from <file>', 'begin with the members of a file')
    .option('--edit', 'fill it in with $VISUAL or $EDITOR')
    .option(
      '--out <file>',
      'keep what is filled in in a new private file; send it again with --from',
    );

export const formHelp = `
What is not given is asked for in a terminal; a script gives it with --to, --purpose, --text and --set, or with --from. Whatever is wrong
is told at once. Then the whole document is shown, and sent after one yes. What was not sent is not kept, unless --out says where.`;

function givenTo(blank: Blank, { to, purpose, text, set = [] }: FillFlags): readonly Setting[] {
  return [
    ...(to === undefined ? [] : [{ path: ['to'], value: to }]),
    ...(purpose === undefined ? [] : [{ path: ['purpose'], value: purpose }]),
    ...(text === undefined ? [] : [{ path: mainText(blank), value: text }]),
    ...set,
  ];
}

/**
 * Fills in a form from a file, then from options, then by an editor or questions.
 * @returns JSON of a draft, not yet checked
 * @throws CliError CLI_NO_SESSION before anything is asked; CLI_USAGE, CLI_FILE_INVALID, CLI_NOT_CONFIRMED
 */
export async function filledForm(
  context: Context,
  blank: Blank,
  flags: FillFlags,
): Promise<string> {
  const file = fileOf(flags.profile, context);
  await liveProfile(file, context);
  const { from, out } = flags;
  const start = blankOf(blank);
  const read = from === undefined ? start : withFile(blank, start, from, await readText(from));
  const given = givenTo(blank, flags).reduce<Bag>(
    (draft, setting) => withSetting(blank, draft, setting),
    read,
  );
  const filled =
    flags.edit === true
      ? withFile(blank, {}, 'form', await edited(context, file, written(withGaps(blank, given))))
      : await asked(context, blank, given);
  if (out !== undefined) await writeSecret(out, written(filled));
  return JSON.stringify(filled);
}

const written = (draft: Bag): string => `${JSON.stringify(draft, undefined, 2)}\n`;

async function asked(context: Context, blank: Blank, draft: Bag): Promise<Bag> {
  const prompt = context.openPrompt?.();
  if (prompt === undefined) return draft;
  try {
    return await askMissing(blank, draft, prompt.ask);
  } finally {
    prompt.close();
  }
}

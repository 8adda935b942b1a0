import { say, spokenLanguage } from '#language/console';

type Words = (...found: string[]) => string;

// What the parser prints, with its own English. A reason of ours may follow the last full stop.
const forms: readonly (readonly [RegExp, Words])[] = [
  [/^error: unknown option '(.*)'$/, (option = '') => say('parser.unknownOption', { option })],
  [/^error: unknown command '(.*)'$/, (command = '') => say('parser.unknownCommand', { command })],
  [/^error: missing required argument '(.*)'$/, (name = '') => say('parser.missing', { name })],
  [/^error: option '(.*)' argument missing$/, (option = '') => say('parser.noValue', { option })],
  [
    /^error: required option '(.*)' not specified$/,
    (option = '') => say('parser.optionNeeded', { option }),
  ],
  [
    /^error: option '(.*?)' argument '(.*)' is invalid\.(.*)$/,
    (option = '', value = '', reason = '') =>
      say('parser.invalidOption', { option, value }) + choicesText(reason),
  ],
  [
    /^error: command-argument value '(.*)' is invalid for argument '(.*?)'\.(.*)$/,
    (value = '', name = '', reason = '') =>
      say('parser.invalidArgument', { name, value }) + choicesText(reason),
  ],
  [
    /^error: too many arguments for '(.*)'\. Expected (\d+) arguments? but got (\d+)\.$/,
    (command = '', most = '', given = '') => say('parser.tooMany', { command, most, given }),
  ],
  [/^\(Did you mean one of (.*)\?\)$/, (names = '') => say('parser.meantOneOf', { names })],
  [/^\(Did you mean (.*)\?\)$/, (name = '') => say('parser.meant', { name })],
];

const choicesText = (reason: string): string =>
  reason.replace(
    /^ Allowed choices are (.*)\.$/,
    (_, choices: string) => ` ${say('parser.choices', { choices })}`,
  );

function lineText(line: string): string {
  for (const [form, words] of forms) {
    const found = form.exec(line);
    if (found !== null) return words(...found.slice(1));
  }
  return line;
}

/** Gives what the parser prints of wrong usage in the language of this process. */
export const parserText = (text: string): string =>
  spokenLanguage() === 'en' ? text : text.split('\n').map(lineText).join('\n');

export function titleText(title: string): string {
  switch (title) {
    case 'Usage:':
      return say('parser.usage');
    case 'Arguments:':
      return say('parser.arguments');
    case 'Options:':
      return say('parser.options');
    case 'Global Options:':
      return say('parser.globalOptions');
    case 'Commands:':
      return say('parser.commands');
    default:
      return title;
  }
}

/** Gives `(choices: …, default: …)` behind a description in the language of this process. */
export const descriptionText = (text: string): string =>
  text.replace(
    / \((?:choices: (.*?))?(?:, )?(?:default: (.*))?\)$/,
    (whole, choices?: string, value?: string) => {
      if (choices !== undefined && value !== undefined)
        return ` (${say('parser.choicesDefault', { choices, value })})`;
      if (choices !== undefined) return ` (${say('parser.choicesAre', { choices })})`;
      return value === undefined ? whole : ` (${say('parser.default', { value })})`;
    },
  );

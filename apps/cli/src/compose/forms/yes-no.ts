import { say } from '#language/console';

const english = { yes: true, no: false } as const;

/** Words for yes and no in the language of this process, as questions show them. */
export const yesNoWords = (): readonly [yes: string, no: string] => [
  say('yesNo.yes'),
  say('yesNo.no'),
];

/** True for yes, false for no, undefined for any other text; in English or the language of this process. */
export function yesNoIn(text: string): boolean | undefined {
  const typed = text.trim().toLowerCase();
  const [yes, no] = yesNoWords();
  const words = new Map<string, boolean>([...Object.entries(english), [yes, true], [no, false]]);
  return words.get(typed);
}

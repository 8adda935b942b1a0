import { say } from '#language/console';

const english = { yes: true, no: false } as const;

export const yesNoWords = (): readonly [yes: string, no: string] => [
  say('yesNo.yes'),
  say('yesNo.no'),
];

export function yesNoIn(text: string): boolean | undefined {
  const typed = text.trim().toLowerCase();
  const [yes, no] = yesNoWords();
  const words = new Map<string, boolean>([...Object.entries(english), [yes, true], [no, false]]);
  return words.get(typed);
}

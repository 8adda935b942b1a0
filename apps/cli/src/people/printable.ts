// Characters that act on a terminal: escape sequences, line ends, direction changes. Text of another State
// may hold them.
const acting = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

const longest = 2_000;

// Joiners shape the letters of many scripts, and emoji; between Latin, Greek or Cyrillic letters they only hide.
const joiners =
  /(?<=(?![\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}])[\p{L}\p{M}\p{Extended_Pictographic}])[\u200c\u200d](?=[\p{L}\p{M}\p{Extended_Pictographic}])/u;
const joined = new RegExp(`(${joiners.source})|${acting.source}`, 'gu');

const shown = (text: string): string =>
  text.replace(joined, (_, joiner: string | undefined) => joiner ?? '\ufffd');

// Letters of scripts that run from right to left.
const rightToLeft =
  /[\p{sc=Hebr}\p{sc=Arab}\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}\p{sc=Samr}\p{sc=Mand}\p{sc=Adlm}\p{sc=Rohg}]/u;
const isolated = /^\u2068([^\u2066-\u2069]*)\u2069$/u;
// Keeps the direction of a text to itself, so that it does not turn round what stands beside it.
const isolate = (text: string): string => (rightToLeft.test(text) ? `\u2068${text}\u2069` : text);

const escaped = (character: string): string =>
  // A character beyond the first plane has two UTF-16 units, each escaped (RFC 8259, section 7).
  [...Array(character.length).keys()]
    .map((i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`)
    .join('');

/** JSON in which characters that could control a terminal are escaped. A parser reads the exact original value. Pure. */
export const printableJson = (value: unknown, indent = 2): string =>
  JSON.stringify(value, undefined, indent).replace(acting, (character) =>
    character === '\n' ? character : escaped(character),
  );

/** Text as one line for display, cut when too long. Replaces characters that could control a terminal. Pure. */
export function printable(text: string): string {
  const line = shown(isolated.exec(text)?.[1] ?? text);
  return isolate(line.length > longest ? `${line.slice(0, longest)}…` : line);
}

/**
 * Splits a text into lines; replaces characters that could control a terminal. Never cuts, because a person signs the text or
 * acts on it. Pure.
 */
export const printableLines = (text: string): string[] =>
  text.split(/\r?\n/).map((line) => isolate(shown(line)));

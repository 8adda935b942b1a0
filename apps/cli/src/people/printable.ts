// Characters that act on a terminal: escape sequences, line ends, direction changes. Text of another State
// may hold them.
const acting = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

const longest = 2_000;

const shown = (text: string): string => text.replace(acting, '\ufffd');

const escaped = (character: string): string =>
  // A character beyond the first plane has two UTF-16 units, each escaped (RFC 8259, section 7).
  [...Array(character.length).keys()]
    .map((i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`)
    .join('');

/** Indented JSON that cannot act on a terminal: such characters are escaped and read back exactly. Pure. */
export const printableJson = (value: unknown): string =>
  JSON.stringify(value, undefined, 2).replace(acting, (character) =>
    character === '\n' ? character : escaped(character),
  );

/** One line for display, cut to a bound; terminal control characters are replaced. Pure. */
export function printable(text: string): string {
  const line = shown(text);
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}

/** Lines of a whole text, never cut, since somebody signs it or acts on it; bounded by the signed bytes. Pure. */
export const printableLines = (text: string): string[] => text.split(/\r?\n/).map(shown);

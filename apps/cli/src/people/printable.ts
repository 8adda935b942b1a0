/** Escape sequences, line ends and direction changes: what another State wrote must not act on a terminal. */
const acting = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

const longest = 2_000;

const shown = (text: string): string => text.replace(acting, '\ufffd');

const escaped = (character: string): string =>
  // Characters beyond the first plane are two units, each escaped by itself (RFC 8259 section 7).
  [...Array(character.length).keys()]
    .map((i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`)
    .join('');

/**
 * JSON of a value, indented, that does nothing to a terminal: what acts on one is escaped and reads back exactly. Line ends
 * between members are JSON's own; those inside of texts are escaped already. Pure.
 */
export const printableJson = (value: unknown): string =>
  JSON.stringify(value, undefined, 2).replace(acting, (character) =>
    character === '\n' ? character : escaped(character),
  );

/** One line that only shows: every character that acts on a terminal is replaced. For what may be cut short. Pure. */
export function printable(text: string): string {
  const line = shown(text);
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}

/**
 * The same for a text of several lines, whole: what somebody signs or acts on is never cut. Its bound is that of the
 * signed bytes it comes from. Pure.
 */
export const printableLines = (text: string): string[] => text.split(/\r?\n/).map(shown);

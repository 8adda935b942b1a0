import type { Colour } from '../terminal.js';
import type { Style } from './table.js';
import { padded, widthOf, wrapped } from './width.js';

export interface Fact {
  readonly label: string;
  readonly text: string;
  readonly colour?: Colour | undefined;
}

const leastText = 20;

/**
 * Formats labels and texts in two columns; breaks long texts and cuts nothing. `paints` names the column that gets the
 * colour. Pure.
 */
export function facts(
  all: readonly Fact[],
  { columns, paint }: Style,
  paints: 'label' | 'text' = 'text',
): string[] {
  const width = Math.max(0, ...all.map(({ label }) => widthOf(label))) + 1;
  return all.flatMap(({ label, text, colour }) => {
    const most = columns === undefined ? undefined : Math.max(leastText, columns - width);
    const lines = most === undefined ? [text] : wrapped(text, most);
    const painted = (part: 'label' | 'text', words: string): string =>
      colour === undefined || words === '' || part !== paints ? words : paint(colour, words);
    const gap = ' '.repeat(width - widthOf(label));
    return lines.map((line, i) =>
      i === 0
        ? `${painted('label', label)}${gap}${painted('text', line)}`
        : `${padded('', width)}${painted('text', line)}`,
    );
  });
}

import type { Style } from './table.js';
import { widthOf, wrapped } from './width.js';

const deeper = 4;

/**
 * Lines that fit the terminal: a longer one goes on in the next line, deeper than it began, so that no part of a text
 * can be taken for a line of its own. Output that goes elsewhere stays as it is. Pure.
 */
export function flowed(lines: readonly string[], { columns }: Pick<Style, 'columns'>): string[] {
  if (columns === undefined) return [...lines];
  return lines.flatMap((line) => {
    if (widthOf(line) <= columns) return [line];
    const text = line.trimStart();
    const indent = Math.min(line.length - text.length, Math.floor(columns / 2));
    return wrapped(text, columns - indent - deeper).map(
      (part, i) => ' '.repeat(i === 0 ? indent : indent + deeper) + part,
    );
  });
}

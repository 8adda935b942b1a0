import type { Style } from './table.js';
import { widthOf, wrapped } from './width.js';

const deeper = 4;

/**
 * Breaks lines that are too long for the terminal and indents their continuations. Returns all lines unchanged without a
 * terminal. Pure.
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

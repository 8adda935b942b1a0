import type { Command } from 'commander';
import { printable } from '../people/printable.js';
import type { Terminal } from '../terminal.js';
import { isWholeId, shortId } from './short-id.js';
import { moment } from './moment.js';
import type { Style } from './table.js';
import { cut } from './width.js';

/** Style of one command: the terminal's style, changed by the options `--utc` and `--verbose`. */
export interface Shown extends Style {
  readonly verbose: boolean;
  readonly when: (at: string) => string;
  readonly id: (id: string) => string;
  /** Shows an officer's id with the name that the reader gave. `state`: own State by default. */
  readonly who: (
    officer: string,
    at?: { readonly state?: string; readonly authority?: string },
  ) => string;
  readonly shownIds: () => readonly string[];
}

/**
 * Looks up the display name that the CLI user's profile stores for an officer; undefined if it stores none. `state`: own
 * State by default.
 */
export type Names = (officer: string, state?: string) => string | undefined;

// Terminal columns: an id stands before it, and a line has 80.
export const longestName = 32;

// Direction marks and the quotation mark, which would end the name early.
const closing = /["\u2068\u2069]/g;

/**
 * Appends to a text a display name in quotation marks and Unicode direction isolates. A right-to-left name cannot reorder the
 * text beside it. Pure.
 */
export const withName = (text: string, name: string | undefined): string =>
  name === undefined
    ? text
    : `${text} "\u2068${cut(printable(name).replaceAll(closing, ''), longestName)}\u2069"`;

const idOf = (officer: string, { authority }: { readonly authority?: string }): string =>
  authority === undefined ? officer : `${officer}@${authority}`;

export function shownAs(
  style: Style & { readonly zone: string; readonly verbose: boolean; readonly names?: Names },
): Shown {
  const { columns, paint, zone, verbose, names } = style;
  const ids = new Set<string>();
  return {
    ...{ columns, paint, verbose },
    when: (at) => moment(at, zone),
    id: (id) => {
      if (isWholeId(id)) ids.add(id);
      return verbose ? id : shortId(id);
    },
    who: (officer, at = {}) => withName(idOf(officer, at), names?.(officer, at.state)),
    shownIds: () => [...ids],
  };
}

/** Style of a text that a person signs: nothing is shortened, and times appear exactly as signed. */
export const asSigned: Shown = {
  columns: undefined,
  verbose: true,
  paint: (_, text) => text,
  when: (at) => at,
  id: (id) => id,
  who: (officer, at = {}) => idOf(officer, at),
  shownIds: () => [],
};

export function shownBy(command: Command, terminal: Terminal, names?: Names): Shown {
  const { utc, verbose } = command.optsWithGlobals<{ utc?: boolean; verbose?: boolean }>();
  return shownAs({
    columns: terminal.columns,
    paint: (colour, text) => terminal.paint(colour, text),
    zone: utc === true ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone,
    verbose: verbose === true,
    ...(names !== undefined && { names }),
  });
}

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
  /** Turns an id into the form to show: short, or whole with `--verbose`. */
  readonly id: (id: string) => string;
  /** Officer's id, with the reader's name for the officer beside it. `state`: own State by default. */
  readonly who: (officer: string, state?: string) => string;
  /** Whole UUIDs for which `id` was called so far. */
  readonly shownIds: () => readonly string[];
}

/** Display name of an officer; undefined if the reader gave none. `state`: own State by default. */
export type Names = (officer: string, state?: string) => string | undefined;

// Terminal columns: an id stands before it, and a line has 80.
export const longestName = 32;

/** Text with a display name beside it. Isolated in every script, so that the name does not move its neighbours. Pure. */
export const withName = (text: string, name: string | undefined): string =>
  name === undefined
    ? text
    : `${text} (\u2068${cut(printable(name).replaceAll(/[\u2068\u2069]/g, ''), longestName)}\u2069)`;

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
    who: (officer, state) => withName(officer, names?.(officer, state)),
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
  who: (officer) => officer,
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

import type { Command } from 'commander';
import type { Terminal } from '../terminal.js';
import { isWholeId, shortId } from './short-id.js';
import { moment } from './moment.js';
import type { Style } from './table.js';

/** Style of one command: the terminal's style, changed by the options `--utc` and `--verbose`. */
export interface Shown extends Style {
  readonly verbose: boolean;
  readonly when: (at: string) => string;
  /** Turns an id into the form to show: short, or whole with `--verbose`. */
  readonly id: (id: string) => string;
  /** Whole UUIDs for which `id` was called so far. */
  readonly shownIds: () => readonly string[];
}

export function shownAs(
  style: Style & { readonly zone: string; readonly verbose: boolean },
): Shown {
  const { columns, paint, zone, verbose } = style;
  const ids = new Set<string>();
  return {
    ...{ columns, paint, verbose },
    when: (at) => moment(at, zone),
    id: (id) => {
      if (isWholeId(id)) ids.add(id);
      return verbose ? id : shortId(id);
    },
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
  shownIds: () => [],
};

export function shownBy(command: Command, terminal: Terminal): Shown {
  const { utc, verbose } = command.optsWithGlobals<{ utc?: boolean; verbose?: boolean }>();
  return shownAs({
    columns: terminal.columns,
    paint: (colour, text) => terminal.paint(colour, text),
    zone: utc === true ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone,
    verbose: verbose === true,
  });
}

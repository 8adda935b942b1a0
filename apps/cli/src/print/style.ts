import type { Command } from 'commander';
import { printable } from '../people/printable.js';
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
  /** Id of an officer of this State, with the display name beside it. */
  readonly who: (officer: string) => string;
  /** Whole UUIDs for which `id` was called so far. */
  readonly shownIds: () => readonly string[];
}

export type Names = ReadonlyMap<string, string>;

// Isolated in every script: a name must not move what stands beside it.
const beside = (id: string, name: string): string =>
  `${id} (\u2068${printable(name).replaceAll(/[\u2068\u2069]/g, '')}\u2069)`;

/** Officer's id, with a display name beside it where there is one. Pure. */
export const withName = (id: string, name: string | null | undefined): string =>
  name == null ? id : beside(id, name);

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
    who: (officer) => withName(officer, names?.get(officer)),
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

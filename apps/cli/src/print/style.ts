import type { Command } from 'commander';
import type { Terminal } from '../terminal.js';
import { shortId } from './short-id.js';
import { moment } from './moment.js';
import type { Style } from './table.js';

/** Style of one command: the terminal's style, changed by the options `--utc` and `--verbose`. */
export interface Shown extends Style {
  readonly verbose: boolean;
  readonly when: (at: string) => string;
  readonly id: (id: string) => string;
}

export function shownBy(command: Command, terminal: Terminal): Shown {
  const flags = command.optsWithGlobals<{ utc?: boolean; verbose?: boolean }>();
  const zone = flags.utc === true ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone;
  const verbose = flags.verbose === true;
  return {
    columns: terminal.columns,
    paint: (colour, text) => terminal.paint(colour, text),
    verbose,
    when: (at) => moment(at, zone),
    id: (id) => (verbose ? id : shortId(id)),
  };
}

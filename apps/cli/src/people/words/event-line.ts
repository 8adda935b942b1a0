import type { EventView } from '#capabilities/audit/audit.contract';
import { say } from '#language/console';
import { printable } from '../printable.js';
import type { Shown } from '../../print/style.js';
import { table, type Column, type Row } from '../../print/table.js';

interface Said {
  readonly data?: {
    readonly screen?: unknown;
    readonly purpose?: unknown;
    readonly medium?: unknown;
    readonly boundBy?: unknown;
  };
  readonly reason?: unknown;
}

function saidIn(leaf: Uint8Array): Said {
  try {
    return JSON.parse(Buffer.from(leaf).toString('utf8')) as Said;
  } catch {
    return {};
  }
}

const named = (value: unknown, sentence: (value: string) => string): string[] =>
  typeof value === 'string' ? [sentence(printable(value))] : [];

const columns: readonly Column[] = [
  { head: say('column.id') },
  { head: say('column.when') },
  { head: say('column.index'), right: true },
  { head: say('column.event'), least: 12 },
  { head: say('column.by'), least: 8 },
];

function rowOf({ at, index, typ, service, officer, event, leaf }: EventView, shown: Shown): Row {
  const { data = {}, reason } = saidIn(leaf);
  const said = [
    ...named(data.screen, (value) => say('eventLine.screen', { value })),
    ...named(data.medium, (value) => say('eventLine.medium', { value })),
    ...named(data.purpose, (value) => say('eventLine.purpose', { value })),
    ...named(reason, (value) => say('eventLine.reason', { value })),
    ...named(data.boundBy, (value) => say('eventLine.fileCame', { value })),
  ];
  return {
    cells: [
      shown.id(event),
      shown.when(at),
      // Not in the log yet.
      index === null ? '-' : String(index),
      printable(typ),
      officer === null ? `(${printable(service)})` : shown.who(officer),
    ],
    notes: said.length === 0 ? [] : [said.join(', ')],
  };
}

export const eventLines = (events: readonly EventView[], shown: Shown): string[] =>
  table(
    columns,
    events.map((event) => rowOf(event, shown)),
    shown,
  );

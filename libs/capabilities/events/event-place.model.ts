import { KernelError, parseStateCode, type Brand, type StateCode, phrase } from '#kernel';

/** Position in the event stream, `<State>-<n>`: the reader has seen all log entries below n. */
export type EventPlace = Brand<string, 'EventPlace'>;

export interface EventPosition {
  readonly state: StateCode;
  readonly entries: number;
}

const form = /^([A-Z]{2})-(0|[1-9]\d{0,14})$/;

/** Parses an event-stream position written as <State>-<n>. @throws KernelError VALUE_INVALID */
export function positionOf(place: string): EventPosition {
  const [, state, entries] = form.exec(place) ?? [];
  if (state === undefined) throw new KernelError('VALUE_INVALID', phrase`the id of an event`);
  return { state: parseStateCode(state), entries: Number(entries) };
}

export function parseEventPlace(value: unknown): EventPlace {
  if (typeof value !== 'string') throw new KernelError('VALUE_INVALID', phrase`the id of an event`);
  positionOf(value);
  return value as EventPlace;
}
parseEventPlace.form = form.source;

export const eventPlace = ({ state, entries }: EventPosition): EventPlace =>
  parseEventPlace(`${state}-${entries}`);

import { KernelError, parseStateCode, type Brand, type StateCode } from '#kernel';

/**
 * Place in what a reader hears: `<State>-<n>`, everything below entry n of the State's released custody log. Entries of the log
 * have no gap and never change their order, so nothing that is committed later can stand before a place.
 */
export type EventPlace = Brand<string, 'EventPlace'>;

export interface PlaceHeard {
  readonly state: StateCode;
  /** Entries of the log that lie before it. */
  readonly entries: number;
}

const form = /^([A-Z]{2})-(0|[1-9]\d{0,14})$/;

/** @throws KernelError VALUE_INVALID */
export function placeHeard(place: string): PlaceHeard {
  const [, state, entries] = form.exec(place) ?? [];
  if (state === undefined) throw new KernelError('VALUE_INVALID', 'the id of an event');
  return { state: parseStateCode(state), entries: Number(entries) };
}

/** @throws KernelError VALUE_INVALID */
export function parseEventPlace(value: unknown): EventPlace {
  if (typeof value !== 'string') throw new KernelError('VALUE_INVALID', 'the id of an event');
  placeHeard(value);
  return value as EventPlace;
}
parseEventPlace.form = form.source;

export const eventPlace = ({ state, entries }: PlaceHeard): EventPlace =>
  parseEventPlace(`${state}-${entries}`);

import {
  KernelError,
  parseThreadId,
  parseTimestamp,
  type Brand,
  type ThreadId,
  type Timestamp,
  phrase,
} from '#kernel';

export type Rank = 0 | 1 | 2;

/** Place in a thread list after which the next page begins. Order DUE requires a place with due time. */
export type ListPlace = Brand<string, 'ListPlace'>;

export interface PlaceShown {
  readonly thread: ThreadId;
  readonly rank: Rank | null;
  readonly dueAt: Timestamp | null;
}

const ranks: readonly Rank[] = [0, 1, 2];

/** Parses a position in a list. @throws KernelError VALUE_INVALID if it is malformed */
export function placeShown(place: ListPlace): PlaceShown {
  const [thread, said, due = '', ...rest] = place.split('~');
  const rank = said === undefined ? null : ranks.find((each) => String(each) === said);
  if (rank === undefined || rest.length > 0)
    throw new KernelError('VALUE_INVALID', phrase`a place must be \`next\` of a page, or a thread`);
  const dueAt = due === '' ? null : parseTimestamp(due);
  return { thread: parseThreadId(thread), rank, dueAt };
}

export function parseListPlace(value: unknown): ListPlace {
  if (typeof value !== 'string')
    throw new KernelError('VALUE_INVALID', phrase`a place must be \`next\` of a page, or a thread`);
  const place = value as ListPlace;
  placeShown(place);
  return place;
}
parseListPlace.form = `^[0-9a-f-]{36}(?:~[0-2]~[0-9TZ:.-]{0,24})?$`;

export const placeOf = ({ thread, rank, dueAt }: PlaceShown): ListPlace =>
  parseListPlace(rank === null ? thread : `${thread}~${rank}~${dueAt ?? ''}`);

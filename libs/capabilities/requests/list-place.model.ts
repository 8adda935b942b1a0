import {
  KernelError,
  parseThreadId,
  parseTimestamp,
  type Brand,
  type ThreadId,
  type Timestamp,
} from '#kernel';

/** Part of a list in which a row stands: 2 risks to life that nobody has in hand, 1 other open ones, 0 the rest. */
export type Rank = 0 | 1 | 2;

/**
 * Place of a row of a list, as it was shown: `<thread>`, or `<thread>~<rank>~<due>`. By the thread alone, which a list by due time
 * does not take, it is looked at as it stands now.
 */
export type ListPlace = Brand<string, 'ListPlace'>;

export interface PlaceShown {
  readonly thread: ThreadId;
  /** Null: as it stands now. */
  readonly rank: Rank | null;
  /** When it was due; null while no clock ran. */
  readonly dueAt: Timestamp | null;
}

const ranks: readonly Rank[] = [0, 1, 2];

/** @throws KernelError VALUE_INVALID */
export function placeShown(place: ListPlace): PlaceShown {
  const [thread, said, due = '', ...rest] = place.split('~');
  const rank = said === undefined ? null : ranks.find((each) => String(each) === said);
  if (rank === undefined || rest.length > 0)
    throw new KernelError('VALUE_INVALID', 'a place must be `next` of a page, or a thread');
  const dueAt = due === '' ? null : parseTimestamp(due);
  return { thread: parseThreadId(thread), rank, dueAt };
}

/** @throws KernelError VALUE_INVALID */
export function parseListPlace(value: unknown): ListPlace {
  if (typeof value !== 'string')
    throw new KernelError('VALUE_INVALID', 'a place must be `next` of a page, or a thread');
  const place = value as ListPlace;
  placeShown(place);
  return place;
}
parseListPlace.form = `^[0-9a-f-]{36}(?:~[0-2]~[0-9TZ:.-]{0,24})?$`;

export const placeOf = ({ thread, rank, dueAt }: PlaceShown): ListPlace =>
  parseListPlace(rank === null ? thread : `${thread}~${rank}~${dueAt ?? ''}`);

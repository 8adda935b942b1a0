import type { Purpose, ThreadId } from '#kernel';
import type { ProfileFlags } from '../../people/asking.js';

export interface Flags extends ProfileFlags {
  readonly purpose: Purpose;
  readonly inbox?: boolean;
}

export const exhibitArgument = ['<exhibit>', 'its number, as `list` shows it'] as const;
export const inbox = [
  '--inbox',
  'of a request that came in; otherwise of one that we sent',
] as const;

export const placeOf = (thread: ThreadId, { inbox: isInbox }: Flags): string =>
  `/api/v1/${isInbox === true ? 'inbox' : 'requests'}/${thread}/packages`;

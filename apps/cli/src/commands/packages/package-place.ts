import type { Purpose, ThreadId } from '#kernel';
import { say } from '#language/console';
import type { ProfileFlags } from '../../people/asking.js';

export interface Flags extends ProfileFlags {
  readonly purpose: Purpose;
  readonly inbox?: boolean;
}

export const exhibitArgument = ['<exhibit>', say('packagePlace.exhibitArgument')] as const;
export const inbox = ['--inbox', say('packagePlace.inboxOption')] as const;

export const placeOf = (thread: ThreadId, { inbox: isInbox }: Flags): string =>
  `/api/v1/${isInbox === true ? 'inbox' : 'requests'}/${thread}/packages`;

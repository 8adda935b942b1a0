import type { Purpose } from '#kernel';
import type { ConcernedThread } from '#capabilities/assignment/desk-notices.rows';
import { type ThreadRecord, actorOf, by } from '#threads';
import type { Session } from '#access';
import type { DraftOf } from '#journal';

export const duplicatesChecked = (
  session: Session,
  data: Omit<DraftOf<'duplicates.checked'>['data'], 'purpose'>,
  purpose: Purpose,
): DraftOf<'duplicates.checked'> => ({
  typ: 'duplicates.checked',
  actor: actorOf(session, 'LIAISON_OFFICER'),
  data: { ...data, purpose },
});

/**
 * Builds the log event of a request sent despite matches or without a check. The neighbour never gets the event, because the
 * event reveals other threads.
 */
export const duplicatesPassed = (
  thread: ThreadRecord,
  session: Session,
  data: DraftOf<'duplicates.passed'>['data'],
): DraftOf<'duplicates.passed'> => ({
  typ: 'duplicates.passed',
  ...by(thread, session),
  data,
});

export const duplicatesNoticed = ({
  thread,
  compartment,
  authority,
  check,
  notice,
}: ConcernedThread): DraftOf<'duplicates.noticed'> => ({
  typ: 'duplicates.noticed',
  case: { thread, compartment },
  data: { authority, notice, check },
});

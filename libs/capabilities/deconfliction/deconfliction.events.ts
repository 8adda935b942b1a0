import type { Purpose } from '#kernel';
import type { ConcernedThread } from '#capabilities/assignment/desk-notices.rows';
import { type ThreadRecord, actorOf, by } from '#threads';
import type { Session } from '#access';
import type { DraftOf } from '#journal';

/** Who looked whether somebody is already at work on the same, and which desks were told, in the log's own words. */

/** How much was sought and found; neither what nor whose. */
export const duplicatesChecked = (
  session: Session,
  data: Omit<DraftOf<'duplicates.checked'>['data'], 'purpose'>,
  purpose: Purpose,
): DraftOf<'duplicates.checked'> => ({
  typ: 'duplicates.checked',
  actor: actorOf(session, 'LIAISON_OFFICER'),
  data: { ...data, purpose },
});

/** What an officer sent a request in spite of. It stays in this State: what the neighbour gets says nothing of other desks. */
export const duplicatesPassed = (
  thread: ThreadRecord,
  session: Session,
  data: DraftOf<'duplicates.passed'>['data'],
): DraftOf<'duplicates.passed'> => ({
  typ: 'duplicates.passed',
  ...by(thread, session),
  data,
});

/** Nobody is named: who asked stands in the entry of the check alone. */
export const deskTold = ({
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

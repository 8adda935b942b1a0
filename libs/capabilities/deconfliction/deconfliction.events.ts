import type { Purpose } from '#kernel';
import type { ConcernedThread } from '#capabilities/assignment/desk-notices.rows';
import { type ThreadRecord, actorOf, by } from '#threads';
import type { Session } from '#access';
import type { DraftOf } from '#journal';

/** Events of looks for others at work on the same, and of desks that were told. */

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

/** Event of a request that was sent in spite of others. It stays in this State: the neighbour gets no word of other desks. */
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

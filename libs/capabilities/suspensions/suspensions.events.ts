import type { StopGround } from './grounds.lists.js';
import type { StopRow } from './suspensions.rows.js';
import { type ThreadRecord, by } from '#threads';
import type { Session } from '#access';
import type { DraftOf } from '#journal';

export const stopped = (
  thread: ThreadRecord,
  session: Session,
  { id: stop, withdrawal }: StopRow,
  ground: StopGround,
): DraftOf<'case.stopped'> => ({
  typ: 'case.stopped',
  ...by(thread, session),
  data: { stop, withdrawal },
  disclose: [{ name: 'ground', value: ground }],
});

export const liftProposed = (
  thread: ThreadRecord,
  session: Session,
  { id: stop }: StopRow,
): DraftOf<'case.stop.proposed'> => ({
  typ: 'case.stop.proposed',
  ...by(thread, session),
  data: { stop },
});

export const lifted = (
  thread: ThreadRecord,
  session: Session,
  { id: stop }: StopRow,
): DraftOf<'case.stop.lifted'> => ({
  typ: 'case.stop.lifted',
  ...by(thread, session),
  data: { stop },
});

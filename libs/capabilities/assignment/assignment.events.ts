import type { AuthorityId, OfficerId } from '#kernel';
import type { TakeoverGround } from '#capabilities/access-lists/access-lists.model';
import { type ThreadRecord, actorOf, caseOf, deskOf } from '#threads';
import type { Session } from '#access';
import type { DraftOf } from '#journal';
import type { Hashes } from '#wire';

const between = (
  thread: ThreadRecord,
  session: Session,
  people: Readonly<Record<string, OfficerId>>,
) => ({
  case: caseOf(thread),
  actor: actorOf(session, 'DUTY_OFFICER'),
  data: { authority: session.authority },
  disclose: Object.entries(people).map(([name, value]) => ({ name, value })),
});

export const assigned = (
  thread: ThreadRecord,
  session: Session,
  to: OfficerId,
  ground?: TakeoverGround,
): DraftOf<'case.assigned'> => ({
  typ: 'case.assigned',
  ...(ground !== undefined && { reason: ground }),
  ...between(thread, session, { to, ...(thread.holder !== null && { from: thread.holder }) }),
});

export const handedOver = (
  thread: ThreadRecord,
  session: Session,
  to: OfficerId,
): DraftOf<'case.handover'> => ({ typ: 'case.handover', ...between(thread, session, { to }) });

export const released = (thread: ThreadRecord, session: Session): DraftOf<'case.released'> => ({
  typ: 'case.released',
  case: caseOf(thread),
  actor: actorOf(session, 'DUTY_OFFICER'),
  data: { authority: session.authority },
});

export const transferred = (
  thread: ThreadRecord,
  from: AuthorityId,
  to: AuthorityId,
  officer?: OfficerId,
): DraftOf<'case.transferred'> => ({
  typ: 'case.transferred',
  case: caseOf(thread),
  ...(officer === undefined ? {} : { actor: { officer, role: 'DUTY_OFFICER' as const } }),
  data: { side: thread.side, from, to },
});

export const transferRefused = (thread: ThreadRecord, reason: string): DraftOf<'msg.refused'> => ({
  typ: 'msg.refused',
  reason,
  case: caseOf(thread),
  data: { documentSha256: null, kind: 'transfer-notice' },
});

/** Builds the event of a note, with the note's hashes as salted digests. Plain hashes would let readers guess short notes. */
export const noted = (
  thread: ThreadRecord,
  session: Session,
  note: string,
  { sha256, sha512 }: Hashes,
): DraftOf<'case.noted'> => ({
  typ: 'case.noted',
  case: caseOf(thread),
  actor: deskOf(thread.side, session),
  data: { note },
  disclose: [
    { name: 'sha256', value: sha256 },
    { name: 'sha512', value: sha512 },
  ],
});

export const claimed = (thread: ThreadRecord, session: Session): DraftOf<'case.claimed'> => ({
  typ: 'case.claimed',
  case: caseOf(thread),
  actor: actorOf(session, 'DUTY_OFFICER'),
  data: { authority: session.authority },
});

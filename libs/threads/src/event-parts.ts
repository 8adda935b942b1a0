import { decidingRoles, type Role, type Side } from '#kernel';
import type { ThreadRecord } from './rows.js';
import type { Session } from '#access';

export const caseOf = (
  thread: ThreadRecord,
): { thread: ThreadRecord['id']; compartment: ThreadRecord['compartment'] } => ({
  thread: thread.id,
  compartment: thread.compartment,
});

export const actorOf = (
  { officer, roles }: Session,
  wanted: Role,
  ...others: readonly Role[]
): { officer: Session['officer']; role: Role } => ({
  officer,
  role: [wanted, ...others].find((role) => roles.includes(role)) ?? roles[0] ?? wanted,
});

export const deskOf = (side: Side, session: Session): ReturnType<typeof actorOf> => {
  if (side === 'ASKED')
    return actorOf(session, 'DUTY_OFFICER', ...decidingRoles, 'LIAISON_OFFICER');
  return actorOf(session, 'LIAISON_OFFICER', 'DUTY_OFFICER', ...decidingRoles);
};

export const by = (
  thread: ThreadRecord,
  session: Session | undefined,
): { case: ReturnType<typeof caseOf>; actor?: ReturnType<typeof actorOf> } => ({
  case: caseOf(thread),
  ...(session === undefined ? {} : { actor: deskOf(thread.side, session) }),
});

export const readerOf = (thread: ThreadRecord, session: Session): ReturnType<typeof actorOf> =>
  deskOf(thread.side, session);

import {
  type DocumentId,
  type MessageId,
  type OfficerId,
  type StateCode,
  timestamp,
} from '#kernel';
import type { EmergencyReason, RemovalReason, AccessListReason } from './access-lists.lists.js';
import { type ThreadRecord, by, caseOf } from '#threads';
import type { Session } from '#access';
import { type DraftOf, type SealedHashes, sealedObject } from '#journal';

export const addedToAccessList = (
  thread: ThreadRecord,
  session: Session,
  officer: OfficerId,
  reason: AccessListReason,
): DraftOf<'case.roster.added'> => ({
  typ: 'case.roster.added',
  reason,
  ...by(thread, session),
  data: { authority: thread.authority },
  disclose: [{ name: 'officer', value: officer }],
});

export const removedFromAccessList = (
  thread: ThreadRecord,
  session: Session,
  officer: OfficerId,
  reason: RemovalReason,
): DraftOf<'case.roster.removed'> => ({
  typ: 'case.roster.removed',
  reason,
  ...by(thread, session),
  data: { authority: thread.authority },
  disclose: [{ name: 'officer', value: officer }],
});

interface Breaking {
  readonly emergency: string;
  readonly until: Date;
  readonly reason: EmergencyReason;
  readonly facts: string;
  readonly received?: Received;
}

interface Received extends SealedHashes {
  readonly messageId: MessageId;
}

/** Builds the event of an emergency access. `received` adds the hashes for a receipt to the neighbour. */
export function emergencyAccessBegun(
  thread: ThreadRecord,
  session: Session,
  { emergency, until, reason, facts, received }: Breaking,
): DraftOf<'case.glass.broken'> {
  const { authority, keeper } = thread;
  return {
    typ: 'case.glass.broken',
    reason,
    ...by(thread, session),
    ...(received !== undefined && {
      channel: { link: thread.linkId, peer: thread.peer, dir: 'IN', seq: null },
      obj: [sealedObject(received)],
    }),
    data: {
      authority,
      // Protocol: custody logs and receipts call it so.
      glass: emergency,
      until: timestamp(until),
      messageId: received?.messageId ?? null,
    },
    disclose: [
      { name: 'facts', value: facts },
      ...(keeper === null ? [] : [{ name: 'keeper', value: keeper }]),
    ],
  };
}

/**
 * Builds the event that passes a neighbour's report of emergency access on to another State. Hides `forward` from that State
 * behind a salted digest.
 */
export const emergencyAccessPassedOn = (
  thread: ThreadRecord,
  report: {
    readonly reason: EmergencyReason;
    readonly way: readonly StateCode[];
    readonly forward: DocumentId;
    readonly received: Received;
  },
): DraftOf<'case.glass.told'> => ({
  typ: 'case.glass.told',
  reason: report.reason,
  case: caseOf(thread),
  channel: { link: thread.linkId, peer: thread.peer, dir: 'IN', seq: null },
  obj: [sealedObject(report.received)],
  data: { messageId: report.received.messageId, way: report.way },
  disclose: [{ name: 'forward', value: report.forward }],
});

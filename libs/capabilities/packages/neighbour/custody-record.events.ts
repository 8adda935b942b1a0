import type { DraftOf, EventObject } from '#journal';
import type { DocumentId, StateCode, ThreadId } from '#kernel';
import type { RecordOutcome } from './custody-record.schema.js';

const inCase = (thread: ThreadId) => ({ case: { thread, compartment: 'ENFORCEMENT' } }) as const;

export const custodyGiven = (
  thread: ThreadId,
  answer: EventObject,
  data: DraftOf<'custody.given'>['data'],
): DraftOf<'custody.given'> => ({ typ: 'custody.given', ...inCase(thread), obj: [answer], data });

/**
 * Event that this State refused a neighbour's request for log entries. Has no `case`, so that the entry does not reveal a
 * case.
 */
export const custodyWithheld = (
  peer: StateCode,
  consent: DocumentId,
): DraftOf<'custody.withheld'> => ({
  typ: 'custody.withheld',
  reason: 'CUSTODY_WITHHELD',
  data: { peer, consent },
});

export const custodyTaken = (
  thread: ThreadId,
  answers: readonly EventObject[],
  data: {
    readonly exhibit: string;
    readonly peer: StateCode;
    readonly consent: DocumentId;
    readonly outcome: RecordOutcome;
    readonly answers: number;
  },
): DraftOf<'custody.taken'> => ({
  typ: 'custody.taken',
  ...inCase(thread),
  obj: answers.slice(0, 8),
  data,
});

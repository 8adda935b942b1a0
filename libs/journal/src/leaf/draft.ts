import type { Compartment, LinkId, OfficerId, Role, StateCode, ThreadId } from '#kernel';
import type { ExchangeType, ReasonedType } from '../events/event-types.js';
import type { EventData, EventType } from '../events/events.js';
import type { EventObject } from './objects.js';

export interface Channel {
  readonly link: LinkId;
  readonly peer: StateCode;
  readonly dir: 'OUT' | 'IN';
  /** Number of the message on the link; null as long as it is sealed. */
  readonly seq: number | null;
}

interface DraftBase {
  /** Kept beside the leaf for auditors' queries; in the leaf only a pseudonym, or in exchange events a salted digest. */
  readonly case?: { readonly thread: ThreadId; readonly compartment: Compartment };
  /** Who acted; in the leaf a pseudonym, or in exchange events a salted digest. */
  readonly actor?: { readonly officer: OfficerId; readonly role: Role };
  /** At most eight. */
  readonly obj?: readonly EventObject[];
  /** Values that only their salted digest stands for in the leaf. */
  readonly disclose?: readonly { readonly name: string; readonly value: unknown }[];
  /** When the bytes or the request arrived, by the clock of the service. */
  readonly recv?: Date;
  /** The leaf is shown to the peer though it stands in the chain of its case: it names case and actor by digests only. */
  readonly travels?: true;
}

/**
 * What a step says happened. Id, time, chain and signature are added when it is recorded. An event of another type that
 * becomes a receipt (RETRIEVED) is given a channel too, and is then formed like an exchange event.
 */
export type DraftOf<T extends EventType> = DraftBase & {
  readonly typ: T;
  readonly data: EventData[T];
} & (T extends ExchangeType ? { readonly channel: Channel } : { readonly channel?: Channel }) &
  (T extends ReasonedType ? { readonly reason: string } : { readonly reason?: string });

export type Draft = { [T in EventType]: DraftOf<T> }[EventType];

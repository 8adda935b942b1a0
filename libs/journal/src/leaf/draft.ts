import type { Compartment, LinkId, OfficerId, Role, StateCode, ThreadId } from '#kernel';
import type { ExchangeType, ReasonedType } from '../events/event-types.js';
import type { EventData, EventType } from '../events/events.js';
import type { EventObject } from './objects.js';

export interface Channel {
  readonly link: LinkId;
  readonly peer: StateCode;
  readonly dir: 'OUT' | 'IN';
  readonly seq: number | null;
}

interface DraftBase {
  /** Stored beside the leaf for auditors; the leaf has a pseudonym, or a salted digest in exchange events. */
  readonly case?: { readonly thread: ThreadId; readonly compartment: Compartment };
  readonly actor?: { readonly officer: OfficerId; readonly role: Role };
  readonly obj?: readonly EventObject[];
  readonly disclose?: readonly { readonly name: string; readonly value: unknown }[];
  readonly recv?: Date;
  /** Lets the peer receive a leaf that stands in the chain of its case: case and actor appear as digests only. */
  readonly travels?: true;
}

/**
 * Event before recording adds id, time, chain and signature. With a channel, a RETRIEVED event is formed like an exchange
 * event.
 */
export type DraftOf<T extends EventType> = DraftBase & {
  readonly typ: T;
  readonly data: EventData[T];
} & (T extends ExchangeType ? { readonly channel: Channel } : { readonly channel?: Channel }) &
  (T extends ReasonedType ? { readonly reason: string } : { readonly reason?: string });

export type Draft = { [T in EventType]: DraftOf<T> }[EventType];

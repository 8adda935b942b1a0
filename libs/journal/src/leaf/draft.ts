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
  /** Thread of the event, stored beside the leaf for auditors. The leaf itself shows only a pseudonym or a salted digest. */
  readonly case?: { readonly thread: ThreadId; readonly compartment: Compartment };
  readonly actor?: { readonly officer: OfficerId; readonly role: Role };
  readonly obj?: readonly EventObject[];
  readonly disclose?: readonly { readonly name: string; readonly value: unknown }[];
  readonly recv?: Date;
  /**
   * Marks an event whose leaf the neighbour may receive; the leaf stays in its case's chain. Case and actor appear in it as
   * digests only.
   */
  readonly travels?: true;
}

/**
 * Event to record; recording adds id, time, chain and signature. With `channel`, the leaf shows case and actor only as
 * digests.
 */
export type DraftOf<T extends EventType> = DraftBase & {
  readonly typ: T;
  readonly data: EventData[T];
} & (T extends ExchangeType ? { readonly channel: Channel } : { readonly channel?: Channel }) &
  (T extends ReasonedType ? { readonly reason: string } : { readonly reason?: string });

export type Draft = { [T in EventType]: DraftOf<T> }[EventType];

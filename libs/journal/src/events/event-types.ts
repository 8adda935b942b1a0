import { type EventService, eventSigners } from '#capabilities/events/event-signers.lists';
import type { EventType } from './events.js';

/** Signers of each type, and of no other: a type without them does not compile. */
export const signersOfType: Readonly<Record<EventType, readonly EventService[]>> =
  eventSigners satisfies Readonly<Record<keyof typeof eventSigners & EventType, unknown>>;

/** Facts about a message between two States: the peer may be sent their leaves, so nobody and no case is named. */
export const exchangeTypes = [
  'msg.send.intent',
  'msg.sent',
  'msg.received',
  'msg.accepted',
  'msg.rejected',
  'msg.receipt.logged',
  'item.arrived',
  'link.alarm',
] as const satisfies readonly EventType[];
export type ExchangeType = (typeof exchangeTypes)[number];

/** Types that the next step of a message, or a notice to the neighbour, waits for; they get their place in the log at once, others within 50 ms. */
export const awaitedTypes: readonly EventType[] = [
  'msg.signed',
  'msg.send.intent',
  'msg.accepted',
  'msg.rejected',
  'case.glass.broken',
  'case.glass.told',
];

/** Types whose checkpoint is time-stamped at once and not with the next minute's; none is so far. */
export const stampedAtOnce: readonly EventType[] = [];

/** Types that say nothing without a reason code. */
export const reasonedTypes = [
  'case.escalated',
  'case.roster.added',
  'case.roster.removed',
  'case.glass.broken',
  'case.glass.told',
  'msg.refused',
  'msg.send.abandoned',
  'msg.rejected',
  'link.alarm',
  'item.discarded',
  'key.revoked',
  'session.closed',
  'access.denied',
  'clock.alarm',
  'log.fork.detected',
  'hold.set',
  'retention.reviewed',
  'subject.searched',
  'rule.waived',
  'waiver.withdrawn',
  'custody.withheld',
] as const satisfies readonly EventType[];
export type ReasonedType = (typeof reasonedTypes)[number];

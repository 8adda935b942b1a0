import { type EventService, eventSigners } from '#capabilities/events/event-signers.lists';
import type { EventType } from './events.js';

export const signersOfType: Readonly<Record<EventType, readonly EventService[]>> =
  eventSigners satisfies Readonly<Record<keyof typeof eventSigners & EventType, unknown>>;

/** Event types whose leaves the neighbour may receive, so the leaves name neither person nor case. */
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

/** Event types that the sequencer handles immediately, because the next step of a message waits for them. */
export const awaitedTypes: readonly EventType[] = [
  'msg.signed',
  'msg.send.intent',
  'msg.accepted',
  'msg.rejected',
  'case.glass.broken',
  'case.glass.told',
];

export const stampedAtOnce: readonly EventType[] = [];

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

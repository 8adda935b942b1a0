import {
  auditing,
  Bytes,
  call,
  conditioned,
  Decimal,
  Nothing,
  One,
  Parsed,
  Part,
  purposeful,
  Read,
  Text,
  Whole,
} from '#contract';
import {
  parseEventId,
  parseLinkId,
  parseMessageId,
  parseOfficerId,
  parseStateCode,
  parseThreadId,
  parseTimestamp,
  uuid7,
  type EventId,
  type LinkId,
  type MessageId,
  type OfficerId,
  type StateCode,
  type ThreadId,
  type Timestamp,
} from '#kernel';
import { differenceKinds, type DifferenceKind } from './differences.lists.js';

export const mostEvents = 999;
const mostDifferences = 500;
const standardRows = 100;
export const leafBytes = 4_096;

export class EventView {
  @Parsed(parseEventId)
  readonly event: EventId;
  @Text({ example: 'item.viewed' })
  readonly typ: string;
  @Text({ description: 'Service that recorded it.', example: 'inbox' })
  readonly service: string;
  @Parsed(parseTimestamp)
  readonly at: Timestamp;
  @Whole({ min: 0, nullable: true, description: 'Place in the log; null while it has none.' })
  readonly index: number | null;
  @Parsed(parseOfficerId, {
    nullable: true,
    description: 'Who acted; in the leaf only a pseudonym or a digest.',
  })
  readonly officer: OfficerId | null;
  @Parsed(parseMessageId, { nullable: true })
  readonly messageId: MessageId | null;
  @Bytes(leafBytes, { description: 'Exact bytes of the event, canonical JSON.' })
  readonly leaf: Uint8Array;
}

export class EventPageView {
  @Part(() => EventView, { list: mostEvents, description: 'Oldest first.' })
  readonly events: readonly EventView[];
  @Parsed(parseEventId, {
    nullable: true,
    description: '`after` of the next page; null when nothing follows.',
  })
  readonly next: EventId | null;
}

export class EventsAsked extends Read {
  @Whole({ min: 1, max: mostEvents, standard: true, description: 'Most events wanted.' })
  readonly limit: number = standardRows;
  @Parsed(parseEventId, {
    nullable: true,
    standard: true,
    description: 'The last event already seen: `next` of the page before.',
  })
  readonly after: EventId | null = null;
}

export class TimelineAsked extends EventsAsked {
  @Parsed(parseThreadId, { description: 'Thread id.' })
  readonly thread: ThreadId;
}

export class ItemAsked extends EventsAsked {
  @Text({
    pattern: new RegExp(`${uuid7.source}|^(?:[0-9a-f]{32}|[0-9a-f]{64})$`),
    description:
      'Id of a document or dispatch, id of a message, or SHA-256 of a document or attachment.',
  })
  readonly item: string;
}

export class PeriodAsked extends EventsAsked {
  @Parsed(parseTimestamp, { description: 'First moment of the period.' })
  readonly from: Timestamp;
  @Parsed(parseTimestamp, { description: 'First moment after it.' })
  readonly to: Timestamp;
}

export class OfficerAsked extends PeriodAsked {
  @Parsed(parseOfficerId, { description: 'Officer id.' })
  readonly officer: OfficerId;
}

export class PeerAsked extends PeriodAsked {
  @Parsed(parseStateCode, { description: 'A neighbouring State.' })
  readonly peer: StateCode;
}

export class DifferenceView {
  @One(differenceKinds)
  readonly kind: DifferenceKind;
  @Text({
    description: 'Place in the list of its kind; also what `after` takes.',
    example: '0190a0b0-0000-7000-8000-000000000004',
  })
  readonly key: string;
  @Parsed(parseTimestamp)
  readonly at: Timestamp;
  @Parsed(parseLinkId, { nullable: true })
  readonly link: LinkId | null;
  @Parsed(parseMessageId, { nullable: true })
  readonly messageId: MessageId | null;
  @Text({ description: 'What is wrong.', example: 'SIGNATURE_INVALID' })
  readonly code: string;
  @Text({ description: 'Names, numbers and sizes; never content.', example: 'link, 512 bytes' })
  readonly detail: string;
}

export class DifferencePage {
  @Part(() => DifferenceView, { list: mostDifferences })
  readonly differences: readonly DifferenceView[];
  @Text({
    nullable: true,
    description: '`after` of the next page; null when nothing follows.',
    example: '0190a0b0-0000-7000-8000-000000000004',
  })
  readonly next: string | null;
}

export class DifferencesAsked extends Read {
  @One(differenceKinds, { description: 'Which list.' })
  readonly kind: DifferenceKind;
  @Whole({ min: 1, max: mostDifferences, standard: true, description: 'Most rows wanted.' })
  readonly limit: number = standardRows;
  @Text({
    pattern: /^[A-Za-z0-9./: -]{1,512}$/,
    nullable: true,
    standard: true,
    description: '`next` of the page before.',
  })
  readonly after: string | null = null;
}

export class WitnessHealth {
  @Text({ description: 'Name and key id of its key.', example: 'xb.example/log+0a1b2c3d' })
  readonly witness: string;
  @Whole({ min: 0 })
  readonly size: number;
  @Parsed(parseTimestamp)
  readonly at: Timestamp;
  @Decimal({ description: 'Seconds since then.' })
  readonly age: number;
}

export class LogHealth {
  @Whole({ min: 0, description: 'Leaves with a place.' })
  readonly size: number;
  @Whole({ min: 0, description: 'Leaves that are fixed outside the database.' })
  readonly released: number;
  @Parsed(parseTimestamp, {
    nullable: true,
    description: 'When the newest checkpoint was signed; null before the first.',
  })
  readonly checkpointAt: Timestamp | null;
  @Decimal({ nullable: true, description: 'Seconds since then.' })
  readonly checkpointAge: number | null;
  @Part(() => WitnessHealth, { list: 64 })
  readonly witnesses: readonly WitnessHealth[];
  @Text({
    list: 64,
    description: 'Why nothing is signed any more; empty while all is well.',
    example: [],
  })
  readonly halted: readonly string[];
  @Whole({ min: 0, description: 'Events without a place yet, counted to 10,000.' })
  readonly waiting: number;
  @Decimal({ nullable: true, description: 'Seconds for which the first of them waits.' })
  readonly waitingAge: number | null;
  @Whole({ min: 0, description: 'Kept proofs of a fork or a rollback, counted to 10,000.' })
  readonly evidence: number;
}

const auditor = { audit: purposeful(auditing) };

export const readTimeline = call('timeline', TimelineAsked, EventPageView, auditor);
export const eventsAboutItem = call('item', ItemAsked, EventPageView, auditor);
export const eventsOfOfficer = call('officer', OfficerAsked, EventPageView, auditor);
export const eventsWithPeer = call('peer', PeerAsked, EventPageView, auditor);
export const listDifferences = call('differences', DifferencesAsked, DifferencePage, auditor);
export const readHealth = call('health', Nothing, LogHealth, { audit: conditioned });

export const auditCalls = [
  readTimeline,
  eventsAboutItem,
  eventsOfOfficer,
  eventsWithPeer,
  listDifferences,
  readHealth,
];

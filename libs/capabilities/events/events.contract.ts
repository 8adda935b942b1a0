import { call, Flag, One, openCall, Parsed, Part, Text, Whole } from '#contract';
import {
  parseDocumentId,
  parseThreadId,
  parseTimestamp,
  roles,
  sides,
  type DocumentId,
  type Right,
  type Side,
  type ThreadId,
  type Timestamp,
} from '#kernel';
import { readers } from '#capabilities/requests/threads.contract';
import { parseEventPlace, type EventPlace } from './event-place.model.js';
import { eventCodes, eventWords, mostEvents, mostReaders, type EventCode } from './events.lists.js';

const example = 'XA-1024';

const meanings = Object.entries(eventWords)
  .map(([code, words]) => `\`${code}\`: ${words.toLowerCase()}.`)
  .join(' ');

export class ThreadEvent {
  @Parsed(parseEventPlace, { description: 'Place of the event: `Last-Event-ID`.', example })
  readonly id: EventPlace;
  @Parsed(parseTimestamp, { description: 'When it was recorded.' })
  readonly at: Timestamp;
  @One(eventCodes, { description: `What happened. ${meanings}` })
  readonly code: EventCode;
  @One(sides, { description: 'Whether this State asks in the thread or is asked.' })
  readonly side: Side;
  @Parsed(parseThreadId, { description: 'Thread id.' })
  readonly thread: ThreadId;
  @Parsed(parseDocumentId, {
    nullable: true,
    description: 'The document that it is about; null without one, or where one may not read it.',
  })
  readonly document: DocumentId | null;
  @Whole({
    min: 0,
    description: 'Of the thread as it is now. 0: a risk to life; 1: urgent; 2: the rest.',
    example: 0,
  })
  readonly priority: number;
  @Parsed(parseTimestamp, {
    nullable: true,
    description: 'When an answer is late, as it is now; null while no clock runs.',
  })
  readonly dueAt: Timestamp | null;
}

export class EventsAfter {
  @Parsed(parseEventPlace, {
    nullable: true,
    standard: true,
    description:
      '`id` of the last event heard. Without it the stream begins with what happens from now on.',
    example,
  })
  readonly after: EventPlace | null = null;
}

export class EventBatch {
  @Part(() => ThreadEvent, { list: mostEvents, description: 'Oldest first.' })
  readonly events: readonly ThreadEvent[];
  @Parsed(parseEventPlace, { description: '`after` of the next call.', example })
  readonly next: EventPlace;
  @Flag({ description: 'More of the log is there already.' })
  readonly more: boolean;
  @Parsed(parseTimestamp, { description: 'End of the session.' })
  readonly sessionEnds: Timestamp;
}

export class GrowthAsked {
  @Whole({ min: 0, description: 'Entries of the log that are known.' })
  readonly beyond: number;
  @Text({
    ...{ max: 128, list: mostReaders, standard: true },
    description: 'Tokens of the sessions that wait; of each is told whether it still stands.',
    example: [],
  })
  readonly sessions: readonly string[] = [];
}

export class LogGrowth {
  @Whole({ min: 0, description: 'Entries of the released log.' })
  readonly entries: number;
  @Whole({
    ...{ min: 0, list: mostReaders, example: [] },
    description: 'Places in `sessions` of those that have ended. Empty when the log has grown.',
  })
  readonly ended: readonly number[];
}

export const listeners: Readonly<Record<Side, Right['roles']>> = {
  ASKING: readers.requests.roles,
  ASKED: readers.inbox.roles,
};

const hearing: Right = {
  roles: roles.filter((role) => Object.values(listeners).some((who) => who.includes(role))),
};

/** Call that returns the next events of sent and received requests together, in log order. */
export const hearEvents = call('events', EventsAfter, EventBatch, { requests: hearing });

/** Call that waits at most `longestWaitMs` for new log entries and returns the log size. */
export const awaitGrowth = openCall('log-growth', GrowthAsked, LogGrowth, 'requests');

export const eventCalls = [hearEvents, awaitGrowth];

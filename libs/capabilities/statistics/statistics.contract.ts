import { auditing, call, Flag, One, Parsed, Part, purposeful, Read, Whole } from '#contract';
import {
  parseEventId,
  parseStateCode,
  parseThreadId,
  parseTimestamp,
  refusalGrounds,
  type EventId,
  type RefusalGround,
  sides,
  type Side,
  type StateCode,
  type ThreadId,
  type Timestamp,
} from '#kernel';

/**
 * Request as counted by Directive (EU) 2023/977 art. 18(2). Times come from signed documents and receipts, so that both
 * States count the same.
 */
export class CountedRequest {
  @Parsed(parseThreadId, { description: 'The thread, which bears the id of the request.' })
  readonly request: ThreadId;
  @One(sides)
  readonly side: Side;
  @Parsed(parseStateCode, { description: 'The other State.' })
  readonly peer: StateCode;
  @Flag()
  readonly urgent: boolean;
  @Parsed(parseTimestamp, { description: 'When the officer signed it: its period.' })
  readonly composedAt: Timestamp;
  @Parsed(parseTimestamp, { nullable: true, description: 'As the asked State signed it.' })
  readonly deliveredAt: Timestamp | null;
  @Parsed(parseTimestamp, {
    nullable: true,
    description: 'Of the first document that gave information.',
  })
  readonly answeredAt: Timestamp | null;
  @One(refusalGrounds, {
    list: refusalGrounds.length,
    description: 'Grounds on which it was refused, whole or in part.',
  })
  readonly refused: readonly RefusalGround[];
  @Flag({
    description:
      'The limit was exceeded, or is announced to be, because a judicial authorisation was needed (art. 5(2)).',
  })
  readonly judicialDelay: boolean;
}

const mostCounted = 1_000;

export class CountedRequests {
  @Part(() => CountedRequest, { list: mostCounted, description: 'In the order of their signing.' })
  readonly requests: readonly CountedRequest[];
  @Parsed(parseEventId, {
    nullable: true,
    description: '`after` of the next page; null when nothing follows.',
  })
  readonly next: EventId | null;
}

export class CountedRequestsAsked extends Read {
  @Parsed(parseTimestamp, {
    description: 'First moment of the period in which the requests were signed.',
  })
  readonly from: Timestamp;
  @Parsed(parseTimestamp, { description: 'First moment after it.' })
  readonly to: Timestamp;
  @Parsed(parseStateCode, {
    nullable: true,
    standard: true,
    description: 'The neighbour; without it all.',
  })
  readonly peer: StateCode | null = null;
  @Parsed(parseEventId, {
    nullable: true,
    standard: true,
    description: '`next` of the page before.',
  })
  readonly after: EventId | null = null;
  @Whole({ min: 1, max: mostCounted, standard: true, description: 'Most requests wanted.' })
  readonly limit: number = mostCounted;
}

export const countRequests = call('requests', CountedRequestsAsked, CountedRequests, {
  audit: purposeful(auditing),
});

export const statisticsCalls = [countRequests];

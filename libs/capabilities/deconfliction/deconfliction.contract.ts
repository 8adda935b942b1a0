import { asking, Bytes, call, Flag, One, Parsed, Part, purposeful, Read, Whole } from '#contract';
import {
  documentLimits,
  parseOfficerId,
  parseTimestamp,
  type OfficerId,
  type Timestamp,
} from '#kernel';
import { duplicateLimits, matchTypes, type MatchType } from './sought.model.js';
import { ThreadHead } from '#capabilities/requests/thread-head.contract';

export class DuplicatesAsked extends Read {
  @Bytes(documentLimits.bytes, {
    description:
      'Canonical JSON (RFC 8785) of {`requestType`, `subjects`, `details`?}, as they will stand in the document.',
  })
  readonly sought: Uint8Array;
}

export class DuplicateView extends ThreadHead {
  @Parsed(parseOfficerId, {
    nullable: true,
    description: 'Who has claimed it here; of what this State asks, who asked.',
  })
  readonly holder: OfficerId | null;
  @Parsed(parseTimestamp)
  readonly openedAt: Timestamp;
  @One(matchTypes, { list: matchTypes.length, description: 'What both are about.' })
  readonly by: readonly MatchType[];
}

export class FoundDuplicates {
  @Part(() => DuplicateView, {
    list: duplicateLimits.shown,
    description: 'Threads of one’s own authority of the last 90 days, newest first.',
  })
  readonly duplicates: readonly DuplicateView[];
  @Flag({
    description: 'A duty desk may already work on this: of other authorities no more is said.',
  })
  readonly otherDesk: boolean;
  @Whole({ min: 0, description: 'Checks that the officer has left within the hour.' })
  readonly checksLeft: number;
}

export const checkDuplicates = call('duplicates', DuplicatesAsked, FoundDuplicates, {
  requests: purposeful(asking),
});

export const duplicateCalls = [checkDuplicates];

import { likenesses, type DuplicateView } from '#capabilities/deconfliction/deconfliction.contract';
import { threadStates, threadTypes } from '#kernel';
import type { Calls } from '#capabilities/calls';
import {
  Count,
  Name,
  One,
  Parts,
  Several,
  State,
  Time,
  Truth,
  Uuid,
  type Edge,
  type EdgeOf,
} from './members.js';

/** Answers about who is already at work on the same. */

type CheckView = Calls['requests.duplicates']['out'];

export class DuplicatePart implements Edge<DuplicateView> {
  @Uuid()
  readonly thread: EdgeOf<DuplicateView, 'thread'>;
  @One(['ASKING', 'ASKED'])
  readonly side: EdgeOf<DuplicateView, 'side'>;
  @One(threadTypes)
  readonly requestType: EdgeOf<DuplicateView, 'requestType'>;
  @State()
  readonly peer: EdgeOf<DuplicateView, 'peer'>;
  @Name()
  readonly peerAuthority: EdgeOf<DuplicateView, 'peerAuthority'>;
  @One(threadStates)
  readonly state: EdgeOf<DuplicateView, 'state'>;
  @Name({ nullable: true, description: 'The officer who has claimed it here.' })
  readonly holder: EdgeOf<DuplicateView, 'holder'>;
  @Time()
  readonly openedAt: EdgeOf<DuplicateView, 'openedAt'>;
  @Several(likenesses, { description: 'What both are about.' })
  readonly by: EdgeOf<DuplicateView, 'by'>;
}

export class DuplicatesAnswer implements Edge<CheckView> {
  @Parts(() => DuplicatePart, {
    description: 'Threads of one’s own authority of the last 90 days, newest first, at most 20.',
  })
  readonly duplicates: readonly DuplicatePart[];
  @Truth({
    description: 'A duty desk may already work on this: of other authorities no more is said.',
  })
  readonly otherDesk: boolean;
  @Count({ description: 'Checks that the officer has left within the hour.' })
  readonly checksLeft: number;
}

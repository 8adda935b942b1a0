import {
  alerts,
  likenesses,
  threadStates,
  threadTypes,
  type Calls,
  type DeskNotice,
  type DuplicateView,
} from '#model';
import {
  Count,
  Name,
  One,
  Parts,
  Several,
  State,
  Text,
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

export class NoticePart implements Edge<DeskNotice> {
  @Uuid()
  readonly notice: string;
  @Uuid({ description: 'Of one’s own authority.' })
  readonly thread: EdgeOf<DeskNotice, 'thread'>;
  @One(['ASKED_ABOUT', 'TAKEN_OVER', ...alerts], {
    description:
      'Another desk asked about what it is about; it was taken over from the officer who reads this; or an alert of it.',
  })
  readonly what: EdgeOf<DeskNotice, 'what'>;
  @Name({ nullable: true, description: 'Who took it over, or broke the glass here.' })
  readonly officer: EdgeOf<DeskNotice, 'officer'>;
  @Text({ nullable: true, description: 'Why.' })
  readonly reason: string | null;
  @Time()
  readonly at: EdgeOf<DeskNotice, 'at'>;
}

export class NoticesAnswer implements Edge<Calls['inbox.notices']['out']> {
  @Parts(() => NoticePart)
  readonly notices: readonly NoticePart[];
  @Uuid({ nullable: true, description: 'Where the next page begins.' })
  readonly next: string | null;
}

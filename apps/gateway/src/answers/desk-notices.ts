import { alerts } from '#capabilities/deadlines/escalation.model';
import type { Calls } from '#capabilities/calls';
import type { DeskNotice } from '#capabilities/assignment/desk-notices.contract';
import { Name, One, Parts, Text, Time, Uuid, type Edge, type EdgeOf } from './members.js';

/** Answers about what a desk is told. */

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

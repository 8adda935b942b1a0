import {
  asked,
  call,
  desks,
  mostOfPage,
  One,
  Parsed,
  Part,
  purposeful,
  ReadPage,
  Text,
  uuid,
} from '#contract';
import {
  parseOfficerId,
  parseThreadId,
  parseTimestamp,
  type OfficerId,
  type ThreadId,
  type Timestamp,
} from '#kernel';
import { noticeKinds, type NoticeKind } from './desk-notices.lists.js';

export class DeskNotice {
  @Text({
    max: 36,
    description: 'Id of the notice.',
    example: '0190a0b0-0000-7000-8000-000000000004',
  })
  readonly notice: string;
  @Parsed(parseThreadId, { description: 'Of one’s own authority.' })
  readonly thread: ThreadId;
  @One(noticeKinds, {
    description:
      'Another desk asked about what it is about; it was taken over from the officer who reads this; or an alert of it.',
  })
  readonly what: NoticeKind;
  @Parsed(parseOfficerId, {
    nullable: true,
    description: 'Who took it over, or got emergency access here; null of everything else.',
  })
  readonly officer: OfficerId | null;
  @Text({
    nullable: true,
    description: 'Why, of the same, and of an emergency access there or further on.',
    example: null,
  })
  readonly reason: string | null;
  @Parsed(parseTimestamp)
  readonly at: Timestamp;
}

export class NoticesAsked extends ReadPage {
  @Text({
    max: 36,
    pattern: uuid,
    nullable: true,
    standard: true,
    description: 'Id of the last notice already seen: `next` of the page before.',
  })
  readonly after: string | null = null;
}

export class NoticePage {
  @Part(() => DeskNotice, { list: mostOfPage, description: 'Newest first.' })
  readonly notices: readonly DeskNotice[];
  @Text({
    max: 36,
    nullable: true,
    description: '`after` of the next page.',
    example: '0190a0b0-0000-7000-8000-000000000004',
  })
  readonly next: string | null;
}

export const listNotices = call('notices', NoticesAsked, NoticePage, {
  requests: purposeful(desks),
  inbox: purposeful(asked),
});

export const noticeCalls = [listNotices];

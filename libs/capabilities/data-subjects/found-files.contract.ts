import { Flag, One, Parsed, Part, Text, Whole } from '#contract';
import {
  parseAuthorityId,
  parseEventId,
  parseStateCode,
  parseThreadId,
  parseTimestamp,
  purposes,
  subjectCategories,
  type AuthorityId,
  type EventId,
  type Purpose,
  type StateCode,
  type SubjectCategory,
  type ThreadId,
  type Timestamp,
} from '#kernel';
import {
  subjectGrounds,
  subjectLimits,
  subjectMarks,
  type SubjectGround,
  type SubjectMark,
} from './data-subjects.lists.js';
import { ThreadHead } from '#capabilities/requests/thread-head.contract';

const day = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

export class SoughtPerson {
  @Text({
    min: 1,
    max: subjectLimits.nameLength,
    list: subjectLimits.names,
    description: 'Writings of the name; each is looked for by all its words.',
    example: ['Kask, Oskar'],
  })
  readonly names: readonly string[];
  @Text({
    pattern: day,
    nullable: true,
    standard: true,
    description: 'Who bears the name and another date of birth is not shown.',
  })
  readonly birthDate: string | null = null;
  @Text({
    min: 1,
    max: subjectLimits.numberLength,
    list: subjectLimits.numbers,
    description: 'Numbers of documents, phones and plates, as they were written.',
    example: ['P7654321'],
  })
  readonly numbers: readonly string[];
}

export class SubjectSearchAsked extends SoughtPerson {
  @One(subjectGrounds, {
    description: 'What the person wants, Directive (EU) 2016/680 art. 14, 16, 17; logged.',
  })
  readonly ground: SubjectGround;
  @Text({
    min: 1,
    max: subjectLimits.referenceLength,
    description: 'Of the person’s application; the log keeps a digest of it alone.',
    example: 'DP-2026/017',
  })
  readonly reference: string;
  @Parsed(parseThreadId, {
    nullable: true,
    standard: true,
    description: 'The last thread already seen: `next` of the page before.',
  })
  readonly after: ThreadId | null = null;
}

export class DataRecipient {
  @Parsed(parseStateCode)
  readonly state: StateCode;
  @Parsed(parseAuthorityId)
  readonly authority: AuthorityId;
}

const mostRecipients = 10_000;

export class SubjectFact extends ThreadHead {
  @Parsed(parseAuthorityId, { description: 'Of this State.' })
  readonly authority: AuthorityId;
  @One(purposes, {
    description:
      'As the document says that names the person: the one that opened the file, else the newest.',
  })
  readonly purpose: Purpose;
  @One(subjectMarks, {
    list: subjectMarks.length,
    description: 'By what the file is about the person.',
  })
  readonly by: readonly SubjectMark[];
  @One(subjectCategories, {
    list: subjectCategories.length,
    description: 'What the person is in the matter, as was said.',
  })
  readonly categories: readonly SubjectCategory[];
  @Part(() => DataRecipient, {
    list: mostRecipients,
    description: 'To whom it went, as far as this State knows.',
  })
  readonly recipients: readonly DataRecipient[];
  @Flag({ description: 'Taken back by who said it: kept, and not given out any more.' })
  readonly recalled: boolean;
  @Parsed(parseTimestamp)
  readonly openedAt: Timestamp;
  @Parsed(parseTimestamp)
  readonly updatedAt: Timestamp;
  @Parsed(parseTimestamp, { nullable: true, description: 'When the exchange ended.' })
  readonly endedAt: Timestamp | null;
  @Parsed(parseTimestamp, {
    nullable: true,
    description: 'When somebody looks whether it is still needed.',
  })
  readonly reviewAt: Timestamp | null;
  @Parsed(parseTimestamp, { nullable: true, description: 'When it goes by itself.' })
  readonly eraseAt: Timestamp | null;
}

const mostDisclosures = 8;

export class SearchEntry {
  @Parsed(parseEventId, { description: 'Of the log.' })
  readonly event: EventId;
  @Text({
    list: mostDisclosures,
    description: 'What its digests stand for; the State keeps no copy of it.',
    example: [],
  })
  readonly disclosures: readonly string[];
}

export class FoundFiles {
  @Part(() => SubjectFact, {
    list: subjectLimits.page,
    description: 'Of all authorities of the State, newest first.',
  })
  readonly facts: readonly SubjectFact[];
  @Whole({
    min: 0,
    description:
      'Files of the page that have the name with another date of birth: another person, not shown.',
  })
  readonly namesakes: number;
  @Parsed(parseThreadId, { nullable: true, description: '`after` of the next page.' })
  readonly next: ThreadId | null;
  @Whole({ min: 0, description: 'Searches that the officer has left within 24 hours.' })
  readonly searchesLeft: number;
  @Part(() => SearchEntry)
  readonly entry: SearchEntry;
}

import {
  actions,
  deskPurposes,
  mostErrorThreads,
  parseThreadId,
  type Action,
  type DeskPurpose,
  type ThreadId,
} from '#kernel';
import { Flag, One, Parsed, Text, Whole } from './members.js';

export const purposeWords = {
  description: 'Why the officer reads; logged before anything is shown.',
};

export class Nothing {}

export class Read {
  @One(deskPurposes, purposeWords)
  readonly purpose: DeskPurpose;
}

export const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export class OfThread {
  @Parsed(parseThreadId, { description: 'Thread id.' })
  readonly thread: ThreadId;
}

export class ReadOfThread extends OfThread {
  @One(deskPurposes, purposeWords)
  readonly purpose: DeskPurpose;
}

export const mostOfPage = 100;
const standardOfPage = 50;

/** Query for one page of a list, with at most `limit` rows. */
export class Page {
  @Whole({
    ...{ min: 1, max: mostOfPage, standard: true, description: 'Most rows wanted.' },
    example: standardOfPage,
  })
  readonly limit: number = standardOfPage;
}

export class ReadPage extends Page {
  @One(deskPurposes, purposeWords)
  readonly purpose: DeskPurpose;
}

/** Problem document (RFC 9457) that tells why a call was refused or a stream ended. */
export class Problem {
  @Text({ description: '`code` as a URN.', example: 'urn:liaise:error:SESSION_EXPIRED' })
  readonly type: string;
  @Text({ description: 'What happened.', example: 'The session has ended.' })
  readonly title: string;
  @Whole({ description: 'Status of the HTTP answer.', min: 400, max: 599, example: 401 })
  readonly status: number;
  @Text({
    description: 'Names the refusal for programs. `deploy/errors.md` lists all.',
    pattern: /^[A-Z][A-Z0-9_]{1,60}$/,
    example: 'SESSION_EXPIRED',
  })
  readonly code: string;
  @Text({ maybe: true, description: 'Names members and limits, never contents.' })
  readonly detail?: string | undefined;
  @Text({
    ...{
      maybe: true,
      list: mostErrorThreads,
      max: 36,
      example: ['0190a0b0-0000-7000-8000-000000000001'],
    },
    description:
      'With `DUPLICATE_NOT_SEEN`: threads about the same that the officer has not confirmed having seen.',
  })
  readonly threads?: readonly string[] | undefined;
  @Flag({
    maybe: true,
    description: 'With `DUPLICATE_NOT_SEEN`: true if another desk may already work on the same.',
  })
  readonly otherDesk?: boolean | undefined;
  @Text({ description: 'What to do about it.', example: 'Log in again with your key.' })
  readonly remedy: string;
  @One(actions, {
    description:
      '`retry`: the same call again, after `Retry-After` seconds if that header is there. `refuse`: the same call is refused again. `alarm`: tell the operator.',
    example: 'refuse',
  })
  readonly action: Action;
  @Text({
    description: 'Id of the request, for the operator.',
    example: '0190a0b0-0000-7000-8000-000000000005',
  })
  readonly instance: string;
}

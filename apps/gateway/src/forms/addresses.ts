import { IsOptional } from 'class-validator';
import { purposes, type Page, type Purpose } from '#model';
import { Formed, OneOf, opaqueId, uuid7 } from './fields.js';

const STANDARD_LIMIT = 50;

export class PageQuery {
  @IsOptional()
  @Formed(/^(?:[1-9]\d?|100)$/, 'Most rows wanted, 1 to 100.', false)
  limit?: string;

  @IsOptional()
  @Formed(opaqueId, 'Id of the last row already seen.', false)
  before?: string;
}

export const pageOf = (query: PageQuery): Page => ({
  limit: Number(query.limit ?? STANDARD_LIMIT),
  before: query.before ?? null,
});

export class PurposeQuery {
  @OneOf(purposes, 'Why the officer reads; logged before anything is shown.')
  purpose: Purpose;
}

export class ThreadAddress {
  @Formed(uuid7, 'Thread id.')
  thread: string;
}

export class AttachmentAddress extends ThreadAddress {
  @Formed(uuid7, 'Dispatch id.')
  dispatch: string;

  @Formed(/^(?:\d|[1-9]\d)$/, 'Position of the attachment in its document, from 0.')
  position: string;
}

export class EventAddress {
  @Formed(uuid7, 'Event id.')
  event: string;
}

export class QuarantineAddress {
  @Formed(opaqueId, 'Quarantine id.')
  id: string;
}

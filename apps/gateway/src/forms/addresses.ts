import { IsOptional } from 'class-validator';
import { parseDocumentId, purposes, type DispatchesAsked, type Page, type Purpose } from '#model';
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

export class DispatchesQuery extends PurposeQuery {
  @IsOptional()
  @Formed(/^(?:[1-9]\d?|100)$/, 'Most dispatches wanted, 1 to 100.', false)
  limit?: string;

  @IsOptional()
  @Formed(uuid7, 'Id of the last dispatch already seen: `next` of the page before.', false)
  after?: string;
}

export const dispatchesOf = (
  query: DispatchesQuery,
): DispatchesAsked & { readonly purpose: Purpose } => ({
  purpose: query.purpose,
  limit: Number(query.limit ?? STANDARD_LIMIT),
  after: query.after === undefined ? null : parseDocumentId(query.after),
});

export class ThreadAddress {
  @Formed(uuid7, 'Thread id.')
  thread: string;
}

export class DispatchAddress extends ThreadAddress {
  @Formed(uuid7, 'Dispatch id.')
  dispatch: string;
}

export class AttachmentAddress extends DispatchAddress {
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

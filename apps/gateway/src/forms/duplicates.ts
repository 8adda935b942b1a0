import { IsOptional } from 'class-validator';
import { documentLimits, deskPurposes, type Purpose } from '#kernel';
import { PurposeQuery } from './addresses.js';
import { Bytes, Formed, OneOf, uuid } from './fields.js';

export class SoughtForm {
  @OneOf(deskPurposes, 'Why the officer looks; logged before anything is shown.')
  purpose: Purpose;

  @Bytes(
    documentLimits.bytes,
    'Canonical JSON (RFC 8785) of {`requestType`, `subjects`, `details`?}, as they will stand in the document.',
  )
  sought: string;
}

export class NoticesQuery extends PurposeQuery {
  @IsOptional()
  @Formed(/^(?:[1-9]\d?|100)$/, 'Most notices wanted, 1 to 100.', false)
  limit?: string;

  @IsOptional()
  @Formed(uuid, 'Id of the last notice already seen: `next` of the page before.', false)
  before?: string;
}

const standardLimit = 50;

export const noticesOf = (
  query: NoticesQuery,
): { readonly purpose: Purpose; readonly limit: number; readonly before: string | null } => ({
  purpose: query.purpose,
  limit: Number(query.limit ?? standardLimit),
  before: query.before ?? null,
});

import { IsOptional } from 'class-validator';
import { parseDocumentId, type Purpose } from '#kernel';
import type { RecallsAsked } from '#capabilities/disclosure/recalls.contract';
import { listOf, ListQuery } from './addresses.js';
import { Formed } from './fields.js';

export class RecallsQuery extends ListQuery {
  @IsOptional()
  @Formed(/^(?:true|false)$/, 'Answered ones too; otherwise what is still owed.', false)
  all?: string;
}

export const recallsOf = (query: RecallsQuery): RecallsAsked & { readonly purpose: Purpose } => {
  const { purpose, limit, before } = listOf(query);
  return {
    purpose,
    limit,
    before: before === null ? null : parseDocumentId(before),
    ...(query.all === 'true' && { all: true }),
  };
};

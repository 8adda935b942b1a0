import { IsOptional } from 'class-validator';
import { parseDocumentId, type RecallsAsked } from '#model';
import { pageOf, PageQuery } from './addresses.js';
import { Formed } from './fields.js';

export class RecallsQuery extends PageQuery {
  @IsOptional()
  @Formed(/^(?:true|false)$/, 'Answered ones too; otherwise what is still owed.', false)
  all?: string;
}

export const recallsOf = (query: RecallsQuery): RecallsAsked => {
  const { limit, before } = pageOf(query);
  return {
    limit,
    before: before === null ? null : parseDocumentId(before),
    ...(query.all === 'true' && { all: true }),
  };
};

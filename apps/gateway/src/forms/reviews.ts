import { keepReasons, type KeepReason } from '#capabilities/retention/schedule.model';
import { parseThreadId } from '#kernel';
import type { Calls } from '#capabilities/calls';
import { listOf, type ListQuery } from './addresses.js';
import { Formed, OneOf } from './fields.js';

export class KeepForm {
  @OneOf(keepReasons, 'Why the file is still needed.')
  reason: KeepReason;

  @Formed(
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/,
    'Until when nobody needs to look again: at most the next review by the rule, and not after the file goes.',
  )
  until: string;
}

export const reviewsOf = (query: ListQuery): Omit<Calls['inbox.reviews']['in'], 'session'> => {
  const { purpose, limit, before } = listOf(query);
  return { purpose, limit, before: before === null ? null : parseThreadId(before) };
};

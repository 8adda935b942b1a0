import { IsOptional } from 'class-validator';
import {
  listOrders,
  type ListOrder,
  type ThreadsAsked,
} from '#capabilities/assignment/threads-asked.model';
import { parseTimestamp, type Purpose } from '#kernel';
import { listOf, ListQuery } from './addresses.js';
import { Formed, OneOf } from './fields.js';

const truth = /^(?:true|false)$/;
const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

export class ThreadsQuery extends ListQuery {
  @IsOptional()
  @OneOf(
    listOrders,
    '`DUE`: those whose clock runs, the least time left first; else the newest. Open risks to life come first in either, and of these first what nobody has in hand, by the end of that clock.',
  )
  order?: ListOrder;

  @IsOptional()
  @Formed(time, 'With `order=DUE`: `clock.dueAt` of the last row already seen.', false)
  beforeDue?: string;

  @IsOptional()
  @Formed(
    truth,
    'Whether the last row already seen was of priority 0 and open, as it was shown; else it is looked at as it stands now.',
    false,
  )
  beforeLife?: string;

  @IsOptional()
  @Formed(
    truth,
    'Whether it was a risk to life that nobody had in hand, as it was shown; else it is looked at as it stands now.',
    false,
  )
  beforeUntaken?: string;

  @IsOptional()
  @Formed(truth, 'What has not ended.', false)
  open?: string;

  @IsOptional()
  @Formed(truth, 'In the hands of the officer who asks, or sent by that officer.', false)
  mine?: string;

  @IsOptional()
  @Formed(
    /^(?:[1-9]\d{0,2})$/,
    'Late, or late within so many hours; a risk to life that nobody has in hand always is.',
    false,
  )
  dueWithin?: string;
}

export class InboxQuery extends ThreadsQuery {
  @IsOptional()
  @Formed(truth, 'Open, and in nobody’s hands.', false)
  unclaimed?: string;
}

export const threadsOf = (
  query: ThreadsQuery | InboxQuery,
): ThreadsAsked & { readonly purpose: Purpose } => ({
  ...listOf(query),
  ...(query.order !== undefined && { order: query.order }),
  ...(query.beforeDue !== undefined && { beforeDue: parseTimestamp(query.beforeDue) }),
  ...(query.beforeLife !== undefined && { beforeLife: query.beforeLife === 'true' }),
  ...(query.beforeUntaken !== undefined && { beforeUntaken: query.beforeUntaken === 'true' }),
  ...(query.open === 'true' && { open: true }),
  ...(query.mine === 'true' && { mine: true }),
  ...('unclaimed' in query && query.unclaimed === 'true' && { unclaimed: true }),
  ...(query.dueWithin !== undefined && { dueWithin: Number(query.dueWithin) }),
});

import {
  asked,
  askedToo,
  call,
  desks,
  desksToo,
  Flag,
  mostOfPage,
  One,
  Page,
  Parsed,
  Part,
  purposeful,
  Read,
  ReadOfThread,
  ReadPage,
  Text,
  Whole,
} from '#contract';
import { parseDocumentId, type DocumentId } from '#kernel';
import { DispatchRow } from './dispatches.contract.js';
import { parseListPlace, type ListPlace } from './list-place.model.js';
import {
  foundFields,
  listOrders,
  mostDueWithin,
  type FoundField,
  type ListOrder,
} from './threads.lists.js';
import { ThreadRow } from './thread-row.contract.js';

export class ThreadsAsked extends ReadPage {
  @Parsed(parseListPlace, {
    nullable: true,
    standard: true,
    description:
      'The last row already seen: `next` of the page before, with where it stood when it was shown. Its thread id alone, of a list that is not by due time, is looked at as it stands now.',
  })
  readonly after: ListPlace | null = null;
  @One(listOrders, {
    maybe: true,
    description:
      '`DUE`: those whose clock runs, the least time left first; else the newest. Open risks to life come first in either, and of these first what nobody has in hand, by the end of that clock.',
  })
  readonly order?: ListOrder;
  @Flag({ maybe: true, description: 'What has not ended.' })
  readonly open?: boolean;
  @Flag({
    maybe: true,
    description: 'In the hands of the officer who asks, or sent by that officer.',
  })
  readonly mine?: boolean;
  @Flag({
    maybe: true,
    description: 'Open, and in nobody’s hands; nothing at the desk that asks.',
  })
  readonly unclaimed?: boolean;
  @Whole({
    min: 1,
    max: mostDueWithin,
    maybe: true,
    description:
      'Late, or late within so many hours; a risk to life that nobody has in hand always is.',
  })
  readonly dueWithin?: number;
}

export class Waiting {
  @Whole({
    min: 0,
    description:
      'Own documents that wait for the neighbour’s receipt, and open risks to life that never came there.',
  })
  readonly undelivered: number;
  @Whole({ min: 0, description: 'Open, and in nobody’s hands; 0 at the desk that asks.' })
  readonly unassigned: number;
}

export class ThreadPage {
  @Part(() => ThreadRow, { list: mostOfPage })
  readonly threads: readonly ThreadRow[];
  @Parsed(parseListPlace, { nullable: true, description: '`after` of the next page.' })
  readonly next: ListPlace | null;
  @Part(() => Waiting)
  readonly waiting: Waiting;
}

export class ThreadSearch extends Read {
  @Text({
    min: 1,
    max: 200,
    description:
      'Words that all occur: names and words whole; references, plates, phones, document numbers and dates exactly, with spaces and signs or without.',
    example: 'XB-417-KL',
  })
  readonly words: string;
}

export class FoundThread extends ThreadRow {
  @One(foundFields, { list: foundFields.length, description: 'Where the words stand in it.' })
  readonly foundBy: readonly FoundField[];
}

export class FoundThreads {
  @Part(() => FoundThread, {
    list: mostOfPage,
    description: 'Found by a number first, then by a name, then by other text; the newest first.',
  })
  readonly threads: readonly FoundThread[];
  @Flag({ description: 'There may be older ones: more words find them.' })
  readonly more: boolean;
}

export class DispatchesAsked extends ReadOfThread {
  @Parsed(parseDocumentId, {
    nullable: true,
    standard: true,
    description: 'The last dispatch already seen: `next` of the page before.',
  })
  readonly after: DocumentId | null = null;
  @Whole({ min: 1, max: mostOfPage, standard: true, description: 'Most dispatches wanted.' })
  readonly limit: number = new Page().limit;
}

export class ThreadView extends ThreadRow {
  @Part(() => DispatchRow, { list: mostOfPage, description: 'Oldest first.' })
  readonly dispatches: readonly DispatchRow[];
  @Parsed(parseDocumentId, { nullable: true, description: '`after` of the next page.' })
  readonly next: DocumentId | null;
}

export const readers = { requests: purposeful(desksToo), inbox: purposeful(askedToo) };

export const listThreads = call('list', ThreadsAsked, ThreadPage, readers);
export const searchThreads = call('search', ThreadSearch, FoundThreads, {
  requests: purposeful(desks),
  inbox: purposeful(asked),
});
export const showThread = call('show', DispatchesAsked, ThreadView, readers);

export const threadCalls = [listThreads, searchThreads, showThread];

import { Injectable } from '@nestjs/common';
import type { Calls, Pattern } from '#capabilities/calls';
import type { EventPageView, EventsAsked, EventView, PeriodAsked } from './audit.contract.js';
import {
  KernelError,
  parseDocumentId,
  parseEventId,
  parseMessageId,
  parseOfficerId,
  parseSha256,
  parseStateCode,
  parseThreadId,
  parseTimestamp,
  timestamp,
} from '#kernel';
import { type Asked, AuditorQuestions } from './auditor-questions.service.js';
import { fitting } from '#capabilities/requests/dispatch-rows.queries';
import {
  aboutItems,
  type EventPage,
  namesOf,
  ofOfficer,
  type Period,
  timeline,
  type TimelineEvent,
  withPeer,
} from '#journal';
import type { Tx } from '#store';

type In<P extends Pattern> = Calls[P]['in'];
type Out<P extends Pattern> = Promise<Calls[P]['out']>;

/** What an event takes in an answer beside its leaf. */
const besideLeaf = 512;
const maxEvents = 1_000;

/**
 * An auditor's questions about what happened: about a thread, about an item, by an officer, with a neighbour. Events only,
 * never the content of a case. Errors of every method: those of `AuditorQuestions`; KernelError VALUE_INVALID.
 */
@Injectable()
export class FindEvents {
  constructor(private readonly questions: AuditorQuestions) {}

  timeline(input: In<'audit.timeline'>): Out<'audit.timeline'> {
    const thread = parseThreadId(input.thread);
    return this.#page('audit.timeline', input, { thread }, (tx, page) =>
      timeline(tx, thread, page),
    );
  }

  /** Also under the other names of the same document: whoever opened it by its message saw the same. */
  item(input: In<'audit.item'>): Out<'audit.item'> {
    const item = parseItem(input.item);
    return this.#page('audit.item', input, { item }, async (tx, page) =>
      aboutItems(tx, await namesOf(tx, item), page),
    );
  }

  officer(input: In<'audit.officer'>): Out<'audit.officer'> {
    const officer = parseOfficerId(input.officer);
    const { period, said } = periodOf(input);
    return this.#page('audit.officer', input, { officer, ...said }, (tx, page) =>
      ofOfficer(tx, officer, period, page),
    );
  }

  peer(input: In<'audit.peer'>): Out<'audit.peer'> {
    const peer = parseStateCode(input.peer);
    const { period, said } = periodOf(input);
    return this.#page('audit.peer', input, { peer, ...said }, (tx, page) =>
      withPeer(tx, peer, period, page),
    );
  }

  #page<P extends 'audit.timeline' | 'audit.item' | 'audit.officer' | 'audit.peer'>(
    pattern: P,
    input: In<P>,
    asked: Asked,
    find: (tx: Tx, page: EventPage) => Promise<TimelineEvent[]>,
  ): Promise<EventPageView> {
    const { limit, after } = pageOf(input);
    return this.questions.answer<Pattern>(
      pattern,
      input,
      { ...asked, limit, after },
      async (tx) => {
        const found = await find(tx, { limit: limit + 1, after });
        const shown = fitting(found.slice(0, limit), ({ leaf }) => leaf.length + besideLeaf);
        const next = shown.length < found.length ? (shown.at(-1)?.id ?? null) : null;
        return { events: shown.map(view), next };
      },
    ) as Promise<EventPageView>;
  }
}

function pageOf({ limit, after }: EventsAsked): EventsAsked {
  if (!Number.isInteger(limit) || limit < 1) throw new KernelError('VALUE_INVALID', 'limit');
  // One less than what is read at once, so that it is known whether more follow.
  return {
    limit: Math.min(limit, maxEvents - 1),
    after: after === null ? null : parseEventId(after),
  };
}

function periodOf(asked: PeriodAsked): { readonly period: Period; readonly said: Asked } {
  const [from, to] = [parseTimestamp(asked.from), parseTimestamp(asked.to)];
  if (from >= to) throw new KernelError('VALUE_INVALID', 'to must be after from');
  return { period: { from: new Date(from), to: new Date(to) }, said: { from, to } };
}

/** A document or dispatch by its id, a message by its id, anything by its SHA-256: the three forms differ in length. */
function parseItem(item: string): string {
  if (item.length === 64) return parseSha256(item);
  return item.length === 32 ? parseMessageId(item) : parseDocumentId(item);
}

const view = (event: TimelineEvent): EventView => ({
  event: event.id,
  typ: event.typ,
  service: event.service,
  at: timestamp(event.at),
  index: event.index,
  officer: event.officer === null ? null : parseOfficerId(event.officer),
  messageId: event.messageId === null ? null : parseMessageId(event.messageId),
  leaf: event.leaf,
});

import { Injectable } from '@nestjs/common';
import type { Session } from '#access';
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
import {
  KernelError,
  parseEventId,
  parseMessageId,
  parseOfficerId,
  timestamp,
  phrase,
} from '#kernel';
import type { Tx } from '#store';
import {
  eventsAboutItem,
  eventsOfOfficer,
  eventsWithPeer,
  readTimeline,
  type EventPageView,
  type EventsAsked,
  type EventView,
  type ItemAsked,
  type OfficerAsked,
  type PeerAsked,
  type PeriodAsked,
  type TimelineAsked,
} from './audit.contract.js';
import { AuditorQuestions } from './auditor-questions.service.js';

const besideLeaf = 512;

/**
 * Finds log events for auditors, by thread, item, officer or neighbour, without case content. @throws the errors of
 * `AuditorQuestions`; KernelError VALUE_INVALID if the period does not end after its start
 */
@Injectable()
export class FindEvents {
  constructor(private readonly questions: AuditorQuestions) {}

  timeline(asker: Session, asked: TimelineAsked): Promise<EventPageView> {
    return this.#page(asker, readTimeline, asked, (tx, page) => timeline(tx, asked.thread, page));
  }

  item(asker: Session, asked: ItemAsked): Promise<EventPageView> {
    return this.#page(asker, eventsAboutItem, asked, async (tx, page) =>
      aboutItems(tx, await namesOf(tx, asked.item), page),
    );
  }

  officer(asker: Session, asked: OfficerAsked): Promise<EventPageView> {
    const period = periodOf(asked);
    return this.#page(asker, eventsOfOfficer, asked, (tx, page) =>
      ofOfficer(tx, asked.officer, period, page),
    );
  }

  peer(asker: Session, asked: PeerAsked): Promise<EventPageView> {
    const period = periodOf(asked);
    return this.#page(asker, eventsWithPeer, asked, (tx, page) =>
      withPeer(tx, asked.peer, period, page),
    );
  }

  #page(
    asker: Session,
    call: { readonly name: string },
    asked: EventsAsked,
    find: (tx: Tx, page: EventPage) => Promise<TimelineEvent[]>,
  ): Promise<EventPageView> {
    const { limit, after } = asked;
    return this.questions.answer(asker, call, asked, async (tx) => {
      const found = await find(tx, { limit: limit + 1, after });
      const shown = fitting(found.slice(0, limit), ({ leaf }) => leaf.length + besideLeaf);
      const next = shown.length < found.length ? (shown.at(-1)?.id ?? null) : null;
      return { events: shown.map(view), next };
    });
  }
}

function periodOf({ from, to }: Pick<PeriodAsked, 'from' | 'to'>): Period {
  if (from >= to) throw new KernelError('VALUE_INVALID', phrase`to must be after from`);
  return { from: new Date(from), to: new Date(to) };
}

const view = (event: TimelineEvent): EventView => ({
  event: parseEventId(event.id),
  typ: event.typ,
  service: event.service,
  at: timestamp(event.at),
  index: event.index,
  officer: event.officer === null ? null : parseOfficerId(event.officer),
  messageId: event.messageId === null ? null : parseMessageId(event.messageId),
  leaf: event.leaf,
});

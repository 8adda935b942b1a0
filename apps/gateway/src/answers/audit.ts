import {
  differenceKinds,
  type DifferenceView,
  type EventPageView,
  type EventView,
  type LogHealth,
  type NoteView,
  type TileView,
  type WitnessHealth,
} from '#capabilities/audit/audit.contract';
import { refusalGrounds } from '#kernel';
import type { Calls } from '#capabilities/calls';
import type { CountedRequest } from '#capabilities/statistics/statistics.model';
import {
  Base64,
  Count,
  Id128,
  Name,
  One,
  Parts,
  Seconds,
  Several,
  State,
  Text,
  Texts,
  Time,
  Truth,
  Uuid,
  type Edge,
  type EdgeOf,
} from './members.js';

/** Answers about the custody log: its events, how it is, and the log itself. */

export class EventPart implements Edge<EventView> {
  @Uuid()
  readonly event: string;
  @Text()
  readonly typ: string;
  @Text()
  readonly service: string;
  @Time()
  readonly at: EdgeOf<EventView, 'at'>;
  @Count({ nullable: true, description: 'Place in the log; null while it has none.' })
  readonly index: number | null;
  @Name({ nullable: true, description: 'Who acted; in the leaf only a pseudonym or a digest.' })
  readonly officer: EdgeOf<EventView, 'officer'>;
  @Id128({ nullable: true })
  readonly messageId: EdgeOf<EventView, 'messageId'>;
  @Base64({ description: 'Exact bytes of the event, canonical JSON.' })
  readonly leaf: string;
}

export class EventsAnswer implements Edge<EventPageView> {
  @Parts(() => EventPart)
  readonly events: readonly EventPart[];
  @Uuid({ nullable: true, description: '`after` of the next page; null when nothing follows.' })
  readonly next: EdgeOf<EventPageView, 'next'>;
}

export class RequestPart implements Edge<CountedRequest> {
  @Uuid({ description: 'The thread, which bears the id of the request.' })
  readonly request: EdgeOf<CountedRequest, 'request'>;
  @One(['ASKING', 'ASKED'])
  readonly side: CountedRequest['side'];
  @State({ description: 'The other State.' })
  readonly peer: EdgeOf<CountedRequest, 'peer'>;
  @Truth()
  readonly urgent: boolean;
  @Time({ description: 'When the officer signed it.' })
  readonly composedAt: EdgeOf<CountedRequest, 'composedAt'>;
  @Time({ nullable: true, description: 'As the asked State signed it.' })
  readonly deliveredAt: EdgeOf<CountedRequest, 'deliveredAt'>;
  @Time({ nullable: true, description: 'Of the first document that gave information.' })
  readonly answeredAt: EdgeOf<CountedRequest, 'answeredAt'>;
  @Several(refusalGrounds, { description: 'Grounds on which it was refused, whole or in part.' })
  readonly refused: CountedRequest['refused'];
  @Truth({ description: 'The limit was exceeded because a judicial authorisation was needed.' })
  readonly judicialDelay: boolean;
}

export class RequestsAnswer implements Edge<Calls['audit.requests']['out']> {
  @Parts(() => RequestPart)
  readonly requests: readonly RequestPart[];
  @Uuid({ nullable: true, description: '`after` of the next page; null when nothing follows.' })
  readonly next: EdgeOf<Calls['audit.requests']['out'], 'next'>;
}

export class DifferencePart implements Edge<DifferenceView> {
  @One(differenceKinds)
  readonly kind: DifferenceView['kind'];
  @Text()
  readonly key: string;
  @Time()
  readonly at: EdgeOf<DifferenceView, 'at'>;
  @Id128({ nullable: true })
  readonly link: EdgeOf<DifferenceView, 'link'>;
  @Id128({ nullable: true })
  readonly messageId: EdgeOf<DifferenceView, 'messageId'>;
  @Text()
  readonly code: string;
  @Text({ description: 'Names, numbers and sizes; never content.' })
  readonly detail: string;
}

export class DifferencesAnswer implements Edge<Calls['audit.differences']['out']> {
  @Parts(() => DifferencePart)
  readonly differences: readonly DifferencePart[];
  @Text({ nullable: true, description: '`after` of the next page; null when nothing follows.' })
  readonly next: string | null;
}

export class WitnessPart implements Edge<WitnessHealth> {
  @Text({ description: 'Name and key id of its key.' })
  readonly witness: string;
  @Count()
  readonly size: number;
  @Time()
  readonly at: EdgeOf<WitnessHealth, 'at'>;
  @Seconds()
  readonly age: number;
}

export class LogHealthAnswer implements Edge<LogHealth> {
  @Count({ description: 'Leaves with a place.' })
  readonly size: number;
  @Count({ description: 'Leaves that are fixed outside the database.' })
  readonly released: number;
  @Time({ nullable: true })
  readonly checkpointAt: EdgeOf<LogHealth, 'checkpointAt'>;
  @Seconds({ nullable: true })
  readonly checkpointAge: number | null;
  @Parts(() => WitnessPart)
  readonly witnesses: readonly WitnessPart[];
  @Texts(undefined, { description: 'Why nothing is signed any more; empty while all is well.' })
  readonly halted: readonly string[];
  @Count({ description: 'Events without a place yet, counted to 10,000.' })
  readonly waiting: number;
  @Seconds({ nullable: true })
  readonly waitingAge: number | null;
  @Count({ description: 'Kept proofs of a fork or a rollback, counted to 10,000.' })
  readonly evidence: number;
}

export class EntriesOfLogAnswer implements Edge<Calls['audit.entries']['out']> {
  @Count({ description: 'Leaves of the released log.' })
  readonly size: number;
  @Texts('byte')
  readonly entries: readonly string[];
}

export class TilePart implements Edge<TileView> {
  @Count()
  readonly index: number;
  @Base64()
  readonly hashes: string;
}

export class TilesAnswer implements Edge<Calls['audit.tiles']['out']> {
  @Parts(() => TilePart)
  readonly tiles: readonly TilePart[];
}

export class NotePart implements Edge<NoteView> {
  @Count()
  readonly size: number;
  @Text({ description: 'A signed checkpoint, with the cosignatures that came.' })
  readonly note: string;
}

export class NotesAnswer implements Edge<Calls['audit.notes']['out']> {
  @Parts(() => NotePart)
  readonly notes: readonly NotePart[];
}

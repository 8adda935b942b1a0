import type {
  Authenticated,
  PurposefulRead,
  EventId,
  LinkId,
  MessageId,
  OfficerId,
  StateCode,
  ThreadId,
  Timestamp,
} from '#kernel';
import type { CountedRequest } from '#capabilities/statistics/statistics.model';

/** A process of the gateway, by its own last word. */
export interface ServiceView {
  readonly service: string;
  readonly ready: boolean;
  readonly degraded: readonly string[];
  readonly version: string;
  readonly startedAt: Timestamp;
  readonly beatAt: Timestamp;
  readonly metrics: Readonly<Record<string, number>>;
}

/** An event as an auditor sees it: its exact leaf, and what stands beside it for questions only. */
export interface EventView {
  readonly event: string;
  readonly typ: string;
  readonly service: string;
  readonly at: Timestamp;
  /** Place in the log; null while it has none. */
  readonly index: number | null;
  /** Who acted; in the leaf only a pseudonym or a digest. */
  readonly officer: OfficerId | null;
  readonly messageId: MessageId | null;
  readonly leaf: Uint8Array;
}

/** Some events, oldest first: as many as were asked for and fit one answer, at least one. */
export interface EventPageView {
  readonly events: readonly EventView[];
  /** Where the next page begins: the last event of this one; null when nothing follows. */
  readonly next: EventId | null;
}

/** The part of an answer that is asked for. */
export interface EventsAsked {
  readonly limit: number;
  /** The last event already seen; null for the first page. */
  readonly after: EventId | null;
}

export interface PeriodAsked {
  readonly from: Timestamp;
  /** The first moment after it. */
  readonly to: Timestamp;
}

/** What is not as it should be between us and a neighbour, or in what a neighbour says of its log. */
export const differenceKinds = [
  'EVIDENCE',
  'QUARANTINED',
  'NUMBER_MISSING',
  'RECEIPT_MISSING',
  'CHECKPOINT_UNPROVEN',
  'REPORT_DIFFERS',
] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

export interface DifferenceView {
  readonly kind: DifferenceKind;
  /** Its place in the list of its kind; also what `after` takes. */
  readonly key: string;
  readonly at: Timestamp;
  readonly link: LinkId | null;
  readonly messageId: MessageId | null;
  /** What is wrong, as a code. */
  readonly code: string;
  /** Names, numbers and sizes; never content. */
  readonly detail: string;
}

export interface WitnessHealth {
  /** Name and key id of its key. */
  readonly witness: string;
  readonly size: number;
  readonly at: Timestamp;
  /** Seconds since then. */
  readonly age: number;
}

export interface LogHealth {
  /** Leaves with a place, and of those how many are fixed outside the database. */
  readonly size: number;
  readonly released: number;
  /** When the newest checkpoint was signed, and how many seconds ago; null before the first. */
  readonly checkpointAt: Timestamp | null;
  readonly checkpointAge: number | null;
  readonly witnesses: readonly WitnessHealth[];
  /** Why nothing is signed any more; none while all is well. */
  readonly halted: readonly string[];
  /** Events without a place yet, counted to 10,000; since how many seconds the first of them waits. */
  readonly waiting: number;
  readonly waitingAge: number | null;
  /** Kept proofs of a fork or a rollback, counted to 10,000. */
  readonly evidence: number;
}

/** Hashes of a stored tile. */
export interface TileView {
  readonly index: number;
  readonly hashes: Uint8Array;
}

/** A signed checkpoint, with the signature lines of the witnesses behind it. */
export interface NoteView {
  readonly size: number;
  readonly note: string;
}

/** What an auditor asks. */
export interface AuditorCalls {
  'audit.timeline': {
    in: PurposefulRead & EventsAsked & { readonly thread: ThreadId };
    out: EventPageView;
  };
  /** Every event about a document (its id or hash), a message, or an object by its SHA-256. */
  'audit.item': {
    in: PurposefulRead & EventsAsked & { readonly item: string };
    out: EventPageView;
  };
  'audit.officer': {
    in: PurposefulRead & EventsAsked & PeriodAsked & { readonly officer: OfficerId };
    out: EventPageView;
  };
  'audit.peer': {
    in: PurposefulRead & EventsAsked & PeriodAsked & { readonly peer: StateCode };
    out: EventPageView;
  };
  /** Requests that officers signed in the period, to and from `peer` or all, as statistics count them. */
  'audit.requests': {
    in: PurposefulRead &
      PeriodAsked & {
        readonly peer: StateCode | null;
        /** The `next` of the answer before; null for the first. */
        readonly after: EventId | null;
      };
    out: { readonly requests: readonly CountedRequest[]; readonly next: EventId | null };
  };
  /** Open differences of one kind, by their keys. */
  'audit.differences': {
    in: PurposefulRead & {
      readonly kind: DifferenceKind;
      readonly limit: number;
      readonly after: string | null;
    };
    out: { readonly differences: readonly DifferenceView[]; readonly next: string | null };
  };
  'audit.health': { in: Authenticated; out: LogHealth };
  /** Exact leaves from an index on, as many as fit one answer; `size`: of the released log. */
  'audit.entries': {
    in: PurposefulRead & { readonly from: number };
    out: { readonly size: number; readonly entries: readonly Uint8Array[] };
  };
  /** Stored tiles of a level from an index on. */
  'audit.tiles': {
    in: Authenticated & { readonly level: number; readonly from: number };
    out: { readonly tiles: readonly TileView[] };
  };
  /** Signed checkpoints above a size, oldest first. */
  'audit.notes': {
    in: Authenticated & { readonly above: number };
    out: { readonly notes: readonly NoteView[] };
  };
}

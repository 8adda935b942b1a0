import { Injectable } from '@nestjs/common';
import type { Session } from '#access';
import { officerContext } from '#capabilities/requests/read-thread.queries';
import { releasedSizeSql, JournalError, type EventType } from '#journal';
import {
  parseDocumentId,
  timestamp,
  type DocumentId,
  type Side,
  type StateCode,
  type ThreadId,
  phrase,
} from '#kernel';
import { Store, type Tx } from '#store';
import { onRoster } from '#threads';
import { eventPlace, positionOf, type EventPlace } from './event-place.model.js';
import { listeners, type EventBatch, type ThreadEvent } from './events.contract.js';
import { mostEvents, ofAnyRow, resumable, type EventCode } from './events.lists.js';

const mostLookedAt = 2_000;

const codes = {
  'case.opened': 'OPENED',
  'case.claimed': 'CLAIMED',
  'case.assigned': 'ASSIGNED',
  'case.handover': 'HANDED_OVER',
  'case.released': 'GIVEN_BACK',
  'case.transferred': 'TRANSFERRED',
  'case.escalated': 'ESCALATED',
  'msg.expired': 'EXPIRED',
  'term.ending': 'TERM_ENDING',
  'term.ended': 'TERM_ENDED',
  'case.closed': 'CLOSED',
  'msg.accepted': 'DOCUMENT_RECEIVED',
  'msg.signed': 'DOCUMENT_SIGNED',
  'msg.send.abandoned': 'DOCUMENT_KEPT_BACK',
  'msg.silence': 'NOT_CONFIRMED',
  'case.noted': 'NOTED',
  'case.stopped': 'STOPPED',
  'case.stop.proposed': 'STOP_LIFT_PROPOSED',
  'case.stop.lifted': 'STOP_LIFTED',
  'case.roster.added': 'ACCESS_GIVEN',
  'case.roster.removed': 'ACCESS_ENDED',
  'case.glass.broken': 'GLASS_BROKEN',
  'duplicates.noticed': 'ASKED_ABOUT',
  'item.recalled': 'RECALLED',
  'recall.answered': 'RECALL_ANSWERED',
  'recall.owed': 'RECALL_OWED',
  'item.withheld': 'WITHHELD',
  'release.asked': 'RELEASE_ASKED',
  'release.answered': 'RELEASE_ANSWERED',
  'halt.heard': 'HALT_HEARD',
  'halt.confirmed': 'HALT_CONFIRMED',
  'consent.requested': 'CONSENT_ASKED',
  'consent.granted': 'CONSENT_GRANTED',
  'consent.refused': 'CONSENT_REFUSED',
  'consent.withdrawn': 'CONSENT_WITHDRAWN',
  'notice.exculpatory': 'EXCULPATORY_NOTICED',
  'ca.informed': 'CENTRAL_AUTHORITY_INFORMED',
  'ca.owed': 'NOTICE_OWED',
  'formal.requested': 'FORMAL_REQUESTED',
  'formal.answered': 'FORMAL_ANSWERED',
  'term.extended': 'TERM_EXTENDED',
  'pkg.touched': 'PACKAGE_TOUCHED',
  'retention.due': 'REVIEW_DUE',
  'erasure.stopped': 'ERASURE_STOPPED',
} as const satisfies Partial<Record<EventType, EventCode>>;
type NotifiedType = keyof typeof codes;

export const notifiedTypes = Object.keys(codes) as NotifiedType[];
const rowTypes = notifiedTypes.filter((typ) => ofAnyRow.includes(codes[typ]));

interface EventRow {
  readonly index: number;
  readonly typ: NotifiedType;
  readonly at: Date;
  readonly leaf: Buffer;
  readonly thread: ThreadId;
  readonly side: Side;
  readonly priority: number;
  readonly dueAt: Date | null;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * Reads the events that an officer may see, in log order. @throws JournalError EVENTS_ID_UNKNOWN if the position is of
 * another State or beyond the log; EVENTS_TOO_OLD if beyond `resumable`
 */
@Injectable()
export class HearEvents {
  constructor(private readonly store: Store) {}

  readEvents(session: Session, after: EventPlace | null): Promise<EventBatch> {
    const { state, expiresAt: sessionEnds } = session;
    return this.store.transaction(officerContext(session, 'hear-events'), async (tx) => {
      const readUpTo = after === null ? null : entriesBefore(after, state);
      const released = await releasedFor(tx, readUpTo);
      const from = readUpTo ?? released;
      const to = Math.min(released, from + mostLookedAt);
      const rows = await eventsIn(tx, session, { from, to });
      const last = rows.length === mostEvents ? rows.at(-1) : undefined;
      const entries = last === undefined ? to : last.index + 1;
      const documents = await documentsOf(tx, rows);
      const events = rows.map((row, i) => ({
        id: eventPlace({ state, entries: row.index + 1 }),
        ...view(row, documents[i] ?? null),
      }));
      const next = eventPlace({ state, entries });
      return { events, next, more: entries < released, sessionEnds };
    });
  }
}

const view = (
  { typ, at, side, thread, priority, dueAt }: EventRow,
  document: DocumentId | null,
): Omit<ThreadEvent, 'id'> => ({
  ...{ at: timestamp(at), code: codes[typ], side, thread, document, priority },
  dueAt: dueAt === null ? null : timestamp(dueAt),
});

function entriesBefore(place: EventPlace, own: StateCode): number {
  const { state, entries } = positionOf(place);
  if (state !== own) throw new JournalError('EVENTS_ID_UNKNOWN', state);
  return entries;
}

async function releasedFor(tx: Tx, readUpTo: number | null): Promise<number> {
  const [row] = await tx.query<{ released: number; old: boolean }>(
    `select r.size as released, coalesce((select c.at < statement_timestamp() - interval '${resumable.hours} hours'
       from journal.checkpoint c where c.size > $1 order by c.size limit 1), false) as old
     from ${releasedSizeSql} r`,
    [readUpTo],
  );
  const { released = 0, old = false } = row ?? {};
  if (readUpTo === null) return released;
  if (readUpTo > released) throw new JournalError('EVENTS_ID_UNKNOWN', phrase`beyond the log`);
  if (old || released - readUpTo > resumable.entries) throw new JournalError('EVENTS_TOO_OLD');
  return released;
}

/** SQL condition: event `e` is older than the transfer of thread `t` to this authority. Such events stay hidden. */
const ofFormerDesk = `t.side = 'ASKED' and t.former_authorities <> '{}' and exists (select from journal.event m
         where m.thread = t.id and m.typ = 'case.transferred' and m.id > e.id)`;

async function eventsIn(tx: Tx, { roles }: Session, { from, to }: Stretch): Promise<EventRow[]> {
  if (from === to) return [];
  const sides = Object.entries(listeners)
    .filter(([, who]) => who.some((role) => roles.includes(role)))
    .map(([side]) => side);
  return tx.query<EventRow>(
    `select l.index, e.typ, e.at, e.leaf, t.id as thread, t.side, t.priority, t.due_at as "dueAt"
     from journal.leaf l join journal.event e on e.id = l.event join cases.thread t on t.id = e.thread
     where l.index >= $1 and l.index < $2 and e.typ = any ($3::text[]) and t.side = any ($4::text[])
       and (e.typ = any ($5::text[]) or ${onRoster('t.')}) and not (${ofFormerDesk})
     order by l.index limit ${mostEvents}`,
    [from, to, notifiedTypes, sides, rowTypes],
  );
}

function namedDocument({ leaf }: EventRow): DocumentId | null {
  try {
    const said = JSON.parse(leaf.toString('utf8')) as { data?: { document?: unknown } };
    return parseDocumentId(said.data?.document);
  } catch {
    return null;
  }
}

async function documentsOf(tx: Tx, rows: readonly EventRow[]): Promise<(DocumentId | null)[]> {
  const named = rows.map(namedDocument);
  const wanted = named.filter((id) => id !== null);
  if (wanted.length === 0) return named;
  const found = await tx.query<{ id: DocumentId }>(
    'select id from cases.dispatch where id = any ($1::uuid[])',
    [wanted],
  );
  const readable = new Set(found.map(({ id }) => id));
  return named.map((id) => (id !== null && readable.has(id) ? id : null));
}

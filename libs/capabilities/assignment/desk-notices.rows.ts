import { duplicateLimits } from '#capabilities/deconfliction/sought.model';
import { accessListLimits } from '#capabilities/access-lists/access-lists.lists';
import type { TakeoverGround } from '#capabilities/access-lists/access-lists.model';
import {
  timestamp,
  type AuthorityId,
  type Compartment,
  type EventId,
  type LinkId,
  type OfficerId,
  type Receipt,
  type ReceiptStage,
  type Side,
  type StateCode,
  type ThreadId,
} from '#kernel';
import type { Alert } from '#capabilities/deadlines/escalation.model';
import type { DeskNotice } from './desk-notices.contract.js';
import { ThreadsError, onRoster, type ThreadRecord } from '#threads';
import { isGivenOut } from '#capabilities/deconfliction/deconfliction.rows';
import { mustBeSentAgain } from '#capabilities/disclosure/recalls/recalls.rows';
import { unrecorded } from '#capabilities/packages/life/life.rows';
import type { Desk } from '#capabilities/requests/thread-list.queries';
import type { Tx } from '#store';
import { emergencyWay } from '#trust';

export type Notice = 'ASKED_ABOUT' | 'OTHER_DESK';

export interface ConcernedThread {
  readonly check: string;
  readonly thread: ThreadId;
  readonly authority: AuthorityId;
  readonly compartment: Compartment;
  readonly notice: Notice;
}

interface TakenCheck {
  readonly check: string;
  readonly own: AuthorityId;
  readonly compartment: Compartment;
  readonly filed: ThreadId | null;
  readonly thread: ThreadId | null;
  readonly authority: AuthorityId | null;
}

export interface NewNotice extends ConcernedThread {
  readonly at: Date;
  readonly event: string;
}

export interface Takeover {
  readonly event: EventId;
  readonly from: OfficerId;
  readonly by: OfficerId;
  readonly ground: TakeoverGround;
}

const { days, shown } = duplicateLimits;
const { emergencyNoticesPerDay, emergencyNoticesOfLink } = accessListLimits;

const emergencyAlerts: ReadonlyMap<ReceiptStage, Alert> = new Map([
  ['BREAK_GLASS', 'GLASS_BROKEN_THERE'],
  ['BREAK_GLASS_ONWARD', 'GLASS_BROKEN_BEYOND'],
]);

/** Notices to the officers of an authority. `ASKED_ABOUT` hides the officer, authority and question behind it. */
export class DeskNotices {
  /**
   * Finds threads that match the oldest deconfliction checks, then erases the checks' match keys. Takes at most `limit`
   * checks per call.
   */
  async takeChecks(
    tx: Tx,
    limit: number,
  ): Promise<{ readonly checks: number; readonly concerned: ConcernedThread[] }> {
    const rows = await tx.query<TakenCheck>(
      `with due as materialized (
         select id, authority, compartment, thread, officer, at, types, tokens from cases.duplicate_check
         where told_at is null order by at, id limit ${limit} for update skip locked),
       marked as (
         update cases.duplicate_check set told_at = clock_timestamp(), types = null, tokens = null
         where id in (select id from due)),
       gone as (
         delete from cases.duplicate_check where told_at is not null and at < statement_timestamp() - interval '1 hour')
       select c.id as check, c.authority as own, c.compartment, c.thread as filed, o.thread, o.authority
       from due c left join lateral (
         select distinct x.thread, x.authority, x.opened_at
         from (select * from unnest(c.types, c.tokens) as u (type, token)
           union select l.type, l.token from cases.likeness l where l.thread = c.thread) m
         join cases.likeness x on x.compartment = c.compartment and x.type = m.type and x.token = m.token
         join cases.thread t on t.id = x.thread
         where x.thread is distinct from c.thread
           and (x.authority <> c.authority or (c.officer is not null and not cases.reads(
             c.officer, t.id, t.side, t.priority, t.holder, t.left_holder, t.owner)))
           and x.opened_at > c.at - make_interval(days => ${days}) and ${isGivenOut('x.thread')}
         order by x.opened_at desc, x.thread limit ${shown}) o on true
       order by c.at, c.id, o.opened_at desc, o.thread`,
    );
    const checks = [...new Set(rows.map(({ check }) => check))];
    const concerned = checks.flatMap((id) => concernedBy(rows.filter(({ check }) => check === id)));
    return { checks: checks.length, concerned };
  }

  recordNotices(tx: Tx, notices: readonly NewNotice[]): void {
    if (notices.length === 0) return;
    tx.send(
      `insert into cases.duplicate_notice (event, thread, authority, compartment, notice, at)
       select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])`,
      [
        notices.map(({ event }) => event),
        notices.map(({ thread }) => thread),
        notices.map(({ authority }) => authority),
        notices.map(({ compartment }) => compartment),
        notices.map(({ notice }) => notice),
        notices.map(({ at }) => at),
      ],
    );
  }

  takenOver(tx: Tx, thread: ThreadRecord, { event, from, by, ground }: Takeover): void {
    tx.send(
      `insert into cases.taken_over (event, thread, authority, compartment, officer, taken_by, reason, at)
       values ($1, $2, $3, $4, $5, $6, $7, clock_timestamp())`,
      [event, thread.id, thread.authority, thread.compartment, from, by, ground],
    );
  }

  /**
   * Stores the emergency accesses that a neighbour reports. Daily limits keep a flood from hiding other States' reports.
   * @returns true if reports over the link's daily limit were dropped, else false
   */
  async storeEmergencyAccesses(
    tx: Tx,
    { linkId, peer }: { readonly linkId: LinkId; readonly peer: StateCode },
    receipts: readonly Pick<Receipt, 'rseq' | 'messageId' | 'stage' | 'code' | 'leaf'>[],
  ): Promise<boolean> {
    const accesses = receipts.flatMap((receipt) => {
      const alert = emergencyAlerts.get(receipt.stage);
      return alert === undefined ? [] : [{ ...receipt, alert, way: emergencyWay(receipt, peer) }];
    });
    if (accesses.length === 0) return false;
    const [row] = await tx.query<{ more: boolean }>(
      `with news as (
         select r.*, t.id as thread, t.authority, t.compartment,
           row_number() over (partition by r.message_id, r.way order by r.rseq) as n
         from (select rseq, message_id, alert, code, string_to_array(way, ' ') as way
           from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[]) as u (rseq, message_id, alert, code, way)) r
         join mailbox.outbox o on o.link_id = $1 and o.message_id = r.message_id
         join cases.thread t on t.id = o.thread),
       due as (
         select r.*, row_number() over (order by r.rseq) + (select count(*) from cases.glass_there g
           where g.link_id = $1 and g.at > statement_timestamp() - interval '1 day') as of_link
         from news r where r.n + (select count(*) from cases.glass_there g where g.message_id = r.message_id and g.way = r.way
           and g.at > statement_timestamp() - interval '1 day') <= $7),
       stored as (
         insert into cases.glass_there (id, thread, authority, compartment, link_id, message_id, way, state, alert, reason, at)
         select md5($1 || ' ' || rseq)::uuid, thread, authority, compartment, $1, message_id, way, way[1], alert, code, clock_timestamp()
         from due where of_link <= $8 on conflict do nothing)
       select exists (select from due where of_link > $8) as more`,
      [
        linkId,
        accesses.map(({ rseq }) => rseq),
        accesses.map(({ messageId }) => messageId),
        accesses.map(({ alert }) => alert),
        accesses.map(({ code }) => code),
        accesses.map(({ way }) => way.join(' ')),
        emergencyNoticesPerDay,
        emergencyNoticesOfLink,
      ],
    );
    return row?.more === true;
  }

  async listNotices(
    tx: Tx,
    { authority, side, officer }: Desk,
    limit: number,
    after: string | null,
  ): Promise<DeskNotice[]> {
    const sources = sourcesOf(side);
    const place = (value: string): string =>
      all(
        sources,
        (of) => `select ${of.id} as id, ${of.at} as at from ${of.from} where ${of.id} = ${value}`,
      );
    if (after !== null && (await tx.query(place('$1'), [after])).length === 0)
      throw new ThreadsError('NOT_FOUND', 'after');
    const rows = await tx.query<Omit<DeskNotice, 'at'> & { readonly at: Date }>(
      `${after === null ? '' : `with place as materialized (${place('$5')})`}
       select * from (${all(
         sources,
         (of) => `
         select ${of.id} as notice, n.thread, ${of.shown}, ${of.at} as at
         from ${of.from} join cases.thread t on t.id = n.thread
         where n.authority = $1 and t.side = $2 and ${of.condition}
           ${after === null ? '' : `and (${of.at}, ${of.id}) < (select at, id from place)`}
         order by ${of.at} desc, ${of.id} desc limit $4`,
       )}) notices order by at desc, notice desc limit $4`,
      [authority, side, officer, limit, ...(after === null ? [] : [after])],
    );
    return rows.map(({ at, ...row }) => ({ ...row, at: timestamp(at) }));
  }
}

function concernedBy(rows: readonly TakenCheck[]): ConcernedThread[] {
  const others = rows.flatMap(({ check, compartment, thread, authority }) =>
    thread === null || authority === null
      ? []
      : [{ check, thread, authority, compartment, notice: 'ASKED_ABOUT' } as const],
  );
  const [first] = rows;
  if (first === undefined || first.filed === null || others.length === 0) return others;
  const { check, filed: thread, own: authority, compartment } = first;
  return [...others, { check, thread, authority, compartment, notice: 'OTHER_DESK' }];
}

/** SQL parts that read one kind of notice. `from` must define the alias `n` with the columns `thread` and `authority`. */
interface Source {
  readonly from: string;
  readonly id: string;
  readonly at: string;
  readonly shown: string;
  readonly condition: string;
}

const readers = onRoster('t.');

const askedAbout: Source = {
  ...{ from: 'cases.duplicate_notice n', id: 'n.event', at: 'n.at' },
  shown: `'ASKED_ABOUT' as what, null::text as officer, null::text as reason`,
  condition: `n.notice = 'ASKED_ABOUT' and ${readers}`,
};
const takenOver: Source = {
  ...{ from: 'cases.taken_over n', id: 'n.event', at: 'n.at' },
  shown: `'TAKEN_OVER' as what, n.taken_by as officer, n.reason`,
  condition: 'n.officer = $3',
};

const alerts: Source = {
  ...{ from: 'cases.alert n', id: 'n.event', at: 'n.at' },
  shown: `n.alert as what, null::text as officer, null::text as reason`,
  condition: readers,
};
const emergencyAccess: Source = {
  ...{ from: 'cases.broken_glass n', id: 'n.event', at: 'n.at' },
  shown: `'GLASS_BROKEN' as what, n.officer, n.reason`,
  condition: `n.officer <> $3 and ${readers}`,
};
/**
 * Emergency accesses in other States, as neighbours reported them. Sorted by arrival, because a time stated by a neighbour
 * may be false.
 */
const emergencyAccessThere: Source = {
  ...{ from: 'cases.glass_there n', id: 'n.id', at: 'n.at' },
  shown: `n.alert as what, null::text as officer, n.reason`,
  condition: readers,
};
/** Recalls that did not reach the neighbour. The notice stays until the recall is sent again. */
const recallToSendAgain: Source = {
  from: `(select r.document, r.thread, r.authority, coalesce(o.closed_at, o.queued_at) as at, ${mustBeSentAgain} and not exists (
        select from cases.stop s where s.thread = r.thread and s.lifted_at is null) as unsaid
      from mailbox.outbox o join cases.recall r on r.document = o.dispatch
      where (o.state = 'VOID' or o.outcome = 'REJECTED') and o.dispatch is not null and r.direction = 'OUT') n`,
  ...{ id: 'n.document', at: 'n.at' },
  shown: `'RECALL_UNSAID' as what, null::text as officer, null::text as reason`,
  condition: `n.unsaid and ${readers}`,
};
const unnotifiedRecipient: Source = {
  from: `(select c.event, c.thread, t.authority, c.at, exists (select from cases.package_handed h
        where h.package = c.package and h.recipient is not null and c.number > coalesce(
          (select max(x.concerns) from cases.package_told x where x.handed = h.id), 0))
        or exists (select from cases.package p where p.id = c.package and ${unrecorded}) as untold
      from cases.package_concern c join cases.thread t on t.id = c.thread) n`,
  ...{ id: 'n.event', at: 'n.at' },
  shown: `'PACKAGE_UNTOLD' as what, null::text as officer, null::text as reason`,
  condition: `n.untold and ${readers}`,
};

const erasureStopped: Source = {
  from: `(select s.event, s.thread, t.authority, s.at, s.stands from cases.erasure_stop s
      join cases.thread t on t.id = s.thread) n`,
  ...{ id: 'n.event', at: 'n.at' },
  shown: `'ERASURE_STOPPED' as what, null::text as officer, null::text as reason`,
  condition: `n.stands and ${readers}`,
};

const ofBoth = [
  ...[
    askedAbout,
    alerts,
    recallToSendAgain,
    unnotifiedRecipient,
    erasureStopped,
    emergencyAccess,
    emergencyAccessThere,
  ],
] as const;
const sourcesOf = (side: Side): readonly Source[] =>
  side === 'ASKED' ? [...ofBoth, takenOver] : ofBoth;

const all = (sources: readonly Source[], part: (of: Source) => string): string =>
  sources.map((of) => `(${part(of)})`).join(' union all ');

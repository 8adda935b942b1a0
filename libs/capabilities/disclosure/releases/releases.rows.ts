import type {
  AuthorityId,
  Document,
  DocumentId,
  LinkId,
  MessageId,
  Side,
  StateCode,
  ThreadId,
} from '#kernel';
import type { ReleaseOutcome } from '../kinds/forward-consent.kind.js';
import type { AnswersOwed } from '../owed.contract.js';
import {
  ThreadsError,
  answerable,
  assertPageStart,
  byThread,
  type KeyedThread,
  type ThreadRecord,
} from '#threads';
import type { Tx } from '#store';

type Direction = 'OUT' | 'IN';

export interface ReleaseRecord {
  readonly request: DocumentId;
  readonly thread: ThreadId;
  readonly direction: Direction;
  readonly item: DocumentId;
  readonly askedAt: Date;
  readonly answer: DocumentId | null;
  readonly outcome: ReleaseOutcome | null;
  readonly answeredAt: Date | null;
}

export interface NewRelease {
  readonly thread: ThreadRecord;
  readonly document: Document<'forward-consent-request'>;
  readonly direction: Direction;
}

export interface NewReleaseAnswer {
  readonly thread: ThreadRecord;
  readonly document: Document<'forward-consent'>;
}

export interface NewHandedOn {
  readonly thread: ThreadRecord;
  readonly forward: DocumentId;
  readonly items: readonly DocumentId[];
  readonly direction: Direction;
}

export interface HandedOn {
  readonly forward: DocumentId;
  readonly thread: ThreadId;
  readonly peer: StateCode;
  readonly item: DocumentId;
}

export interface Brought {
  readonly by: MessageId;
  readonly forward: DocumentId;
  readonly thread: ThreadId;
  readonly messageId: MessageId;
}

export interface OwedByOther {
  readonly recall: DocumentId;
  readonly forward: DocumentId;
  readonly authority: AuthorityId;
}

export interface HandedOnByOther extends KeyedThread {
  readonly recall: DocumentId;
  readonly forward: DocumentId;
  readonly item: DocumentId;
  readonly content: Buffer;
  readonly narrowings: readonly DocumentId[];
  readonly narrowed: readonly Buffer[];
}

const mostAtOnce = 500;

const columns = `r.request, r.thread, r.direction, r.item, r.asked_at as "askedAt",
  a.document as answer, a.outcome, a.at as "answeredAt"`;
const from = `cases.release r left join cases.release_answer a on a.request = r.request`;
const isOpen = `a.request is null and t.key_wrapped is not null and ${answerable('r', 'r.request')}`;
const isAfter = `(r.asked_at, r.request) < (select asked_at, request from cases.release where request = $3)`;

export class Releases {
  ask(tx: Tx, asked: readonly NewRelease[]): void {
    if (asked.length === 0) return;
    const column = <T>(value: (row: NewRelease) => T) => asked.map(value);
    tx.send(
      `insert into cases.release (request, thread, authority, compartment, direction, item)
       select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::uuid[])`,
      [
        column(({ document }) => document.id),
        column(({ thread }) => thread.id),
        column(({ thread }) => thread.authority),
        column(({ thread }) => thread.compartment),
        column(({ direction }) => direction),
        column(({ document }) => document.body.item),
      ],
    );
  }

  /** Stores the first answer to each request and refuses a second answer. @throws ThreadsError RELEASE_ANSWERED */
  async answer(tx: Tx, answers: readonly NewReleaseAnswer[]): Promise<void> {
    if (answers.length === 0) return;
    const column = <T>(value: (row: NewReleaseAnswer) => T) => answers.map(value);
    const rows = await tx.query(
      `insert into cases.release_answer (request, document, authority, compartment, outcome)
       select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[])
       on conflict do nothing returning 1 as one`,
      [
        column(({ document }) => document.inReplyTo),
        column(({ document }) => document.id),
        column(({ thread }) => thread.authority),
        column(({ thread }) => thread.compartment),
        column(({ document }) => document.body.outcome),
      ],
    );
    if (rows.length < answers.length) throw new ThreadsError('RELEASE_ANSWERED');
  }

  async releasesOf(tx: Tx, thread: ThreadId): Promise<readonly ReleaseRecord[]> {
    return (await this.ofAll(tx, [thread])).get(thread) ?? [];
  }

  async ofAll(
    tx: Tx,
    threads: readonly ThreadId[],
  ): Promise<ReadonlyMap<ThreadId, readonly ReleaseRecord[]>> {
    const rows = await tx.query<ReleaseRecord>(
      `select ${columns} from ${from} where r.thread = any ($1::uuid[]) order by r.asked_at, r.request`,
      [threads],
    );
    return byThread(rows);
  }

  /**
   * Lists release requests, newest first; without `all`, only requests that can still be answered. @throws ThreadsError
   * NOT_FOUND if `after` is unknown
   */
  async listReleases(
    tx: Tx,
    side: Side,
    { limit, after, all }: Pick<AnswersOwed, 'limit' | 'after' | 'all'>,
  ): Promise<ReleaseRecord[]> {
    await assertPageStart(tx, 'release', after);
    return tx.query<ReleaseRecord>(
      `select ${columns} from ${from} join cases.thread t on t.id = r.thread
       where t.side = $1 ${all ? '' : `and ${isOpen}`} ${after === null ? '' : `and ${isAfter}`}
       order by r.asked_at desc, r.request desc limit $2`,
      [side, limit, ...(after === null ? [] : [after])],
    );
  }

  handOn(tx: Tx, handedOn: readonly NewHandedOn[]): void {
    const rows = handedOn.flatMap(({ items, ...by }) => items.map((item) => ({ ...by, item })));
    if (rows.length === 0) return;
    const column = <T>(value: (row: (typeof rows)[number]) => T) => rows.map(value);
    tx.send(
      `insert into cases.forwarded (forward, item, thread, authority, compartment, direction)
       select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[])`,
      [
        column(({ forward }) => forward),
        column(({ item }) => item),
        column(({ thread }) => thread.id),
        column(({ thread }) => thread.authority),
        column(({ thread }) => thread.compartment),
        column(({ direction }) => direction),
      ],
    );
  }

  broughtBy(tx: Tx, linkId: LinkId, forwards: readonly MessageId[]): Promise<Brought[]> {
    return tx.query<Brought>(
      `select o.message_id as by, f.forward, d.thread, d.message_id as "messageId"
       from mailbox.outbox o
       join cases.dispatch w on w.id = o.dispatch and w.kind = 'forward'
       join cases.forwarded f on f.forward = o.dispatch and f.direction = 'OUT'
       join cases.dispatch d on d.id = f.item and d.direction = 'IN'
       where o.link_id = $1 and not o.statement and o.message_id = any ($2::text[])
       order by d.id`,
      [linkId, forwards],
    );
  }

  async *handedOn(tx: Tx, items: readonly DocumentId[]): AsyncGenerator<HandedOn[]> {
    for (let last: HandedOn | undefined; ;) {
      const rows: HandedOn[] = await tx.query<HandedOn>(
        `select f.forward, f.thread, t.peer, f.item
         from cases.forwarded f join cases.thread t on t.id = f.thread
         where f.item = any ($1::uuid[]) and f.direction = 'OUT'
           ${last === undefined ? '' : 'and (f.forward, f.item) > ($2, $3::uuid)'}
         order by f.forward, f.item limit ${mostAtOnce}`,
        last === undefined ? [items] : [items, last.forward, last.item],
      );
      yield rows;
      last = rows.at(-1);
      if (rows.length < mostAtOnce) return;
    }
  }

  /** Lists forwards by this State's other authorities whose receivers may still have to comply with `recalls`. */
  owedByOthers(tx: Tx, recalls: readonly DocumentId[]): Promise<OwedByOther[]> {
    return tx.query<OwedByOther>(
      `select r.id as recall, o.forward, o.authority
       from unnest($1::uuid[]) as r (id), cases.owed_by_others(r.id) o order by o.forward`,
      [recalls],
    );
  }

  narrowedByOthers(tx: Tx, recalls: readonly DocumentId[]): Promise<HandedOnByOther[]> {
    return tx.query<HandedOnByOther>(
      `select r.id as recall, o.forward, o.item, o.thread as id, o.authority, o.side, o.compartment,
         o.key_epoch as "keyEpoch", o.key_wrapped as "keyWrapped", o.content, o.narrowings, o.narrowed
       from unnest($1::uuid[]) as r (id), cases.narrowed_by_others(r.id) o`,
      [recalls],
    );
  }

  static async move(tx: Tx, thread: ThreadId, to: string): Promise<void> {
    for (const table of ['release', 'forwarded'])
      await tx.query(`update cases.${table} set authority = $2 where thread = $1`, [thread, to]);
    await tx.query(
      `update cases.release_answer set authority = $2
       where request in (select request from cases.release where thread = $1)`,
      [thread, to],
    );
  }
}

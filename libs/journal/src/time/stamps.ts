import type { EventId } from '#kernel';
import type { Tx } from '#store';
import { JournalError } from '../errors.js';
import { releasedSizeSql } from '../log/released-size.js';
import {
  type AuthorityName,
  questionAnew,
  questionColumns,
  StampQuestions,
} from './stamp-questions.js';

export interface OpenRequest {
  readonly size: number;
  readonly nonce: Buffer;
  readonly request: Buffer;
  readonly ageMs: number;
  readonly tries: number;
  readonly sentAt: Date | null;
  readonly receivedAt: Date | null;
  readonly response: Buffer | null;
  readonly failure: string | null;
}

export interface Unstamped {
  readonly sinceMs: number | null;
  readonly news: boolean;
  readonly urgent: boolean;
}

export interface KeptStamp {
  readonly authority: AuthorityName;
  readonly size: number;
  readonly request: Buffer;
  readonly token: Buffer;
  readonly genTime: Date;
  readonly earliest: Date;
  readonly latest: Date;
  readonly policy: string;
  readonly serial: string;
  readonly chain: readonly Buffer[];
  readonly lists: readonly Buffer[];
  readonly offset: { readonly lowMs: number; readonly highMs: number };
  readonly sentAt: Date;
  readonly receivedAt: Date;
}

const columns = `size, ${questionColumns}`;

const hashesOf = (parameter: number): string =>
  `array(select sha256(der) from unnest($${parameter}::bytea[]) with ordinality as u (der, n) order by n)`;

export class Stamps extends StampQuestions {
  constructor() {
    super('journal.stamp_request', 'stamp');
  }

  async open(tx: Tx, authority: AuthorityName): Promise<OpenRequest | undefined> {
    const [row] = await tx.query<OpenRequest>(
      `select ${columns} from journal.stamp_request where authority = $1 for update`,
      [authority],
    );
    return row;
  }

  async unstamped(tx: Tx, authority: AuthorityName, urgent: readonly string[]): Promise<Unstamped> {
    const [row] = await tx.query<Unstamped>(
      `with last as (select size, sent_at from journal.stamp where authority = $1 order by size desc limit 1),
         above as (select l.index, e.typ from journal.leaf l join journal.event e on e.id = l.event
           where l.index >= coalesce((select size from last), 0)
             and l.index < ${releasedSizeSql})
       select (extract(epoch from clock_timestamp() - (select sent_at from last)) * 1000)::bigint as "sinceMs",
         exists (select from above where typ <> 'tsa.stamped') as news,
         cardinality($2::text[]) > 0 and exists (select from above where typ = any ($2::text[])) as urgent`,
      [authority, urgent],
    );
    return row ?? { sinceMs: null, news: false, urgent: false };
  }

  ask(
    tx: Tx,
    authority: AuthorityName,
    asked: {
      readonly size: number;
      readonly request: Buffer;
      readonly nonce: Buffer;
      readonly tries: number;
    },
  ): void {
    tx.send(
      `insert into journal.stamp_request (authority, size, request, nonce, tries) values ($1, $2, $3, $4, $5)
       on conflict (authority) do update set size = excluded.size, ${questionAnew}`,
      [authority, asked.size, asked.request, asked.nonce, asked.tries],
    );
    tx.wake('stamp-post');
  }

  storeStamp(tx: Tx, stamp: KeptStamp, event: EventId): void {
    const material = [
      ...stamp.chain.map((der) => ({ kind: 'certificate', der })),
      ...stamp.lists.map((der) => ({ kind: 'list', der })),
    ];
    tx.send(
      `insert into journal.stamp_material (sha256, kind, der)
         select sha256(der), kind, der from unnest($1::text[], $2::bytea[]) as u (kind, der)
       on conflict do nothing`,
      [material.map(({ kind }) => kind), material.map(({ der }) => der)],
    );
    tx.send(
      `insert into journal.stamp (authority, size, request, token, gen_time, earliest, latest, policy, serial, chain,
         lists, low_ms, high_ms, sent_at, received_at, event)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, ${hashesOf(10)},
         ${hashesOf(11)}, $12, $13, $14, $15, $16)`,
      [
        stamp.authority,
        stamp.size,
        stamp.request,
        stamp.token,
        stamp.genTime,
        stamp.earliest,
        stamp.latest,
        stamp.policy,
        stamp.serial,
        stamp.chain,
        stamp.lists,
        stamp.offset.lowMs,
        stamp.offset.highMs,
        stamp.sentAt,
        stamp.receivedAt,
        event,
      ],
    );
    tx.send('delete from journal.stamp_request where authority = $1', [stamp.authority]);
  }

  /**
   * Finds the smallest checkpoint of at least `size` leaves that `authority` stamped. Returns the time-stamp with
   * certificates and revocation lists. @throws JournalError EVENT_NOT_RELEASED if there is none
   */
  async first(tx: Tx, authority: AuthorityName, size: number): Promise<StampFiles> {
    const [row] = await tx.query<StampFiles>(
      `select s.size, s.token, s.request, c.note,
         array(select m.der from unnest(s.chain) with ordinality as u (sha256, n)
           join journal.stamp_material m using (sha256) order by n) as chain,
         array(select m.der from unnest(s.lists) with ordinality as u (sha256, n)
           join journal.stamp_material m using (sha256) order by n) as lists
       from journal.stamp s join journal.checkpoint c on c.size = s.size
       where s.authority = $1 and s.size >= $2 order by s.size limit 1`,
      [authority, size],
    );
    if (row === undefined) throw new JournalError('EVENT_NOT_RELEASED', 'stamp');
    return row;
  }
}

export interface StampFiles {
  readonly size: number;
  readonly token: Buffer;
  readonly request: Buffer;
  readonly note: string;
  readonly chain: readonly Buffer[];
  readonly lists: readonly Buffer[];
}

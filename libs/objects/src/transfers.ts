import type { LinkId, MessageId, ObjectReport, Sha256 } from '#kernel';
import type { Tx } from '#store';
import { layoutOfCiphertext } from './format.js';
import type { ChunkRun } from './partial.js';
import type { TransferState } from './receiver.js';
import { clipRuns, countRuns, firstOf, withoutChunk } from './runs.js';

type Missing = readonly (readonly [number, number])[];

const maxRanges = 64;
const maxInFlight = 128;

export interface DueTransfer {
  readonly root: Sha256;
  readonly messageId: MessageId;
  readonly chunks: number;
  readonly indexes: readonly number[];
  readonly probe: boolean;
}

export interface ExpectedObject {
  readonly root: Sha256;
  /**
   * State of the transfer. COMPLETE: the ciphertext matches the root hash that the sender signed; the plaintext is verified
   * only on reading.
   */
  readonly state: 'WAITING' | 'ACTIVE' | 'COMPLETE' | 'CORRUPT' | 'REMOVED';
  readonly chunks: number;
  readonly ciphertextSize: number;
}

export interface Expected {
  readonly linkId: LinkId;
  readonly messageId: MessageId;
  readonly root: Sha256;
  readonly size: number;
}

export interface TransferProgress {
  readonly state: 'COMPLETE' | 'PARTIAL' | 'CORRUPT';
  readonly have: number;
  readonly chunks: number;
}

export type Came = Pick<Expected, 'messageId'>;

export interface Arrived extends Pick<TransferState, 'received' | 'complete'> {
  readonly missing: readonly ChunkRun[];
}

interface TransferKey {
  readonly root: Sha256;
  readonly linkId: LinkId;
  readonly direction: 'IN' | 'OUT';
}

interface OutRow {
  readonly root: Sha256;
  readonly messageId: MessageId;
  readonly chunks: number;
  readonly next: number;
  readonly inFlight: number;
  readonly missing: Missing;
}

const runsOf = (missing: Missing): ChunkRun[] => missing.map(([from, to]) => ({ from, to }));
const rangesOf = (runs: readonly ChunkRun[]): string =>
  JSON.stringify(runs.slice(0, maxRanges).map(({ from, to }) => [from, to]));
const outColumns = `root, message_id as "messageId", chunks, next_chunk as next, in_flight as "inFlight", missing`;

export const sendingSql = `array(select distinct link_id from objects.transfer
  where direction = 'OUT' and state = 'ACTIVE')`;

export const reportableSql = (link: string): string =>
  `exists (select from objects.transfer
    where link_id = ${link} and direction = 'IN' and report_after <= statement_timestamp())`;

/** Transfers of objects, one row per root hash, link and direction. Rows contain no file name or media type. */
export class Transfers {
  expect(tx: Tx, expected: readonly Expected[]): void {
    if (expected.length === 0) return;
    const chunks = expected.map(({ size }) => layoutOfCiphertext(size).chunks);
    tx.send(
      `insert into objects.transfer (root, link_id, direction, message_id, chunks, ciphertext_size, state,
         missing, report_after)
       select u.root, u.link_id, 'IN', u.message_id, u.chunks, u.size, 'WAITING', u.missing,
         clock_timestamp() + interval '5 seconds'
       from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::jsonb[])
         as u (root, link_id, message_id, chunks, size, missing)
       on conflict do nothing`,
      [
        expected.map(({ root }) => root),
        expected.map(({ linkId }) => linkId),
        expected.map(({ messageId }) => messageId),
        chunks,
        expected.map(({ size }) => size),
        chunks.map((to) => rangesOf([{ from: 0, to }])),
      ],
    );
  }

  async announce(tx: Tx, linkId: LinkId, messages: readonly MessageId[]): Promise<number> {
    if (messages.length === 0) return 0;
    const rows = await tx.query<{ root: Sha256; messageId: MessageId; size: number }>(
      `select a.root, o.message_id as "messageId", a.ciphertext_size as size
       from mailbox.outbox o join cases.attachment a on a.dispatch = o.dispatch
       where o.link_id = $1 and o.message_id = any ($2::text[])`,
      [linkId, messages],
    );
    if (rows.length === 0) return 0;
    tx.send(
      `insert into objects.transfer (root, link_id, direction, message_id, chunks, ciphertext_size, state)
         select u.root, $1, 'OUT', u.message_id, u.chunks, u.size, 'ACTIVE'
         from unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[]) as u (root, message_id, chunks, size)
         on conflict do nothing`,
      [
        linkId,
        rows.map(({ root }) => root),
        rows.map(({ messageId }) => messageId),
        rows.map(({ size }) => layoutOfCiphertext(size).chunks),
        rows.map(({ size }) => size),
      ],
    );
    tx.wake('objects');
    return rows.length;
  }

  /** Returns up to four transfers of a link with at most `limit` chunks each to send now, without those of `except`. */
  async due(
    tx: Tx,
    linkId: LinkId,
    limit: number,
    except: readonly Sha256[] = [],
  ): Promise<DueTransfer[]> {
    const rows = await tx.query<OutRow & { probe: boolean }>(
      `select t.*, not ready as probe from (
         select ${outColumns}, updated_at, report_after,
           in_flight < $2 and (next_chunk < chunks or missing <> '[]') as ready
         from objects.transfer where link_id = $1 and direction = 'OUT' and state = 'ACTIVE'
           and root <> all ($3::text[])) t
       where ready or report_after <= statement_timestamp()
       order by updated_at limit 4`,
      [linkId, maxInFlight, except],
    );
    return rows.map(({ root, messageId, chunks, next, inFlight, missing, probe }) => {
      const runs = [...runsOf(missing), { from: next, to: chunks }];
      const indexes = probe
        ? [Math.max(0, next - 1)]
        : firstOf(runs, Math.min(limit, maxInFlight - inFlight));
      return { root, messageId, chunks, indexes, probe };
    });
  }

  /** Puts transfers behind all others of their link that leave. */
  async putBehind(tx: Tx, linkId: LinkId, roots: readonly Sha256[]): Promise<void> {
    await tx.query(
      `update objects.transfer set updated_at = clock_timestamp()
       where link_id = $1 and direction = 'OUT' and state = 'ACTIVE' and root = any ($2::text[])`,
      [linkId, roots],
    );
  }

  async advance(
    tx: Tx,
    linkId: LinkId,
    { root, probe }: DueTransfer,
    indexes: readonly number[],
  ): Promise<void> {
    const row = await this.lock(tx, linkId, root);
    if (row === undefined) return;
    const next = Math.max(row.next, ...indexes.map((index) => index + 1));
    const runs = indexes.reduce(withoutChunk, runsOf(row.missing));
    await tx.query(
      `update objects.transfer set next_chunk = $3, missing = $4, in_flight = $5, sent_at = clock_timestamp(),
         attempt = attempt + $6,
         report_after = clock_timestamp() + least(30 * 2 ^ least(attempt, 7), 3600) * interval '1 second',
         updated_at = clock_timestamp()
       where root = $1 and link_id = $2 and direction = 'OUT'`,
      [
        root,
        linkId,
        next,
        rangesOf(runs),
        row.inFlight + (probe ? 0 : indexes.length),
        probe ? 1 : 0,
      ],
    );
  }

  /**
   * Applies the receiver's reports: ends a transfer, or marks missing chunks. Marks nothing within four seconds of sending a
   * chunk, because chunks may still arrive.
   */
  async reported(tx: Tx, linkId: LinkId, reports: readonly ObjectReport[]): Promise<void> {
    for (const { root, state, missing } of reports) {
      const row = await this.lock(tx, linkId, root);
      if (row === undefined) continue;
      if (state !== 'PARTIAL') await this.finish(tx, { root, linkId, direction: 'OUT' }, state);
      else await this.confirm(tx, linkId, row, missing);
    }
    if (reports.length > 0) tx.wake('objects');
  }

  async corrupt(tx: Tx, linkId: LinkId, root: Sha256, direction: 'IN' | 'OUT'): Promise<void> {
    await this.finish(tx, { root, linkId, direction }, 'CORRUPT');
  }

  async remove(tx: Tx, roots: readonly Sha256[]): Promise<void> {
    if (roots.length === 0) return;
    await tx.query(
      `update objects.transfer set missing = '[]', in_flight = 0, updated_at = clock_timestamp(),
         state = case when state = 'COMPLETE' then 'REMOVED' else 'CORRUPT' end,
         report_after = case when direction = 'IN' and state <> 'COMPLETE' then clock_timestamp() else report_after end
       where root = any ($1::text[]) and state in ('WAITING', 'ACTIVE', 'COMPLETE')`,
      [roots],
    );
    tx.wake('receipts');
  }

  async expected(
    tx: Tx,
    linkId: LinkId,
    roots: readonly Sha256[],
  ): Promise<ReadonlyMap<Sha256, ExpectedObject>> {
    const rows = await tx.query<ExpectedObject>(
      `select root, state, chunks, ciphertext_size as "ciphertextSize" from objects.transfer
       where link_id = $1 and direction = 'IN' and root = any ($2::text[])`,
      [linkId, roots],
    );
    return new Map(rows.map((row) => [row.root, row]));
  }

  async underWay(tx: Tx, linkId: LinkId): Promise<number> {
    const [row] = await tx.query<{ count: number }>(
      `select count(*) from objects.transfer where link_id = $1 and direction = 'IN' and state = 'ACTIVE'
         and updated_at > statement_timestamp() - interval '30 days'`,
      [linkId],
    );
    return row?.count ?? 0;
  }

  /**
   * Stores an incoming transfer's progress and schedules its report: immediately if complete, else within 500 ms. @returns
   * the message that announced the object; undefined if the transfer had ended
   */
  async arrived(
    tx: Tx,
    linkId: LinkId,
    root: Sha256,
    { received, complete, missing }: Arrived,
  ): Promise<Came | undefined> {
    const [row] = await tx.query<Came & { due: boolean }>(
      `update objects.transfer set next_chunk = $3, missing = $4, attempt = 0, updated_at = clock_timestamp(),
         state = case when $5 then 'COMPLETE' else 'ACTIVE' end,
         report_after = case when $5 then clock_timestamp()
           else least(report_after, clock_timestamp() + interval '500 ms') end
       where root = $1 and link_id = $2 and direction = 'IN' and state in ('WAITING', 'ACTIVE')
       returning $5 or report_after <= statement_timestamp() as due, message_id as "messageId"`,
      [root, linkId, received, rangesOf(missing), complete],
    );
    if (row?.due === true) tx.wake('receipts');
    return row;
  }

  async repeat(tx: Tx, linkId: LinkId, root: Sha256): Promise<void> {
    await tx.query(
      `update objects.transfer set report_after = least(report_after, clock_timestamp() + interval '1 second')
       where root = $1 and link_id = $2 and direction = 'IN'`,
      [root, linkId],
    );
  }

  /** Delays the report on an incoming object. @returns how often it was reported in a row without a new chunk */
  async postpone(tx: Tx, linkId: LinkId, root: Sha256): Promise<number> {
    const [row] = await tx.query<{ attempt: number }>(
      `update objects.transfer set report_after = clock_timestamp() + interval '30 seconds'
       where root = $1 and link_id = $2 and direction = 'IN' and state in ('WAITING', 'ACTIVE') returning attempt`,
      [root, linkId],
    );
    return row?.attempt ?? 0;
  }

  /**
   * Returns at most `limit` due reports on incoming transfers. Repeats an unfinished transfer's report after 5 s; doubles the
   * delay up to one hour while no chunk arrives.
   */
  async reports(tx: Tx, linkId: LinkId, limit: number): Promise<ObjectReport[]> {
    const rows = await tx.query<{ root: Sha256; state: ExpectedObject['state']; missing: Missing }>(
      `update objects.transfer t set reported = t.state, attempt = t.attempt + 1,
         report_after = case when t.state in ('WAITING', 'ACTIVE')
           then clock_timestamp() + least(5 * 2 ^ least(t.attempt, 10), 3600) * interval '1 second'
           else 'infinity' end
       from (select root from objects.transfer
         where link_id = $1 and direction = 'IN' and report_after <= statement_timestamp()
         order by report_after limit ${limit} for update skip locked) d
       where t.root = d.root and t.link_id = $1 and t.direction = 'IN'
       returning t.root, t.state, t.missing`,
      [linkId],
    );
    return rows.flatMap(({ root, state, missing }): ObjectReport[] => {
      if (state === 'REMOVED') return [];
      if (state === 'CORRUPT') return [{ root, state, missing: [] }];
      if (state === 'COMPLETE') return [{ root, state, missing: [] }];
      return [{ root, state: 'PARTIAL', missing }];
    });
  }

  async progress(
    tx: Tx,
    direction: 'IN' | 'OUT',
    roots: readonly Sha256[],
  ): Promise<ReadonlyMap<Sha256, TransferProgress>> {
    if (roots.length === 0) return new Map();
    const rows = await tx.query<OutRow & { state: ExpectedObject['state'] }>(
      `select ${outColumns}, state from objects.transfer where direction = $1 and root = any ($2::text[])`,
      [direction, roots],
    );
    return new Map(
      rows.map(({ root, state, chunks, next, inFlight, missing }) => {
        const open = direction === 'IN' ? 0 : inFlight + countRuns(runsOf(missing));
        const whole = state === 'COMPLETE';
        const shown = state === 'REMOVED' ? 'CORRUPT' : state;
        return [
          root,
          {
            state: whole ? 'COMPLETE' : shown === 'CORRUPT' ? 'CORRUPT' : 'PARTIAL',
            have: whole ? chunks : Math.max(0, next - open),
            chunks,
          },
        ];
      }),
    );
  }

  private async lock(tx: Tx, linkId: LinkId, root: Sha256): Promise<OutRow | undefined> {
    const [row] = await tx.query<OutRow>(
      `select ${outColumns} from objects.transfer
       where root = $1 and link_id = $2 and direction = 'OUT' and state = 'ACTIVE' for update`,
      [root, linkId],
    );
    return row;
  }

  private async confirm(tx: Tx, linkId: LinkId, row: OutRow, named: Missing): Promise<void> {
    // A report with the maximum of ranges may be incomplete: chunks after its last range may be missing too.
    const behind = named.length < maxRanges ? [] : [{ from: named.at(-1)?.[1] ?? 0, to: row.next }];
    const unconfirmed = countRuns(clipRuns([...runsOf(named), ...behind], row.next));
    const queued = countRuns(runsOf(row.missing));
    await tx.query(
      `update objects.transfer set attempt = 0,
         missing = case when quiet then $3::jsonb else missing end,
         in_flight = case when quiet then 0 else $4::integer end,
         report_after = clock_timestamp() + interval '30 seconds'
       from (select coalesce(sent_at < statement_timestamp() - interval '4 seconds', true) as quiet
         from objects.transfer where root = $1 and link_id = $2 and direction = 'OUT') s
       where root = $1 and link_id = $2 and direction = 'OUT'`,
      [
        row.root,
        linkId,
        rangesOf(clipRuns(runsOf(named), row.next)),
        Math.max(0, unconfirmed - queued),
      ],
    );
  }

  private async finish(
    tx: Tx,
    { root, linkId, direction }: TransferKey,
    state: 'COMPLETE' | 'CORRUPT',
  ): Promise<void> {
    await tx.query(
      `update objects.transfer set state = $4, missing = '[]', in_flight = 0, updated_at = clock_timestamp(),
         next_chunk = case when $4 = 'COMPLETE' then chunks else next_chunk end,
         report_after = case when direction = 'IN' then clock_timestamp() else 'infinity' end
       where root = $1 and link_id = $2 and direction = $3 and state in ('WAITING', 'ACTIVE')`,
      [root, linkId, direction, state],
    );
    if (direction === 'IN') tx.wake('receipts');
  }
}

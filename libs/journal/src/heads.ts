import { phrase } from '#kernel';
import type { Tx } from '#store';
import { JournalError } from './errors.js';
import type { Draft } from './leaf/draft.js';
import type { Anchor, Point } from './leaf/leaf.js';
import { releasedSizeSql } from './log/released-size.js';

export interface ChainKey {
  readonly kind: 'case' | 'src' | 'chan';
  readonly key: string;
}

export function chainKey(draft: Draft, service: string): ChainKey {
  if (draft.channel !== undefined)
    return { kind: 'chan', key: `${draft.channel.link}:${draft.channel.dir}` };
  if (draft.case !== undefined) return { kind: 'case', key: draft.case.thread };
  return { kind: 'src', key: service };
}

export const nameOf = ({ kind, key }: ChainKey): string => `${kind} ${key}`;

export interface LockedHeads {
  readonly last: ReadonlyMap<string, Buffer>;
  readonly micros: number;
  readonly anchors: ReadonlyMap<string, Anchor>;
  readonly offsetMs: readonly [number, number] | null;
}

interface HeadRow extends ChainKey {
  readonly leaf: Buffer | null;
  readonly micros: number;
  readonly size: number;
  readonly root: Buffer | null;
  readonly peerSize: number | null;
  readonly peerRoot: Buffer | null;
  readonly lowMs: number | null;
  readonly highMs: number | null;
}

/**
 * Columns of a locked chain head; `micros` is the database clock after the lock. Events get the largest `micros` as their
 * time.
 */
const columns = `h.kind, h.key, h.leaf_hash as leaf,
  (extract(epoch from clock_timestamp()) * 1000000)::bigint as micros, r.size, c.root,
  w.size as "peerSize", w.root as "peerRoot", o.low_ms as "lowMs", o.high_ms as "highMs"`;
const anchor = `left join lateral (select size, root from journal.witnessed
    where h.kind = 'chan' and link_id = split_part(h.key, ':', 1) order by cosigned_at desc limit 1) w on true,
  ${releasedSizeSql} r left join journal.checkpoint c on c.size = r.size
  left join (select low_ms, high_ms from journal.clock order by read_at desc limit 1) o on true`;

// `known` is locked completely before `made` begins, so all transactions use one order. Rows that another transaction is
// creating are waited for.
const lockSql = `with known as materialized (
    select h.kind, h.key, h.leaf_hash from journal.head h
      join unnest($1::text[], $2::text[]) as w (kind, key) on w.kind = h.kind and w.key = h.key
    order by h.kind, h.key for update of h),
  made as (
    insert into journal.head (kind, key)
      select kind, key from unnest($1::text[], $2::text[]) as w (kind, key)
      where not exists (select from known k where k.kind = w.kind and k.key = w.key) order by 1, 2
    on conflict (kind, key) do update set kind = excluded.kind
    returning kind, key, leaf_hash)
  select ${columns} from (select * from known union all select * from made) h ${anchor}`;

/**
 * Locks the head (hash of the newest leaf) of each chain until the transaction ends; creates missing heads. Callers therefore
 * record events last.
 */
export async function lockHeads(tx: Tx, chains: readonly ChainKey[]): Promise<LockedHeads> {
  const wanted = new Map(chains.map((chain) => [nameOf(chain), chain]));
  const rows = await tx.query<HeadRow>(lockSql, arrays([...wanted.values()]));
  const [first] = rows;
  if (first === undefined) throw new JournalError('EVENT_INVALID', phrase`no chain`);
  const last = new Map<string, Buffer>();
  for (const row of rows) if (row.leaf !== null) last.set(nameOf(row), row.leaf);
  return {
    last,
    micros: Math.max(...rows.map((row) => row.micros)),
    anchors: new Map(rows.map((row) => [nameOf(row), anchorOf(row)])),
    offsetMs: first.lowMs === null || first.highMs === null ? null : [first.lowMs, first.highMs],
  };
}

function arrays(chains: readonly ChainKey[]): string[][] {
  return [chains.map(({ kind }) => kind), chains.map(({ key }) => key)];
}

function anchorOf({ size, root, peerSize, peerRoot }: HeadRow): Anchor {
  return { own: point(size, root), peer: point(peerSize, peerRoot) };
}

const point = (size: number | null, root: Buffer | null): Point | null =>
  size === null || root === null ? null : { size, root: root.toString('hex') };

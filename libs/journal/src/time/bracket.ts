import type { Tx } from '#store';
import { JournalError } from '../errors.js';
import { parseLeaf } from '../leaf/leaf.js';
import { releasedSizeSql } from '../log/released-size.js';

export interface OutsideTime {
  readonly at: Date;
  readonly by: string;
  readonly kind: 'stamp' | 'witness';
  readonly size: number;
}

export interface Bracket {
  readonly after: OutsideTime | null;
  readonly before: OutsideTime | null;
  readonly seen: OutsideTime | null;
  readonly widthMs: number | null;
  /**
   * State of the bracket; `contradictory`: first time-stamp `before` or first witness `seen` is earlier than `after`.
   * Otherwise `timed` if `before` exists, `untimed` if not.
   */
  readonly state: 'timed' | 'untimed' | 'contradictory';
}

/** Chooses the closest outside times before and after an event. `within` lists times before the event, `over` times after. */
export function bracket(within: readonly OutsideTime[], over: readonly OutsideTime[]): Bracket {
  const after = within.reduce<OutsideTime | null>(later, null);
  const first = (kind: OutsideTime['kind']): OutsideTime | null =>
    over.filter((time) => time.kind === kind).reduce<OutsideTime | null>(earlier, null);
  const [before, seen] = [first('stamp'), first('witness')];
  const width = after === null || before === null ? null : before.at.getTime() - after.at.getTime();
  const contradicts = [before, seen].some(
    (end) => end !== null && after !== null && end.at < after.at,
  );
  const state = contradicts ? 'contradictory' : before === null ? 'untimed' : 'timed';
  return { after, before, seen, widthMs: width === null || width < 0 ? null : width, state };
}

const later = (a: OutsideTime | null, b: OutsideTime): OutsideTime =>
  a === null || b.at > a.at ? b : a;
const earlier = (a: OutsideTime | null, b: OutsideTime): OutsideTime =>
  a === null || b.at < a.at ? b : a;

const looked = 16;

/**
 * Finds the outside times before and after an event. Earlier times come only from leaves before the event's `anchor`. @throws
 * JournalError EVENT_UNKNOWN, EVENT_NOT_RELEASED
 */
export async function bracketOf(tx: Tx, event: string): Promise<Bracket> {
  const [row] = await tx.query<{ leaf: Buffer; index: number | null }>(
    `select e.leaf, case when l.index < r.size then l.index end as index
     from journal.event e cross join ${releasedSizeSql} r left join journal.leaf l on l.event = e.id
     where e.id = $1`,
    [event],
  );
  if (row === undefined) throw new JournalError('EVENT_UNKNOWN');
  if (row.index === null) throw new JournalError('EVENT_NOT_RELEASED');
  const size = anchorSize(row.leaf);
  const within = [...(await stamped(tx, size)), ...(await cosigned(tx, size))];
  return bracket(within, await over(tx, row.index));
}

export function anchorSize(leaf: Uint8Array): number {
  const { anchor } = parseLeaf(leaf) as {
    readonly anchor?: { readonly own?: { readonly size?: unknown } | null };
  };
  const size = anchor?.own?.size;
  return typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? size : 0;
}

const stamped = (tx: Tx, size: number): Promise<OutsideTime[]> =>
  tx.query<OutsideTime>(
    `select s.earliest as at, s.authority as by, 'stamp' as kind, s.size from (
       select * from journal.stamp where size < $1 order by size desc limit ${looked}) s
     join journal.leaf l on l.event = s.event and l.index < $1`,
    [size],
  );

async function cosigned(tx: Tx, size: number): Promise<OutsideTime[]> {
  const rows = await tx.query<{ leaf: Buffer }>(
    `select e.leaf from journal.leaf l join (
       select id, leaf from journal.event where typ = 'witness.cosigned' and service = 'audit'
         and at <= (select e.at from journal.leaf l join journal.event e on e.id = l.event
           where l.index = $1::bigint - 1)
       order by at desc limit ${looked}) e on e.id = l.event
     where l.index < $1`,
    [size],
  );
  return rows.flatMap(({ leaf }) => {
    const { witness, size: at, unixSeconds } = parseLeaf(leaf).data;
    if (typeof witness !== 'string' || typeof at !== 'number') return [];
    if (typeof unixSeconds !== 'number') return [];
    return [{ at: new Date(unixSeconds * 1_000), by: witness, kind: 'witness', size: at }];
  });
}

const over = (tx: Tx, index: number): Promise<OutsideTime[]> =>
  tx.query<OutsideTime>(
    `(select latest as at, authority as by, 'stamp' as kind, size from journal.stamp
      where size > $1 order by size limit ${looked})
     union all
     (select to_timestamp(unix_seconds + 1) as at, witness as by, 'witness' as kind, size from journal.cosignature
      where size > $1 order by size limit ${looked})`,
    [index],
  );

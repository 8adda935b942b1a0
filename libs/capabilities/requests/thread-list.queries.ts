import { KernelError, timestamp, type AuthorityId, type OfficerId, type Side } from '#kernel';
import {
  placeOf,
  placeShown,
  type ListPlace,
  type PlaceShown,
  type Rank,
} from './list-place.model.js';
import type { ThreadsAsked } from './threads.contract.js';
import { assertPageStart, ended, threadColumns, type ThreadRecord } from '#threads';
import type { Tx } from '#store';

export interface Desk {
  readonly side: Side;
  readonly authority: AuthorityId;
  readonly officer: OfficerId;
}

const most = 200;

export type ThreadsWanted = Omit<ThreadsAsked, 'purpose'>;

interface ListedThread extends ThreadRecord {
  readonly rank: Rank;
  readonly due_at: Date | null;
}

export interface ListedThreads {
  readonly threads: readonly ThreadRecord[];
  readonly next: ListPlace | null;
}

export async function listThreads(
  tx: Tx,
  desk: Desk,
  asked: ThreadsWanted,
): Promise<ListedThreads> {
  const limit = Math.max(1, Math.min(asked.limit, most));
  const found = await rowsOf(tx, desk, { ...asked, limit: limit + 1 });
  const threads = found.slice(0, limit);
  const last = found.length > limit ? threads.at(-1) : undefined;
  if (last === undefined) return { threads, next: null };
  const dueAt = last.due_at === null ? null : timestamp(last.due_at);
  return { threads, next: placeOf({ thread: last.id, rank: last.rank, dueAt }) };
}

const life = `priority = 0 and state not in (${ended})`;
const parts = [
  `(priority <> 0 or state in (${ended}))`,
  `${life} and taken`,
  `${life} and not taken`,
] as const;
const standing = `case when not (${life}) then 0 when taken then 1 else 2 end`;
const untakenOrder = 'take_by, id';

/**
 * Returns a page of the authority's threads, open risks to life first, including threads that the officer may not read.
 * @throws KernelError VALUE_INVALID when the order is DUE and `after` lacks a due time; ThreadsError NOT_FOUND when `after`
 * names an unknown thread
 */
async function rowsOf(tx: Tx, desk: Desk, asked: ThreadsWanted): Promise<ListedThread[]> {
  const params: unknown[] = [desk.authority, desk.side];
  const value = (item: unknown): string => `$${params.push(item)}`;
  const filtered = filters(desk, asked, value);
  const place = asked.after === null ? undefined : await beginningOf(tx, asked, asked.after, value);
  const list = { filtered, place, limit: value(asked.limit), value };
  const text = isLate(asked) ? lateText(asked, list) : partsText(asked, list);
  return tx.query<ListedThread>(text, params);
}

interface Beginning {
  readonly rank: Rank;
  readonly after: string;
}

interface ListText {
  readonly filtered: readonly string[];
  readonly place: Beginning | undefined;
  readonly limit: string;
  readonly value: Value;
}

const partText = (
  { order }: ThreadsWanted,
  { filtered, limit }: ListText,
  rank: Rank,
  wanted: readonly string[],
): string =>
  `select ${threadColumns}, due_at, take_by, ${rank} as rank from cases.thread
     where ${['authority = $1', 'side = $2', ...filtered, ...wanted].join(' and ')}
     order by ${rank === 2 ? untakenOrder : order === 'DUE' ? 'due_at, id' : 'opened_at desc, id desc'} limit ${limit}`;

const shownOrder = ({ order }: ThreadsWanted): string =>
  `rank desc, case when rank = 2 then take_by end, case when rank = 2 then id end,
    ${order === 'DUE' ? 'due_at, id' : '"openedAt" desc, id desc'}`;

/**
 * SQL for threads late or due soon, newest first, after all unacknowledged risks to life. `offset 0` makes the planner filter
 * by due time first.
 */
function lateText(asked: LateWanted, list: ListText): string {
  const { filtered, place, limit, value } = list;
  const [untaken, behind] =
    place === undefined || place.rank === 2
      ? [[partText(asked, list, 2, [parts[2], ...(place ? [place.after] : [])])], []]
      : [[], [`(rank < ${place.rank} or rank = ${place.rank} and ${place.after})`]];
  const late = `select ${threadColumns}, due_at, take_by, rank from (
         select late, rank from (
           select id as late, opened_at as opened, side, state, priority, holder, owner, ${standing} as rank from cases.thread
           where authority = $1 and side = $2 and ${due(asked.dueWithin, value)} offset 0) l
         where ${['rank < 2', ...filtered, ...behind].join(' and ')}
         order by rank desc, opened desc, late desc limit ${limit}) listed join cases.thread on id = late`;
  return `select * from (${[...untaken, late].map((each) => `(${each})`).join(' union all ')}) listed
       order by ${shownOrder(asked)} limit ${limit}`;
}

/** SQL for one page: unacknowledged risks to life, then acknowledged ones, then other threads. */
function partsText(asked: ThreadsWanted, list: ListText): string {
  const { place, limit, value } = list;
  const hours = asked.order === 'DUE' ? asked.dueWithin : undefined;
  const isOwn = asked.mine === true;
  const dueOfOwn = hours !== undefined && isOwn ? [due(hours, value)] : [];
  const last = place?.rank ?? 2;
  const wanted = ([2, 1, 0] as const)
    .filter((rank) => rank <= last)
    .map((rank) => {
      const after = place?.rank === rank ? [place.after] : [];
      return partText(asked, list, rank, [...(rank === 2 ? [] : dueOfOwn), parts[rank], ...after]);
    });
  const until = hours !== undefined && !isOwn ? `where rank = 2 or ${due(hours, value)}` : '';
  return `select * from (${wanted.map((each) => `(${each})`).join(' union all ')}) listed ${until}
     order by ${shownOrder(asked)} limit ${limit}`;
}

type Value = (item: unknown) => string;

type LateWanted = ThreadsWanted & { readonly dueWithin: number };
const isLate = (asked: ThreadsWanted): asked is LateWanted =>
  asked.dueWithin !== undefined && asked.order !== 'DUE';

const due = (hours: number, value: Value): string =>
  `due_at <= now() + make_interval(hours => ${value(hours)})`;

function filters({ side, officer }: Desk, asked: ThreadsWanted, value: Value): readonly string[] {
  const isOpen = `state not in (${ended})`;
  const where: string[] = [];
  if (asked.order === 'DUE') where.push('due_at is not null');
  // An answered thread keeps its time limit until the receipt, but needs no work here.
  if (asked.order === 'DUE' || asked.dueWithin !== undefined || asked.open === true)
    where.push(isOpen);
  if (asked.unclaimed === true) where.push(`side = 'ASKED' and holder is null`, isOpen);
  if (asked.mine === true)
    where.push(`${side === 'ASKED' ? 'holder' : 'owner'} = ${value(officer)}`);
  return where;
}

async function beginningOf(
  tx: Tx,
  asked: ThreadsWanted,
  place: ListPlace,
  value: Value,
): Promise<Beginning> {
  const shown = placeShown(place);
  const { thread, dueAt } = shown;
  const byDue = asked.order === 'DUE';
  if (byDue && dueAt === null) throw new KernelError('VALUE_INVALID', 'after');
  // A cursor by due time contains the time, because the thread may have changed since.
  if (!byDue) await assertPageStart(tx, 'thread', thread);
  const at = await rankOf(tx, shown);
  const id = `${value(thread)}::uuid`;
  const late = isLate(asked);
  if (at === 2)
    return {
      rank: at,
      after: `(take_by, id) > (select take_by, id from cases.thread where id = ${id})`,
    };
  const after = byDue
    ? `(due_at, id) > (${value(dueAt)}::timestamptz, ${id})`
    : `(${late ? 'opened, late' : 'opened_at, id'}) < (select opened_at, id from cases.thread where id = ${id})`;
  return { rank: at, after };
}

async function rankOf(tx: Tx, { thread, rank }: PlaceShown): Promise<Rank> {
  if (rank !== null) return rank;
  const [row] = await tx.query<{ rank: Rank }>(
    `select ${standing} as rank from cases.thread where id = $1`,
    [thread],
  );
  return row?.rank ?? 0;
}

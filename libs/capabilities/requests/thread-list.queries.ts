import { KernelError, timestamp, type AuthorityId, type OfficerId, type Side } from '#kernel';
import {
  placeOf,
  placeShown,
  type ListPlace,
  type PlaceShown,
  type Rank,
} from './list-place.model.js';
import type { ThreadsAsked } from './threads.contract.js';
import { requirePageStart, ended, threadColumns, type ThreadRecord } from '#threads';
import type { Tx } from '#store';

/** Officer and side of a list. */
export interface Desk {
  readonly side: Side;
  readonly authority: AuthorityId;
  readonly officer: OfficerId;
}

const most = 200;

/** Selection of threads, their order, and where the page begins. */
export type ThreadsWanted = Omit<ThreadsAsked, 'purpose'>;

/** A row with where it stands in the list. */
interface ListedThread extends ThreadRecord {
  readonly rank: Rank;
  readonly due_at: Date | null;
}

export interface ListedThreads {
  readonly threads: readonly ThreadRecord[];
  /** Place of the last one as it is shown; null when nothing follows. */
  readonly next: ListPlace | null;
}

/** A page of the threads of a desk. Errors as `rowsOf` */
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

/** A risk to life that nobody is done with. As its indexes have it. */
const life = `priority = 0 and state not in (${ended})`;
/** In which part of a list a row stands: 2 what nobody has in hand, 1 other risks to life that are open, 0 the rest. */
const parts = [
  `(priority <> 0 or state in (${ended}))`,
  `${life} and taken`,
  `${life} and not taken`,
] as const;
const standing = `case when not (${life}) then 0 when taken then 1 else 2 end`;
/** Threads that nobody has in hand stand by the end of that clock, in either order. */
const untakenOrder = 'take_by, id';

/**
 * A page of the threads of a desk, also of those that the officer may not read: somebody must see that they are there. Open
 * risks to life come first, and of these first those that nobody has in hand; each of the three parts is read by an index of its own.
 * Row-level security would keep all others out by itself; the authority is named so that an index leads to its rows. Every
 * filter is a text of its own: the planner then knows which index serves it.
 * @throws KernelError VALUE_INVALID for a place by due time without that time; ThreadsError NOT_FOUND for one that is not there
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

/** Beginning of a page: what comes after, in the part of the list in which the last row stood. */
interface Beginning {
  readonly rank: Rank;
  readonly after: string;
}

/** Text of a list, as far as all its parts share it. */
interface ListText {
  readonly filtered: readonly string[];
  /** Undefined at the beginning of the list. */
  readonly place: Beginning | undefined;
  readonly limit: string;
  readonly value: Value;
}

/** Rows of one part, by an index of its own. */
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
 * SQL: threads that are late, in the order in which they were opened. In that order all that are open would be read for the few that are
 * late: these are read by their due time, by it alone (`offset 0`), and the rest is asked of them. What nobody has in hand has an
 * index of its own.
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

/**
 * All others. By due time whatever is too late for the list stands behind all of it. Asked of the parts it would cost them their
 * index: how many it leaves is not known when a statement is prepared, and all that is open would be read and sorted. Not of those of
 * one officer: for a few of them all others that are due would be read.
 */
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

/** Of what nobody has in hand the quarter of an hour ends before any of these hours: it is shown whatever is asked for. */
const due = (hours: number, value: Value): string =>
  `due_at <= now() + make_interval(hours => ${value(hours)})`;

function filters({ side, officer }: Desk, asked: ThreadsWanted, value: Value): readonly string[] {
  const isOpen = `state not in (${ended})`;
  const where: string[] = [];
  if (asked.order === 'DUE') where.push('due_at is not null');
  // What was answered runs on until the neighbour has signed that it came; nobody here has anything to do with it.
  if (asked.order === 'DUE' || asked.dueWithin !== undefined || asked.open === true)
    where.push(isOpen);
  if (asked.unclaimed === true) where.push(`side = 'ASKED' and holder is null`, isOpen);
  if (asked.mine === true)
    where.push(`${side === 'ASKED' ? 'holder' : 'owner'} = ${value(officer)}`);
  return where;
}

/**
 * Where a page begins. In which part the last row stood is said by whoever saw it there: it may have ended, or been taken, since.
 * Unsaid, it is where the row stands now.
 */
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
  // A place by due time is the time itself: the thread may have gone on since.
  if (!byDue) await requirePageStart(tx, 'thread', thread);
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

import { broadcastLimits } from './broadcast-limits.model.js';
import type { BroadcastId, Sha256, StateCode, ThreadId } from '#kernel';
import { ThreadsError, lost, type ThreadRecord } from '#threads';
import type { Tx } from '#store';
import { markTokens, type KeyRing } from '#trust';

interface Asked extends Pick<ThreadRecord, 'peer' | 'peerAuthority'> {
  /** Whatever was to ask it was kept back or refused. */
  readonly lost: boolean;
}

/** Requests of one authority that were sent to several States at once. */
export class Broadcasts {
  constructor(private readonly keys: KeyRing) {}

  /**
   * Keeps what a request says, as a keyed hash, and tells whether this authority has said the same to one of these other
   * States within a day. What never left or was refused was said to nobody.
   */
  async isSaid(
    tx: Tx,
    { id, authority, compartment, openedAt, peer }: ThreadRecord,
    words: Sha256,
    others: readonly StateCode[],
  ): Promise<boolean> {
    const said = (states: readonly StateCode[]): Buffer[] =>
      markTokens(
        this.keys.indexKey(compartment),
        compartment,
        'WORDS',
        states.map((state) => `${state} ${words}`),
      );
    // Two at once would each be the first.
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('cases.words ' || $1, 0))`, [
      words,
    ]);
    const [row] = await tx.query<{ said: boolean }>(
      `with kept as (
         insert into cases.likeness (compartment, type, token, authority, opened_at, thread)
           select $1, 'WORDS', t.token, $2, $4, $5 from unnest($6::bytea[]) as t (token) on conflict do nothing)
       select exists (
         select from unnest($3::bytea[]) as m (token) join cases.likeness l on l.compartment = $1 and l.type = 'WORDS'
           and l.token = m.token and l.authority = $2 and l.opened_at > statement_timestamp() - interval '24 hours'
         where not ${lost('l.thread')}) as said`,
      [compartment, authority, said(others), openedAt, id, said([peer])],
    );
    return row?.said === true;
  }

  /**
   * What never left or was refused asks nobody: that authority may be asked again.
   * @throws ThreadsError BROADCAST_IMPOSSIBLE: it has its most members, or this authority is asked already
   */
  async join(tx: Tx, thread: ThreadRecord, broadcast: BroadcastId): Promise<void> {
    // Two that join at once would each be the last.
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('cases.broadcast ' || $1, 0))`, [
      broadcast,
    ]);
    const named = await tx.query<Asked>(
      `select peer, peer_authority as "peerAuthority", bool_and(${lost('b.thread')}) as lost
       from cases.broadcast b where broadcast = $1 group by peer, peer_authority`,
      [broadcast],
    );
    const { peer, peerAuthority } = thread;
    const before = named.find((each) => each.peer === peer && each.peerAuthority === peerAuthority);
    if (before?.lost === false) throw new ThreadsError('BROADCAST_IMPOSSIBLE', 'asked already');
    if (before === undefined && named.length >= broadcastLimits.members)
      throw new ThreadsError('BROADCAST_IMPOSSIBLE', `at most ${broadcastLimits.members}`);
    await tx.query(
      `insert into cases.broadcast (thread, broadcast, authority, compartment, peer, peer_authority)
       values ($1, $2, $3, $4, $5, $6)`,
      [thread.id, broadcast, thread.authority, thread.compartment, peer, peerAuthority],
    );
  }

  /** Of the own authority, in the order in which they were sent; where it had to ask anew, the last. */
  async threads(tx: Tx, broadcast: BroadcastId): Promise<ThreadId[]> {
    const rows = await tx.query<{ thread: ThreadId }>(
      `select max(thread::text)::uuid as thread from cases.broadcast where broadcast = $1
       group by peer, peer_authority order by 1`,
      [broadcast],
    );
    return rows.map(({ thread }) => thread);
  }
}

import { broadcastLimits, type BroadcastId, type ThreadId } from '#model';
import type { Tx } from '#store';
import { CasesError } from './errors.js';
import type { ThreadRecord } from './rows.js';

/** Requests of one authority that were sent to several States at once. */
export class Broadcasts {
  /** @throws CasesError BROADCAST_IMPOSSIBLE: it has its most members, or this authority is asked already */
  async join(tx: Tx, thread: ThreadRecord, broadcast: BroadcastId): Promise<void> {
    // Two that join at once would each be the last.
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('cases.broadcast ' || $1, 0))`, [
      broadcast,
    ]);
    const members = await this.threads(tx, broadcast);
    if (members.length >= broadcastLimits.members)
      throw new CasesError('BROADCAST_IMPOSSIBLE', `at most ${broadcastLimits.members}`);
    const rows = await tx.query(
      `insert into cases.broadcast (thread, broadcast, authority, compartment, peer, peer_authority)
       values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning 1 as one`,
      [
        thread.id,
        broadcast,
        thread.authority,
        thread.compartment,
        thread.peer,
        thread.peerAuthority,
      ],
    );
    if (rows.length === 0) throw new CasesError('BROADCAST_IMPOSSIBLE', 'asked already');
  }

  /** Of the own authority, in the order in which they were sent. */
  async threads(tx: Tx, broadcast: BroadcastId): Promise<ThreadId[]> {
    const rows = await tx.query<{ thread: ThreadId }>(
      'select thread from cases.broadcast where broadcast = $1 order by thread',
      [broadcast],
    );
    return rows.map(({ thread }) => thread);
  }
}

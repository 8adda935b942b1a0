import { broadcastLimits } from './broadcast-limits.model.js';
import {
  isKind,
  type BroadcastId,
  type Document,
  type Sha256,
  type StateCode,
  type ThreadId,
  phrase,
} from '#kernel';
import { ThreadsError, lost, type MatchKeyRow, type ThreadRecord } from '#threads';
import type { Tx } from '#store';
import { matchKeyTokens, type KeyRing } from '#trust';
import { canonicalJson, sha256 } from '#wire';

interface Asked extends Pick<ThreadRecord, 'peer' | 'peerAuthority'> {
  readonly lost: boolean;
}

interface AskedPeer {
  readonly thread: ThreadRecord;
  readonly document: Document;
}

interface AskedOthers extends AskedPeer {
  readonly document: Document<'request'>;
  readonly others: readonly StateCode[];
}

const words = 'WORDS';

/**
 * Hash of a request's content, to find the same request to other States. Leaves out broadcast id and time limits, which may
 * differ.
 */
function wordsIn({ body }: Document<'request'>): Sha256 {
  const { broadcast: _, timeLimits: __, ...said } = body;
  return sha256(canonicalJson(said));
}

export class Broadcasts {
  constructor(private readonly keys: KeyRing) {}

  wordsOf(filed: readonly AskedPeer[]): MatchKeyRow[] {
    return filed.flatMap(({ thread, document }) => {
      if (thread.side !== 'ASKING' || !isKind(document, 'request')) return [];
      return this.tokens(thread, document, [thread.peer]).map((token) => ({
        ...{ thread, token, type: words, words: wordsIn(document) },
      }));
    });
  }

  /** Returns the threads whose request the authority also sent to one of `others` within 24 hours. */
  async said(tx: Tx, asked: readonly AskedOthers[]): Promise<ReadonlySet<ThreadId>> {
    if (asked.length === 0) return new Set();
    const sought = asked.flatMap(({ thread, document, others }) =>
      this.tokens(thread, document, others).map((token) => ({ thread, token })),
    );
    const rows = await tx.query<{ thread: ThreadId }>(
      `select distinct n.thread
       from unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[]) as n (thread, compartment, authority, token)
       join cases.likeness l on l.compartment = n.compartment and l.type = '${words}' and l.token = n.token
         and l.authority = n.authority and l.opened_at > statement_timestamp() - interval '24 hours'
       where not ${lost('l.thread')}`,
      [
        sought.map(({ thread }) => thread.id),
        sought.map(({ thread }) => thread.compartment),
        sought.map(({ thread }) => thread.authority),
        sought.map(({ token }) => token),
      ],
    );
    return new Set(rows.map(({ thread }) => thread));
  }

  private tokens(
    { compartment }: Pick<ThreadRecord, 'compartment'>,
    document: Document<'request'>,
    states: readonly StateCode[],
  ): Buffer[] {
    const said = wordsIn(document);
    return matchKeyTokens(
      this.keys.indexKey(compartment),
      compartment,
      words,
      states.map((state) => `${state} ${said}`),
    );
  }

  /**
   * Adds the thread to the broadcast. @throws ThreadsError BROADCAST_IMPOSSIBLE if the broadcast is full or the authority was
   * asked already
   */
  async join(tx: Tx, thread: ThreadRecord, broadcast: BroadcastId): Promise<void> {
    // Without the lock two concurrent requests could both take the last place.
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
    if (before?.lost === false)
      throw new ThreadsError('BROADCAST_IMPOSSIBLE', phrase`asked already`);
    if (before === undefined && named.length >= broadcastLimits.members)
      throw new ThreadsError('BROADCAST_IMPOSSIBLE', phrase`at most ${broadcastLimits.members}`);
    await tx.query(
      `insert into cases.broadcast (thread, broadcast, authority, compartment, peer, peer_authority)
       values ($1, $2, $3, $4, $5, $6)`,
      [thread.id, broadcast, thread.authority, thread.compartment, peer, peerAuthority],
    );
  }

  async threads(tx: Tx, broadcast: BroadcastId): Promise<ThreadId[]> {
    const rows = await tx.query<{ thread: ThreadId }>(
      `select max(thread::text)::uuid as thread from cases.broadcast where broadcast = $1
       group by peer, peer_authority order by 1`,
      [broadcast],
    );
    return rows.map(({ thread }) => thread);
  }
}

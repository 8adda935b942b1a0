import type { AuthorityId } from '#model';
import type { Tx } from '#store';
import { unwrapThreadKey, wrapThreadKey, type KeyRing } from '#trust';
import { dispatchColumns, threadColumns, type DispatchRecord, type ThreadRecord } from './rows.js';

/** SQL: the list of former authorities with one more, each once. */
const withFormer = (one: string): string =>
  `case when ${one} = any (former_authorities) then former_authorities
     else array_append(former_authorities, ${one}) end`;

/** How a thread comes to another authority of the asked State. */
export class Transfer {
  constructor(private readonly keys: KeyRing) {}

  /** A signed notice says so: nobody here has it any more, and the sealer moves it. */
  async send(tx: Tx, thread: ThreadRecord, to: AuthorityId): Promise<void> {
    await tx.query(
      `update cases.thread set holder = null, moving_to = $2, updated_at = clock_timestamp() where id = $1`,
      [thread.id, to],
    );
  }

  /** Threads on their way, locked; those that somebody works on are left for the next time. */
  due(tx: Tx, limit: number): Promise<ThreadRecord[]> {
    return tx.query<ThreadRecord>(
      `select ${threadColumns} from cases.thread where moving_to is not null
       order by id limit $1 for update skip locked`,
      [limit],
    );
  }

  /** The newest notice of ours in the thread. */
  async notice(tx: Tx, thread: ThreadRecord): Promise<DispatchRecord | undefined> {
    const [row] = await tx.query<DispatchRecord>(
      `select ${dispatchColumns} from cases.dispatch
       where thread = $1 and kind = 'transfer-notice' and direction = 'OUT'
       order by committed_at desc, id desc limit 1`,
      [thread.id],
    );
    return row;
  }

  /**
   * Into the file of the other authority, with everything that belongs to it: row-level security shows it there alone. The
   * key is wrapped anew, because it opens in the file of one authority only. Notes stay behind: they were for one
   * authority's eyes.
   */
  async move(tx: Tx, thread: ThreadRecord, to: AuthorityId): Promise<void> {
    await tx.query(
      `update cases.thread set authority = $2, key_wrapped = $3, moving_to = null,
         former_authorities = ${withFormer('authority')}, updated_at = clock_timestamp()
       where id = $1`,
      [thread.id, to, this.rewrapped(thread, to)],
    );
    await tx.query('update cases.dispatch set authority = $2 where thread = $1', [thread.id, to]);
    await tx.query('update cases.recall set authority = $2 where thread = $1', [thread.id, to]);
    for (const table of ['recall_answer', 'withheld'])
      await tx.query(
        `update cases.${table} set authority = $2
         where recall in (select document from cases.recall where thread = $1)`,
        [thread.id, to],
      );
    for (const table of ['attachment', 'token'])
      await tx.query(
        `update cases.${table} set authority = $2
         where dispatch in (select id from cases.dispatch where thread = $1)`,
        [thread.id, to],
      );
  }

  /** It stays where it is. */
  async stay(tx: Tx, thread: ThreadRecord): Promise<void> {
    await tx.query('update cases.thread set moving_to = null where id = $1', [thread.id]);
  }

  /** At the asking side: the other end of the thread is another authority from now on. */
  async redirect(tx: Tx, thread: ThreadRecord, to: AuthorityId): Promise<void> {
    await tx.query(
      `update cases.thread set peer_authority = $2, former_authorities = ${withFormer('peer_authority')}
       where id = $1`,
      [thread.id, to],
    );
  }

  private rewrapped(thread: ThreadRecord, to: AuthorityId): Buffer | null {
    if (thread.keyWrapped === null) return null;
    const storage = this.keys.storageKeyOf(thread.compartment, thread.keyEpoch);
    const key = unwrapThreadKey(thread.keyWrapped, thread, storage);
    try {
      return wrapThreadKey(key, { ...thread, authority: to }, storage);
    } finally {
      key.fill(0);
    }
  }
}

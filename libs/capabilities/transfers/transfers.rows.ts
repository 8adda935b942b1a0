import { priorities, type AuthorityId, type DocumentId } from '#kernel';
import { waiverRows } from '#capabilities/waivers/waivers.rows';
import { Evidence } from '#capabilities/evidence/evidence.rows';
import { compareWithOthers } from '#capabilities/deconfliction/deconfliction.rows';
import { Releases } from '#capabilities/disclosure/releases/releases.rows';
import { dispatchColumns, threadColumns, type DispatchRecord, type ThreadRecord } from '#threads';
import type { Tx } from '#store';
import { unwrapThreadKey, wrapThreadKey, type KeyRing } from '#trust';

const withFormer = (one: string): string =>
  `case when ${one} = any (former_authorities) then former_authorities
     else array_append(former_authorities, ${one}) end`;

const movableSql = `(moving_to is not null or moved_by is not null) and case
         when moved_by is null then not exists (
           select from mailbox.outbox o join cases.dispatch d on d.id = o.dispatch
           where o.thread = t.id and o.state = 'QUEUED' and d.kind = 'transfer-notice')
         else exists (select from mailbox.outbox o where o.dispatch = t.moved_by and o.state = 'CLOSED') end`;

export const transferDueSql = `exists (select from cases.thread t where ${movableSql})`;

export class Transfer {
  constructor(private readonly keys: KeyRing) {}

  async send(tx: Tx, thread: ThreadRecord, to: AuthorityId): Promise<void> {
    await tx.query(
      `update cases.thread set holder = null, moving_to = $2, left_state = $3, left_holder = $4,
         updated_at = clock_timestamp()
       where id = $1`,
      [thread.id, to, thread.state, thread.holder],
    );
  }

  /** Locks and returns at most `limit` threads whose transfer can continue; skips threads locked elsewhere. */
  due(tx: Tx, limit: number): Promise<ThreadRecord[]> {
    return tx.query<ThreadRecord>(
      `select ${threadColumns} from cases.thread t
       where ${movableSql}
       order by id limit ${limit} for update of t skip locked`,
    );
  }

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
   * Moves a thread, except its notes, to the authority `to`; deletes its access list. `notice` is null when a rejected
   * transfer is undone.
   */
  async move(
    tx: Tx,
    thread: ThreadRecord,
    to: AuthorityId,
    notice: DocumentId | null,
  ): Promise<void> {
    await tx.query(
      `update cases.thread set authority = $2, key_wrapped = $3, holder = null, moving_to = null, moved_by = $4,
         left_state = null, left_holder = null, former_authorities = ${withFormer('authority')},
         watch_at = case when priority = ${priorities.RISK_TO_LIFE} then clock_timestamp() else watch_at end,
         updated_at = clock_timestamp()
       where id = $1`,
      [thread.id, to, this.rewrapped(thread, to), notice],
    );
    await tx.query('delete from cases.roster where thread = $1', [thread.id]);
    await tx.query('update cases.dispatch set authority = $2 where thread = $1', [thread.id, to]);
    for (const table of ['recall', 'stop', 'copy', 'glass_there'])
      await tx.query(`update cases.${table} set authority = $2 where thread = $1`, [thread.id, to]);
    for (const table of ['recall_answer', 'withheld'])
      await tx.query(
        `update cases.${table} set authority = $2
         where recall in (select document from cases.recall where thread = $1)`,
        [thread.id, to],
      );
    await Releases.move(tx, thread.id, to);
    await Evidence.move(tx, thread.id, to);
    await waiverRows.move(tx, thread.id, to);
    for (const table of ['attachment', 'token'])
      await tx.query(
        `update cases.${table} set authority = $2
         where dispatch in (select id from cases.dispatch where thread = $1)`,
        [thread.id, to],
      );
    await tx.query('update cases.likeness set authority = $2 where thread = $1', [thread.id, to]);
    compareWithOthers(tx, [{ ...thread, authority: to }]);
  }

  async stay(tx: Tx, thread: ThreadRecord): Promise<void> {
    await tx.query(
      `update cases.thread set moving_to = null, holder = coalesce(left_holder, holder),
         state = case when state = 'TRANSFERRED' then coalesce(left_state, state) else state end,
         left_state = null, left_holder = null, updated_at = clock_timestamp()
       where id = $1`,
      [thread.id],
    );
  }

  async settled(tx: Tx, thread: ThreadRecord): Promise<void> {
    await tx.query('update cases.thread set moved_by = null where id = $1', [thread.id]);
  }

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

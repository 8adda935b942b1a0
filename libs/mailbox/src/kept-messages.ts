import type { DocumentId, Sha256 } from '#kernel';
import type { Tx } from '#store';
import { sha256 } from '#wire';

const cameBy = `(d.link_id, d.message_id) in (
  select t.link_id, c.message_id from cases.dispatch c join cases.thread t on t.id = c.thread
  where c.id = any ($1::uuid[]) and c.message_id is not null and c.direction = 'IN')`;

export async function keptSessionKeys(
  tx: Tx,
  dispatches: readonly DocumentId[],
): Promise<Sha256[]> {
  const rows = await tx.query<{ key: Buffer }>(
    `select o.session_key as key from mailbox.outbox o
       where o.dispatch = any ($1::uuid[]) and o.session_key is not null
     union all
     select d.session_key from mailbox.delivery d where ${cameBy} and d.session_key is not null`,
    [dispatches],
  );
  return rows.map(({ key }) => sha256(key));
}

/**
 * Destroys session keys and sealed bytes of erased documents, but keeps the hashes. Outgoing messages keep their bytes until
 * a receipt closes them.
 */
export async function forgetKept(tx: Tx, dispatches: readonly DocumentId[]): Promise<void> {
  await tx.query(
    `update mailbox.outbox set session_key = null, ciphertext = case when state = 'CLOSED' then null else ciphertext end
     where dispatch = any ($1::uuid[])
       and (session_key is not null or (state = 'CLOSED' and ciphertext is not null))`,
    [dispatches],
  );
  await tx.query(
    `update mailbox.delivery d set kept = null, ciphertext = null, session_key = null
     where ${cameBy} and (d.kept is not null or d.ciphertext is not null or d.session_key is not null)`,
    [dispatches],
  );
}

import type { Tx } from '#store';
import { JournalError } from './errors.js';

const mostHours = 4;

/**
 * Nothing leaves that is not in the signed log. After four hours of that nothing new is taken either: it would wait behind
 * what nobody may ever sign, and whoever handed it in would believe it on its way.
 * @throws JournalError LOG_STANDS_STILL
 */
export async function requireMoving(tx: Tx): Promise<void> {
  const [row] = await tx.query<{ still: boolean }>(
    'select journal.stands_still(make_interval(hours => $1)) as still',
    [mostHours],
  );
  if (row?.still !== false) throw new JournalError('LOG_STANDS_STILL');
}

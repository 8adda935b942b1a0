import { JournalError } from '../errors.js';

/** True when nothing has come into the signed log for four hours, and something waits for it. */
export const standsStillSql = 'journal.stands_still(make_interval(hours => 4))';

/**
 * Nothing leaves that is not in the signed log. After four hours of that nothing new is taken either: it would wait behind
 * what nobody may ever sign, and whoever handed it in would believe it on its way.
 * @throws JournalError LOG_STANDS_STILL
 */
export function requireMoving(standsStill: boolean): void {
  if (standsStill) throw new JournalError('LOG_STANDS_STILL');
}

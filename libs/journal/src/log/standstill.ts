import { JournalError } from '../errors.js';

export const standsStillSql = 'journal.stands_still(make_interval(hours => 4))';

/**
 * Refuses new work when the log has not been sequenced for four hours, because the new events might never be signed. @throws
 * JournalError LOG_STANDS_STILL
 */
export function assertMoving(standsStill: boolean): void {
  if (standsStill) throw new JournalError('LOG_STANDS_STILL');
}

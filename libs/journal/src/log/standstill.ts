import { JournalError } from '../errors.js';

export const standsStillSql = 'journal.stands_still(make_interval(hours => 4))';

/**
 * Refuses new work after four hours without sequencing: it would wait behind entries that may never be signed. @throws
 * JournalError LOG_STANDS_STILL
 */
export function requireMoving(standsStill: boolean): void {
  if (standsStill) throw new JournalError('LOG_STANDS_STILL');
}

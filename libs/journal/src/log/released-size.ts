/**
 * SQL that reads the released size by primary key. Where sequential scans are switched off, one such scan would make the
 * planner's cost estimate useless.
 */
export const releasedSizeSql = '(select size from journal.released where one)';

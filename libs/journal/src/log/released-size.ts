/**
 * SQL of the released size, read by primary key. A sequential scan would spoil the planner's cost estimate where such scans
 * are switched off.
 */
export const releasedSizeSql = '(select size from journal.released where one)';

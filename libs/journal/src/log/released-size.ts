/**
 * SQL of the released size, read by primary key. Where sequential scans are off, one scan costs 1e10, and the planner then
 * ignores all other costs.
 */
export const releasedSizeSql = '(select size from journal.released where one)';

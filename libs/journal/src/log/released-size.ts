/**
 * SQL of the released size, read by primary key. Where sequential scans are off they cost 1e10, beside which the planner
 * ignores all other costs.
 */
export const releasedSizeSql = '(select size from journal.released where one)';

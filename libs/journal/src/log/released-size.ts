/**
 * SQL that reads the released size by primary key. Without the key PostgreSQL would scan the table, and under
 * `enable_seqscan=off` such a scan spoils the planner's cost estimate.
 */
export const releasedSizeSql = '(select size from journal.released where one)';

/**
 * SQL for the released size. `where one` uses the primary key: under `enable_seqscan=off`, a table scan would spoil the
 * planner's cost estimate.
 */
export const releasedSizeSql = '(select size from journal.released where one)';

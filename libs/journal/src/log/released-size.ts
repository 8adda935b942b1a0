/**
 * SQL that reads the released size by primary key. Under `enable_seqscan=off`, a table scan would spoil the planner's cost
 * estimate.
 */
export const releasedSizeSql = '(select size from journal.released where one)';

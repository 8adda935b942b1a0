/**
 * SQL of the size of the released log. Read by its key: a table without a condition for an index is read sequentially, which counts
 * as 1e10 where that is off, and beside such a sum the planner takes all plans of the statement for equal.
 */
export const releasedSizeSql = '(select size from journal.released where one)';

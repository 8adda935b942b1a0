/** SQL for the released size of the log. `where one` avoids a table scan, which would mislead the planner. */
export const releasedSizeSql = '(select size from journal.released where one)';

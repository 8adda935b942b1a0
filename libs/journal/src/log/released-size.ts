/**
 * SQL for the log's released size; `where one` reads the table's only row by its key. A disabled table scan costs 1e10:
 * PostgreSQL then misjudges plans.
 */
export const releasedSizeSql = '(select size from journal.released where one)';

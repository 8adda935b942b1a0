/**
 * SQL for the released size of the log. `where one` reads the table's only row by its key: services disable table scans, and
 * the cost of a disabled scan (1e10) makes good and bad plans look equal.
 */
export const releasedSizeSql = '(select size from journal.released where one)';

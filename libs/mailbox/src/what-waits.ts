// What waits in this mailbox, each as one expression of SQL.

/**
 * SQL that is true of every link, so that links are read by their index. Sequential reads are off, and where there is no other way
 * one counts as 1e10: beside that sum the planner tells no good plan from a bad one.
 */
export const anyLink = (link: string): string => `${link} > ''`;

/** Whether a document ($1), precisely these bytes (SHA-256 $2), was queued, by whatever authority. */
export const isQueuedSql = 'mailbox.is_queued($1, $2)';

/** True when a delivery may be opened. */
export const openableSql = `exists (select from mailbox.link l where ${anyLink('l.link_id')} and exists (
  select from mailbox.delivery d where d.link_id = l.link_id
    and d.state in ('RECEIVED', 'WAITING') and d.try_after <= statement_timestamp()))`;

/** Links on which something waits for the relay, also for its entry to be released. */
export const leavingSql = `array(select distinct link_id from mailbox.outbox
  where state in ('SEALED', 'RELAYED') and next_attempt_at <= statement_timestamp())`;

/** True when a statement about the logs waits for the sealer. */
export const sayableSql = 'exists (select from mailbox.statement_due)';

/** True when a neighbour's statement about the logs waits for the audit service, which sees no others. */
export const heardSql = 'exists (select from mailbox.statement_heard)';

/** True when a neighbour has asked for entries of this log. */
export const askedSql = `exists (select from mailbox.statement_heard where kind = 'package-ask')`;

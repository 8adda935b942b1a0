// SQL expressions for pending work of the mailbox.

/** SQL condition that is true for every link; makes PostgreSQL use the index. */
export const anyLink = (link: string): string => `${link} > ''`;

export const isQueuedSql = 'mailbox.is_queued($1, $2)';

export const openableSql = `exists (select from mailbox.link l where ${anyLink('l.link_id')} and exists (
  select from mailbox.delivery d where d.link_id = l.link_id
    and d.state in ('RECEIVED', 'WAITING') and d.try_after <= statement_timestamp()))`;

export const leavingSql = `array(select distinct link_id from mailbox.outbox
  where state in ('SEALED', 'RELAYED') and next_attempt_at <= statement_timestamp())`;

export const sayableSql = 'exists (select from mailbox.statement_due)';

export const receivedStatementSql = 'exists (select from mailbox.statement_heard)';

export const askedSql = `exists (select from mailbox.statement_heard where kind = 'package-ask')`;

/**
 * What triggers refuse whoever asks, the owner too, and what they check. A table of records is `update, delete, truncate`.
 * Found in the catalogue, in the same test.
 */
const record = 'update, delete, truncate';
export const databaseTriggers: Readonly<Record<string, string>> = {
  'access.enrolment': record,
  'cases.alert': record,
  'cases.broadcast': record,
  'cases.duplicate_notice': record,
  'cases.subject_search': record,
  'cases.thread': 'update',
  'journal.checkpoint': record,
  'journal.cosignature': record,
  'journal.disclosure': record,
  'journal.erasure': record,
  'journal.event': `insert, ${record}`,
  'journal.evidence': record,
  'journal.halt': record,
  'journal.leaf': record,
  'journal.mention': record,
  'journal.pending': 'truncate',
  'journal.reconciliation': record,
  'journal.released': record,
  'journal.request': record,
  'journal.stamp': record,
  'journal.stamp_material': record,
  'journal.tile': record,
  'journal.witnessed': record,
  'mailbox.accepted': record,
  'mailbox.quarantine': record,
  'mailbox.receipt_in': record,
  'mailbox.silence': record,
  'mailbox.statement_in': record,
  'mailbox.statement_out': record,
  'trust.certificate': record,
  'trust.entry': record,
};

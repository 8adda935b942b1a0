import type { DatabaseService } from '#store';

export type Rights = Readonly<Partial<Record<DatabaseService, string>>>;

export const both = (rights: string): Rights => ({ requests: rights, inbox: rights });

const queuedColumns =
  'dispatch, document_sha256, link_id, peer, priority, signed_event, state, statement, thread';

const cameColumns =
  'ciphertext, ciphertext_sha256, ciphertext_sha512, dispatch, event, kept, lane, link_id, message_id, opened_at, parts, peer, ' +
  'received_at, serial, size, state, statement, try_after, waits_for';

export const mailboxRights: Readonly<Record<string, Rights>> = {
  'mailbox.accepted': {
    opener: 'select, insert',
  },
  'mailbox.chain': {
    sealer: 'select, insert',
    opener: 'select, insert',
    audit: 'select',
  },
  'mailbox.delivery': {
    ...both(`select (${cameColumns})`),
    sealer: 'select, update (ciphertext, kept, session_key)',
    opener:
      `select (${cameColumns}), ` +
      'update (ciphertext, dispatch, event, kept, lane, opened_at, session_key, state, try_after, waits_for), delete',
    exchange: `select (${cameColumns}), insert, update (event)`,
    audit: `select (${cameColumns})`,
    evidence: 'select (dispatch, kept, link_id, message_id)',
  },
  'mailbox.delivery_part': {
    exchange: 'select, insert, delete',
  },
  'mailbox.link': {
    sealer: 'select, insert, update',
    opener: 'select, update',
    audit: 'select',
  },
  'mailbox.link_heard': {
    sealer: 'select, insert',
    opener: 'select, update',
    audit: 'select',
  },
  'mailbox.link_numbers': {
    sealer: 'select, insert, update',
    opener: 'select',
  },
  'mailbox.link_receipts': {
    sealer: 'select, insert, update',
    opener: 'select',
  },
  // Services of officers read it through a function.
  'mailbox.link_sight': {
    exchange: 'select, insert, update (looked_at, up, up_at)',
  },
  'mailbox.outbox': {
    requests: `select, insert (${queuedColumns})`,
    inbox: `select, insert (${queuedColumns})`,
    sealer: 'select, insert, update',
    opener: 'select, update (ciphertext, closed_at, code, next_attempt_at, outcome, state)',
    exchange: 'select, update (attempt, ciphertext, next_attempt_at, relayed_at, state)',
    audit: 'select',
    evidence: 'select (ciphertext, dispatch, link_id, message_id)',
  },
  'mailbox.quarantine': {
    sealer:
      'select (at, evidence, evidence_sha256, evidence_sha512, evidence_size, id, link_id), update (evidence)',
    opener: 'select, insert',
    exchange: 'select, insert',
    audit: 'select',
  },
  'mailbox.refusals': {
    opener: 'select, insert, update (counted, counted_bytes, kept, kept_bytes, told)',
    exchange: 'select, insert, update (counted, counted_bytes, kept, kept_bytes, told, told_at)',
    audit: 'select',
  },
  'mailbox.receipt_due': {
    requests: 'select, insert',
    inbox: 'select, insert',
    sealer: 'select, update (rseq)',
    opener: 'select, insert, update (priority)',
    exchange: 'select, insert',
  },
  'mailbox.receipt_in': {
    requests: 'select',
    inbox: 'select',
    sealer: 'select',
    opener: 'select, insert',
    audit: 'select',
    evidence: 'select (link_id, message_id, receipt, rseq, stage, statement_sha256)',
  },
  'mailbox.receipt_out': {
    sealer: 'select, insert, update',
    opener: 'select, update (send_after)',
    exchange: 'select, update (send_after)',
    audit: 'select',
  },
  'mailbox.silence': { ...both('select'), sealer: 'select, insert' },
  'mailbox.silence_due': {
    requests: 'insert',
    inbox: 'insert',
    sealer: 'select, update (due_at), delete',
  },
  'mailbox.statement_due': {
    sealer: 'select, delete',
    audit: 'select, insert, update',
    evidence: 'select, insert, update',
  },
  // Each service sees only its own kinds.
  'mailbox.statement_heard': {
    opener: 'select, insert, update',
    sealer: 'select, delete',
    audit: 'select, delete',
    evidence: 'select, delete',
  },
  // Services of officers get single rows through a function.
  'mailbox.statement_in': {
    opener: 'select, insert',
    audit: 'select',
  },
  'mailbox.statement_out': {
    sealer: 'select, insert',
    audit: 'select',
  },
  'mailbox.void_due': {
    sealer: 'select, delete',
    opener: 'select, insert',
  },
};

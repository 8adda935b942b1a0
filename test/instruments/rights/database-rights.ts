import { both, mailboxRights, type Rights } from './mailbox-rights.js';

const every = (rights: string): Rights => ({
  ...both(rights),
  ...{ sealer: rights, opener: rights, exchange: rights, audit: rights, evidence: rights },
});

const ofDocuments: Rights = {
  requests: 'select, insert',
  inbox: 'select, insert',
  sealer: 'select, update (authority)',
  opener: 'select, insert',
};

/**
 * Exact rights of each service on each table; tables not listed are closed to all services. Write the reason beside each new
 * right.
 */
export const databaseRights: Readonly<Record<string, Rights>> = {
  'access.enrolment': {
    requests: 'select, insert',
  },
  'access.login': {
    requests: 'select, insert, delete',
  },
  'access.bulk_reading': { audit: 'select, update (event)' },
  'access.session': {
    requests: 'select, insert, update (closed_at, seen_at)',
    inbox: 'select',
    audit: 'select',
  },
  'cases.alert': {
    requests: 'select',
    inbox: 'select',
    sealer: 'select, insert',
  },
  // Scan verdicts of files that they give out.
  'cases.attachment': {
    ...both('select, insert, update (scan)'),
    sealer: 'select, update (authority, key_wrapped)',
    opener: 'select, insert',
    evidence: 'select (dispatch, key_wrapped, position, root)',
  },
  // The service that files a document decides on copies; the opener only learns whether a request was kept secret.
  'cases.copy': {
    requests: 'select (by_release, contact_point, dispatch), insert',
    inbox: 'select, insert',
    opener: 'select (by_release, contact_point, dispatch), insert',
    sealer: 'select, update (authority)',
  },
  // Other States to inform of a halt.
  'cases.broadcast': { requests: 'select, insert', sealer: 'select' },
  // Written once for each crossing.
  'cases.crossing': {
    ...both('select'),
    sealer: 'insert',
    opener: 'insert',
    evidence: 'select (dispatch, envelope, envelope_signature)',
  },
  'cases.dispatch': {
    requests: 'select, insert',
    inbox: 'select, insert',
    sealer:
      'select, update (authority, clock_act, clock_question, clock_until, content, message_id, notice_at)',
    opener:
      'select, insert, update (clock_act, clock_question, clock_until, delivered_at, heard_at)',
    evidence: 'select (content, direction, document_sha256, id, kind, message_id, thread)',
  },
  'cases.duplicate_check': {
    requests: 'select (asked, at, officer, other_desk), insert',
    sealer: 'select, insert, update (tokens, told_at, types), delete',
    opener: 'insert',
  },
  'cases.duplicate_notice': {
    requests: 'select',
    inbox: 'select',
    sealer: 'select, insert',
  },
  'cases.exculpatory_mark': ofDocuments,
  'cases.forwarded': ofDocuments,
  'cases.likeness': {
    requests: 'select, insert',
    inbox: 'select',
    sealer: 'select, update (authority), delete',
    opener: 'insert',
  },
  'cases.note': {
    ...both('select, insert'),
    sealer: 'select (content, id, thread, written_at), update (content)',
  },
  'cases.recall': {
    ...both('select, insert'),
    sealer: 'select, update (authority, look_at)',
    // Of a recall whose answer the neighbour refused.
    opener: 'select, insert, update (look_at)',
    evidence: 'select (act, document, items, thread)',
  },
  // An answer that the sealer voids or the neighbour refuses does not count.
  'cases.recall_answer': {
    ...ofDocuments,
    sealer: 'select, update (authority), delete',
    opener: 'select, insert, delete',
  },
  'cases.release': ofDocuments,
  'cases.release_answer': {
    ...ofDocuments,
    sealer: 'select, update (authority), delete',
    opener: 'select, insert, delete',
  },
  'cases.roster': {
    ...both('select, insert, update (added_by, at, reason, until), delete'),
    sealer: 'select, delete',
    opener: 'select',
  },
  'cases.broken_glass': {
    ...both('select, insert'),
    sealer: 'select (content, id, thread), update (content)',
  },
  // Written from receipts, for the thread's desk.
  'cases.glass_there': {
    ...both('select'),
    sealer: 'select (thread), update (authority)',
    opener: 'select, insert',
  },
  // Requested by services of officers; the making service sees no other column of the request.
  'cases.package': {
    ...both(
      'select (asked_at, asks, authority, compartment, delivered_at, exhibit, exit, failure, id, number, officer, own_key, package_key, purpose, report_after, report_before, root, sha256, sha512, size, state, state_at, supersede_reason, supersedes, thread, variant, year), ' +
        'insert (authority, compartment, exhibit, id, key_epoch, number, officer, own_key, purpose, state, supersede_reason, supersedes, thread, thread_key, variant, year), update (delivered_at)',
    ),
    sealer:
      'select (delivered_at, exhibit, id, own_key, package_key, root, state, state_at, supersedes, thread, thread_key), update (package_key, thread_key)',
    evidence:
      'select, update (asks, checkpoint, cms_seal, exit, failure, gathered_at, gathered_event, index, package_key, policy, record, report_after, report_before, root, seal, sealed_sha256, second, sha256, sha512, size, state, state_at, thread_key)',
  },
  // Written by the sealer, for the thread's desk.
  'cases.erasure_stop': {
    ...both('select'),
    sealer: 'select, insert, update (at, event, ground, look_at, since, stands)',
  },
  'cases.package_answer': { evidence: 'select, insert, delete' },
  // Frozen by the making service; watched by the sealer, which records later events.
  'cases.package_rest': { evidence: 'select, insert', sealer: 'select' },
  'cases.package_key': { evidence: 'select, insert', sealer: 'select' },
  'cases.package_certificate': {
    ...both(
      'select (cer01, cer02, content, failure, given_at, id, number, office, officer, package, report, sha256, sha512, size, state, state_at, thread), insert (content, id, key_epoch, number, officer, package, role, thread, thread_key)',
    ),
    evidence:
      'select, update (cer01, cer02, failure, office, report, sha256, sha512, size, state, state_at, thread_key)',
    sealer:
      'select (content, id, office, thread, thread_key), update (content, office, thread_key)',
  },
  'cases.package_concern': { ...both('select'), sealer: 'select, insert' },
  'cases.package_handed': {
    ...both('select, insert (event, handed_at, id, officer, package, recipient, thread, way)'),
    sealer: 'select (id, package, recipient, recorded_at, thread), update (recipient)',
  },
  'cases.package_stayed': {
    ...both('select, insert (event, officer, package, thread)'),
    sealer: 'select',
  },
  'cases.package_told': {
    ...both('select, insert (concerns, event, handed, officer, told_at, way)'),
    sealer: 'select',
  },
  // Written by officers; moves with the thread.
  'cases.waiver': {
    ...both('select, insert, update (end_reason, ended_at, ended_by)'),
    sealer: 'select, update (authority)',
  },
  'cases.stop': {
    ...both('select, insert, update (lift_text, lifted_at, lifted_by, proposed_at, proposed_by)'),
    sealer: 'select, update (authority, content, lift_text)',
    opener: 'select',
  },
  'cases.stop_word': {
    sealer: 'select, insert, update (attempt, message_id, said_at)',
    opener: 'select, insert, update (confirmed_at, confirmed_by, message_id)',
  },
  // Written at once, shown to the former holder.
  'cases.taken_over': { inbox: 'select, insert' },
  // A function of the database searches all authorities for this service, and demands such a row.
  'cases.subject_search': { requests: 'select (at, officer), insert' },
  'cases.thread': {
    requests:
      'select, insert, update (due_at, erasure_wanted_at, kept_at, kept_erase_at, kept_until, retention_rule, signed_months, state, take_by, taken, updated_at, watch_at)',
    inbox:
      'select, update (due_at, erasure_wanted_at, holder, kept_at, kept_erase_at, kept_until, left_holder, left_state, moving_to, retention_rule, signed_months, state, take_by, taken, updated_at, watch_at)',
    sealer:
      'select, update (authority, due_at, ended_at, erase_at, erased_at, former_authorities, holder, key_epoch, key_wrapped, left_holder, left_state, moved_by, moving_to, retention_rule, review_at, review_due_at, state, summary, updated_at, watch_at)',
    opener:
      'select, insert, update (due_at, former_authorities, peer_authority, retention_rule, signed_months, state, take_by, taken, updated_at, watch_at)',
    evidence: 'select (authority, compartment, erased_at, id, link_id, peer, side)',
  },
  'cases.token': {
    requests: 'select, insert',
    inbox: 'select, insert',
    sealer: 'select, update (authority), delete',
    opener: 'select, insert',
  },
  'cases.upload': {
    requests: 'select, insert, update (dispatch), delete',
    inbox: 'select, update (dispatch)',
    sealer: 'select, delete',
  },
  'cases.withheld': {
    requests: 'select, insert',
    inbox: 'select, insert',
    sealer: 'select, update (authority)',
    opener: 'select',
    evidence: 'select (item)',
  },
  'journal.checkpoint': {
    requests: 'select',
    inbox: 'select',
    sealer: 'select',
    opener: 'select',
    exchange: 'select',
    audit: 'select, insert',
    evidence: 'select',
  },
  'journal.clock': {
    requests: 'select',
    inbox: 'select',
    sealer: 'select',
    opener: 'select',
    exchange: 'select',
    audit: 'select, insert, update',
    evidence: 'select',
  },
  'journal.cosignature': { audit: 'select, insert', evidence: 'select' },
  'journal.disclosure': {
    requests: 'insert',
    inbox: 'insert',
    sealer: 'select, insert, delete',
    opener: 'insert',
    evidence: 'insert',
  },
  'journal.erasure': {
    requests: 'select (n, record_sha256, thread)',
    inbox: 'select (n, record_sha256, thread)',
    sealer: 'select, insert',
    evidence: 'select (n, record_sha256, thread)',
  },
  // Officers hear of threads in their lists.
  'journal.event': {
    requests: 'select (at, id, leaf, thread, typ), insert',
    inbox: 'insert',
    sealer: 'select, insert',
    opener: 'insert',
    exchange: 'insert',
    audit: 'select, insert',
    evidence: 'select (at, id, leaf, message_id, service, thread, typ), insert',
  },
  // After the loss of the file outside, the last note is adopted by the database's owner.
  'journal.chain_note': { audit: 'insert' },
  'journal.evidence': { audit: 'select, insert' },
  'journal.formal_acts': { ...both('select'), sealer: 'select', audit: 'select, insert, update' },
  'journal.halt': { audit: 'select, insert' },
  'journal.head': every('select, insert, update'),
  'journal.leaf': {
    requests: 'select',
    inbox: 'select',
    sealer: 'select',
    exchange: 'select',
    audit: 'select, insert',
    evidence: 'select',
  },
  'journal.mention': { audit: 'select' },
  'journal.request': { audit: 'select' },
  'journal.peer_checkpoint': {
    opener: 'select, insert',
    audit: 'select, update (asked_at, asked_size), delete',
  },
  'journal.outside_cosignature': { audit: 'select, insert', evidence: 'select' },
  'journal.outside_witness': {
    exchange: 'select, update (failure, received_at, response, sent_at, status)',
    audit: 'select, insert, update',
  },
  'journal.pending': {
    requests: 'insert',
    inbox: 'insert',
    sealer: 'insert',
    opener: 'insert',
    exchange: 'insert',
    audit: 'select, insert, delete',
    evidence: 'insert',
  },
  'journal.reconciliation': {
    // Figures of a link for rules of a package; they name no case.
    evidence: 'select (day, differences, link_id, own, part, peer, phase, report)',
    sealer: 'select, update (own_statement)',
    audit: 'select, insert, update',
  },
  'journal.released': {
    requests: 'select',
    inbox: 'select',
    sealer: 'select',
    opener: 'select',
    exchange: 'select',
    audit: 'select, update',
    evidence: 'select',
  },
  'journal.package_stamp': {
    exchange: 'select, update (failure, received_at, response, sent_at)',
    evidence: 'select, insert, update, delete',
  },
  'journal.stamp': { audit: 'select, insert', evidence: 'select' },
  'journal.stamp_material': { audit: 'select, insert', evidence: 'select' },
  'journal.stamp_request': {
    exchange: 'select, update (failure, received_at, response, sent_at)',
    audit: 'select, insert, update, delete',
  },
  'journal.tile': {
    sealer: 'select',
    audit: 'select, insert, update',
    evidence: 'select',
  },
  'journal.time_alarm': { audit: 'select, insert, delete' },
  'journal.witness': { audit: 'select, insert, update' },
  'journal.witnessed': {
    requests: 'select',
    inbox: 'select',
    sealer: 'select',
    opener: 'select',
    exchange: 'select',
    audit: 'select, insert, update',
    evidence: 'select',
  },
  ...mailboxRights,
  'objects.transfer': {
    requests: 'select',
    inbox: 'select',
    sealer:
      'select, update (attempt, in_flight, missing, report_after, reported, state, updated_at)',
    opener: 'select, insert, update',
    exchange: 'select, update',
  },
  // Each service records lasting failures of its own.
  'ops.failure': every('select, insert, update (count, last_at)'),
  'ops.held_subkey': { opener: 'select, insert, delete' },
  'ops.health': { audit: 'select, update (told), delete' },
  'ops.health_told': { audit: 'select, update (until)' },
  'ops.service': every('select, insert, update'),
  'ops.storage_epoch': { sealer: 'select, insert, delete' },
  'trust.certificate': {
    requests: 'select, insert',
    inbox: 'select',
    sealer: 'select',
    opener: 'select',
    exchange: 'select',
    audit: 'select',
    evidence: 'select',
  },
  'trust.entry': {
    requests: 'select, insert',
    inbox: 'select',
    sealer: 'select',
    opener: 'select, insert',
    exchange: 'select',
    audit: 'select',
    evidence: 'select',
  },
  'trust.freshness': {
    requests: 'select',
    sealer: 'select',
    opener: 'select, insert, update',
  },
};

import type { EventType } from '#journal';
import type { Pattern } from '#model';

/** What an act records in its own transaction; when that is nothing, why. */
export type Act = readonly EventType[] | { readonly because: string };

const silent = (because: string): Act => ({ because });

export const recordsOf = (act: Act): readonly EventType[] => ('because' in act ? [] : act);

const nothingKept = silent('bytes under way, gone with the process; `upload-finish` keeps them');
const machines = silent('names neither person nor case');
const carries = silent('carries or says again what stands in the log already');
const chunks = silent('ciphertext of an attachment whose message is in the log');
const looks = silent('looks up who asks, or whether work may begin; shows nothing');

/**
 * Every call of the product and what it records when it is answered. Of calls with a session a refusal is recorded too
 * (`access.denied`, of documents `msg.refused`), without a session it is counted (`record-refusals`).
 */
export const callActs: Readonly<Record<Pattern, Act>> = {
  'requests.enrol': ['admin.change'],
  'requests.open-session': ['session.opened', 'session.closed'],
  'requests.close-session': ['session.closed'],
  'requests.session': silent('tells an officer of the own session'),
  'requests.authorities': machines,
  'requests.officers': ['item.viewed'],
  'requests.registrars': ['item.viewed'],
  'requests.peers': machines,
  'requests.directory': ['item.viewed'],
  'requests.retention': ['item.viewed'],
  'requests.append-entry': [
    'admin.change',
    'key.enrolled',
    'key.revoked',
    'key.rotated',
    'hold.set',
    'hold.lifted',
  ],
  'requests.upload-begin': nothingKept,
  'requests.upload-chunk': nothingKept,
  'requests.upload-finish': ['item.uploaded'],
  'requests.submit': ['case.opened', 'msg.signed', 'case.closed'],
  'requests.list': ['item.viewed'],
  'requests.show': ['item.viewed'],
  'requests.documents': ['item.viewed'],
  'requests.document': ['item.viewed'],
  'requests.attachment': ['item.exported'],
  'requests.receipt': ['item.viewed'],
  'requests.search': ['item.viewed'],
  'inbox.list': ['item.viewed'],
  'inbox.show': ['item.viewed'],
  'inbox.documents': ['item.viewed'],
  'inbox.document': ['item.viewed'],
  'inbox.attachment': ['item.exported'],
  'inbox.receipt': ['item.viewed'],
  'inbox.claim': ['case.claimed'],
  'inbox.answer': ['msg.signed', 'case.closed'],
  'audit.timeline': ['audit.query'],
  'audit.item': ['audit.query'],
  'audit.officer': ['audit.query'],
  'audit.peer': ['audit.query'],
  'audit.differences': ['audit.query'],
  'audit.health': ['audit.query'],
  'audit.entries': ['audit.query'],
  'audit.tiles': ['audit.query'],
  'audit.notes': ['audit.query'],
  'audit.proof': ['audit.query'],
  'audit.checkpoint': ['audit.query'],
  'audit.quarantine-list': ['audit.query'],
  'audit.quarantine-show': ['audit.query'],
  'audit.status': machines,
};

/** Every step that works in transactions, by the name it gives them. */
export const stepActs: Readonly<Record<string, Act>> = {
  session: looks,
  'refuse-call': ['access.denied'],
  'record-refusals': ['access.denied'],
  'open-session': ['session.opened', 'session.closed'],
  'close-session': ['session.closed'],
  enrol: ['admin.change'],
  'append-entry': [
    'admin.change',
    'key.enrolled',
    'key.revoked',
    'key.rotated',
    'hold.set',
    'hold.lifted',
  ],
  'record-beginning': ['admin.change', 'key.enrolled', 'key.revoked'],
  'note-keys': ['key.enrolled', 'key.revoked'],
  'note-subkeys': ['key.rotated'],
  'read-directory': ['item.viewed'],
  'list-threads': ['item.viewed'],
  'search-threads': ['item.viewed'],
  'read-thread': ['item.viewed'],
  'read-item': ['item.viewed'],
  'read-receipt': ['item.viewed'],
  'read-attachment': ['item.exported'],
  'upload-attachment': ['item.uploaded'],
  'sweep-uploads': ['item.discarded'],
  'submit-dispatch': ['case.opened', 'msg.signed', 'case.closed'],
  'refuse-dispatch': ['msg.refused'],
  'claim-request': ['case.claimed'],
  'seal-outbox': ['msg.send.intent', 'msg.send.abandoned'],
  'relay-outbox': ['msg.sent'],
  'accept-delivery': ['msg.received', 'msg.rejected'],
  'open-delivery': [
    'case.opened',
    'item.decrypted',
    'msg.accepted',
    'case.closed',
    'msg.rejected',
    'msg.receipt.logged',
    'link.alarm',
    'admin.change',
  ],
  'erase-threads': ['erasure.done'],
  'read-log': ['audit.query', 'access.denied'],
  'judge-cosignature': ['witness.cosigned', 'log.fork.detected'],
  'judge-checkpoint-offer': ['log.fork.detected'],
  'judge-reconciliation': ['recon.report'],
  'accept-stamps': ['tsa.stamped'],
  'watch-time': ['clock.alarm'],
  start: looks,
  'check-durability': looks,
  'until-erased': looks,
  links: looks,
  heartbeat: machines,
  'read-services': machines,
  'sequence-journal': silent('makes the log itself'),
  'issue-receipts': carries,
  'send-directory': carries,
  'resolve-gaps': carries,
  'send-log-statements': carries,
  'open-reconciliation': carries,
  'offer-checkpoint': carries,
  'ask-witnesses': carries,
  'watch-log': silent('tells of the log what stands in its rows; an alarm for persons'),
  'request-stamps': silent('asks; what an authority answers is recorded when it was judged'),
  'post-stamps': silent('carries question and answer, unjudged'),
  'relay-objects': chunks,
  'accept-objects': chunks,
  'rewrap-threads': silent('wraps keys anew; `note-keys` tells of storage keys that come and go'),
};

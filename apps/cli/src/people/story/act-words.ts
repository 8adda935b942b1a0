import type { EventView } from '#capabilities/audit/audit.contract';
import type { Shown } from '../../print/style.js';
import { table } from '../../print/table.js';
import { printable } from '../printable.js';

// Custody events (proto/custody-events.md) as a person says them; one that is not here stands by its type.
const sentences: Readonly<Record<string, string>> = {
  'case.opened': 'opened the thread',
  'case.copied': 'received a copy for the contact point',
  'case.copy.withheld': 'withheld a copy from the contact point',
  'case.claimed': 'took the request in hand',
  'case.assigned': 'gave the request to a colleague',
  'case.handover': 'handed the request over with a shift',
  'case.released': 'gave the request back: nobody has it',
  'case.transferred': 'passed the request on to another authority',
  'case.noted': 'wrote an internal note',
  'case.stopped': 'stopped the thread',
  'case.stop.proposed': 'proposed to lift the stop',
  'case.stop.lifted': 'lifted the stop',
  'case.roster.added': 'put an officer on the roster',
  'case.roster.removed': 'took an officer off the roster',
  'case.glass.broken': 'broke the glass: read without being on the roster',
  'case.glass.told': 'was told that another State broke the glass',
  'case.closed': 'closed the thread',
  'case.escalated': 'escalated: nobody had it in hand in time',
  'duplicates.checked': 'looked for requests about the same',
  'duplicates.passed': 'passed over requests about the same',
  'duplicates.noticed': 'noticed another request about the same',
  'msg.signed': 'signed a document',
  'msg.refused': 'refused a document before it was sent',
  'msg.send.intent': 'sealed the message to be sent',
  'msg.sent': 'sent the message to the neighbour',
  'msg.send.abandoned': 'kept the message back: it was not sent',
  'msg.received': 'received a message from the neighbour',
  'msg.accepted': 'verified and accepted the message',
  'msg.rejected': 'rejected a message: it did not verify',
  'msg.receipt.logged': 'kept a receipt that the neighbour signed',
  'msg.silence': 'noted that the neighbour is silent',
  'msg.expired': 'noted that the deadline passed without an answer',
  'term.ending': 'noted that the term ends soon',
  'term.ended': 'noted that the term has ended',
  'term.extended': 'extended the term',
  'item.decrypted': 'opened the message: its text was decrypted',
  'item.uploaded': 'added an attachment',
  'item.arrived': 'received an attachment whole',
  'item.infected': 'stopped an attachment: the scanner found something in it',
  'item.discarded': 'removed an attachment that no document took',
  'item.recalled': 'recalled or corrected a document',
  'item.withheld': 'withheld a document that was recalled',
  'item.exculpatory': 'marked a document as speaking for an accused person',
  'item.forwarded': 'handed a document on to another State',
  'item.exported': 'took content out of the gateway',
  'recall.answered': 'answered a recall',
  'recall.owed': 'noted that a recall is still unanswered',
  'release.asked': 'asked whether a document may go on',
  'release.answered': 'answered whether a document may go on',
  'halt.told': 'told another State of a stop-word',
  'halt.heard': 'heard of a stop-word from another State',
  'halt.confirmed': 'had confirmed that a stop-word was heard',
  'consent.requested': 'asked for consent to use as evidence',
  'consent.granted': 'consented to use as evidence',
  'consent.refused': 'refused use as evidence',
  'consent.withdrawn': 'withdrew the consent to use as evidence',
  'notice.exculpatory': 'gave notice that a document speaks for an accused person',
  'ca.informed': 'informed the central authority',
  'ca.owed': 'noted that the central authority is not informed yet',
  'formal.requested': 'announced a formal request',
  'formal.answered': 'answered a formal request',
  'pkg.gathered': 'gathered an evidence package',
  'pkg.built': 'built an evidence package',
  'pkg.delivered': 'delivered an evidence package',
  'pkg.handed': 'handed an evidence package over',
  'pkg.stayed': 'stated that nobody outside has an evidence package',
  'pkg.told': 'told of an evidence package',
  'certificate.made': 'made a certificate',
  'custody.given': 'gave custody entries to the other State',
  'custody.withheld': 'withheld custody entries from the other State',
  'custody.taken': 'took custody entries of the other State',
  'rule.waived': 'waived a rule of admissibility',
  'waiver.withdrawn': 'withdrew a waiver',
  'hold.set': 'set a hold: nothing may be erased',
  'hold.lifted': 'lifted a hold',
  'retention.due': 'noted that the retention is to be reviewed',
  'retention.reviewed': 'reviewed the retention',
  'erasure.stopped': 'stopped an erasure',
  'erasure.done': 'erased the content',
};

const isRead = ({ typ }: EventView): boolean => typ === 'item.viewed' || typ === 'audit.query';

const who = ({ officer, service }: EventView): string => officer ?? `(${printable(service)})`;

function readsLine(reads: readonly EventView[]): string[] {
  if (reads.length === 0) return [];
  const names = [...new Set(reads.map(who))];
  const first = names.slice(0, 5).join(', ');
  const rest = names.length > 5 ? ` and ${names.length - 5} more` : '';
  const times = reads.length === 1 ? 'once' : `${reads.length} times`;
  return [`Read ${times}, by ${first}${rest}: --all shows each, with its id.`];
}

/** Timeline of a thread with one sentence for each act. Reads are counted, not listed. Pure. */
export const actLines = (events: readonly EventView[], shown: Shown): string[] => [
  ...table(
    [{ head: 'WHEN' }, { head: 'WHO', least: 10 }, { head: 'WHAT', least: 20 }],
    events
      .filter((event) => !isRead(event))
      .map((event) => ({
        cells: [shown.when(event.at), who(event), sentences[event.typ] ?? printable(event.typ)],
      })),
    shown,
  ),
  ...readsLine(events.filter(isRead)),
];

import type { EventView } from '#capabilities/audit/audit.contract';
import { say } from '#language/console';
import { sayCount } from '#language/count';
import type { Shown } from '../../print/style.js';
import { table } from '../../print/table.js';
import { printable } from '../printable.js';

// Custody events (proto/custody-events.md) as a person says them; one that is not here stands by its type.
const sentences: Readonly<Record<string, string>> = {
  'case.opened': say('act.caseOpened'),
  'case.copied': say('act.caseCopied'),
  'case.copy.withheld': say('act.caseCopyWithheld'),
  'case.claimed': say('act.caseClaimed'),
  'case.assigned': say('act.caseAssigned'),
  'case.handover': say('act.caseHandover'),
  'case.released': say('act.caseReleased'),
  'case.transferred': say('act.caseTransferred'),
  'case.noted': say('act.caseNoted'),
  'case.stopped': say('act.caseStopped'),
  'case.stop.proposed': say('act.caseStopProposed'),
  'case.stop.lifted': say('act.caseStopLifted'),
  'case.roster.added': say('act.caseRosterAdded'),
  'case.roster.removed': say('act.caseRosterRemoved'),
  'case.glass.broken': say('act.caseGlassBroken'),
  'case.glass.told': say('act.caseGlassTold'),
  'case.closed': say('act.caseClosed'),
  'case.escalated': say('act.caseEscalated'),
  'duplicates.checked': say('act.duplicatesChecked'),
  'duplicates.passed': say('act.duplicatesPassed'),
  'duplicates.noticed': say('act.duplicatesNoticed'),
  'msg.signed': say('act.msgSigned'),
  'msg.refused': say('act.msgRefused'),
  'msg.send.intent': say('act.msgSendIntent'),
  'msg.sent': say('act.msgSent'),
  'msg.send.abandoned': say('act.msgSendAbandoned'),
  'msg.received': say('act.msgReceived'),
  'msg.accepted': say('act.msgAccepted'),
  'msg.rejected': say('act.msgRejected'),
  'msg.receipt.logged': say('act.msgReceiptLogged'),
  'msg.silence': say('act.msgSilence'),
  'msg.expired': say('act.msgExpired'),
  'term.ending': say('act.termEnding'),
  'term.ended': say('act.termEnded'),
  'term.extended': say('act.termExtended'),
  'item.decrypted': say('act.itemDecrypted'),
  'item.uploaded': say('act.itemUploaded'),
  'item.arrived': say('act.itemArrived'),
  'item.infected': say('act.itemInfected'),
  'item.discarded': say('act.itemDiscarded'),
  'item.recalled': say('act.itemRecalled'),
  'item.withheld': say('act.itemWithheld'),
  'item.exculpatory': say('act.itemExculpatory'),
  'item.forwarded': say('act.itemForwarded'),
  'item.exported': say('act.itemExported'),
  'recall.answered': say('act.recallAnswered'),
  'recall.owed': say('act.recallOwed'),
  'release.asked': say('act.releaseAsked'),
  'release.answered': say('act.releaseAnswered'),
  'halt.told': say('act.haltTold'),
  'halt.heard': say('act.haltHeard'),
  'halt.confirmed': say('act.haltConfirmed'),
  'consent.requested': say('act.consentRequested'),
  'consent.granted': say('act.consentGranted'),
  'consent.refused': say('act.consentRefused'),
  'consent.withdrawn': say('act.consentWithdrawn'),
  'notice.exculpatory': say('act.noticeExculpatory'),
  'ca.informed': say('act.caInformed'),
  'ca.owed': say('act.caOwed'),
  'formal.requested': say('act.formalRequested'),
  'formal.answered': say('act.formalAnswered'),
  'pkg.gathered': say('act.pkgGathered'),
  'pkg.built': say('act.pkgBuilt'),
  'pkg.delivered': say('act.pkgDelivered'),
  'pkg.handed': say('act.pkgHanded'),
  'pkg.stayed': say('act.pkgStayed'),
  'pkg.told': say('act.pkgTold'),
  'certificate.made': say('act.certificateMade'),
  'custody.given': say('act.custodyGiven'),
  'custody.withheld': say('act.custodyWithheld'),
  'custody.taken': say('act.custodyTaken'),
  'rule.waived': say('act.ruleWaived'),
  'waiver.withdrawn': say('act.waiverWithdrawn'),
  'hold.set': say('act.holdSet'),
  'hold.lifted': say('act.holdLifted'),
  'retention.due': say('act.retentionDue'),
  'retention.reviewed': say('act.retentionReviewed'),
  'erasure.stopped': say('act.erasureStopped'),
  'erasure.done': say('act.erasureDone'),
};

const isRead = ({ typ }: EventView): boolean => typ === 'item.viewed' || typ === 'audit.query';

const who = ({ officer, service }: EventView, shown: Shown): string =>
  officer === null ? `(${printable(service)})` : shown.who(officer);

function readsLine(reads: readonly EventView[], shown: Shown): string[] {
  if (reads.length === 0) return [];
  const names = [...new Set(reads.map((read) => who(read, shown)))];
  const first = names.slice(0, 5).join(', ');
  const rest = names.length > 5 ? say('act.andMore', { namesCount: names.length - 5 }) : '';
  const times = sayCount('act.times', { readsCount: reads.length });
  return [say('act.readShowsId', { times, first, rest })];
}

export const actLines = (events: readonly EventView[], shown: Shown): string[] => [
  ...table(
    [
      { head: say('column.when') },
      { head: say('column.who'), least: 10 },
      { head: say('column.what'), least: 20 },
    ],
    events
      .filter((event) => !isRead(event))
      .map((event) => ({
        cells: [
          shown.when(event.at),
          who(event, shown),
          sentences[event.typ] ?? printable(event.typ),
        ],
      })),
    shown,
  ),
  ...readsLine(events.filter(isRead), shown),
];

import {
  emergencyReasons,
  accessListLimits,
  type EmergencyReason,
} from '#capabilities/access-lists/access-lists.lists';
import { emergencyAccessPassedOn } from '#capabilities/access-lists/access-lists.events';
import type { Receipt, StateCode } from '#kernel';
import {
  isEmergencyAccess,
  messageOf,
  type CameBefore,
  type EmergencyAccessFacts,
  type EmergencyAccessParties,
} from './notify-upstream.facts.js';
import type { DraftOf } from '#journal';
import type { ReceiptDue } from '#mailbox';
import type { ThreadRecord } from '#threads';
import { emergencyWay, isEmergencyWay } from '#trust';

export interface Onward {
  readonly draft: DraftOf<'case.glass.told'>;
  readonly thread: ThreadRecord;
  readonly due: Omit<ReceiptDue, 'at' | 'event'>;
}

export interface UpstreamNotices {
  readonly onward: readonly Onward[];
  readonly more: boolean;
}

const { emergenciesPassedOnPerDay } = accessListLimits;

/**
 * Decides which reports of emergency access are passed on towards the originator of a forwarded document. No report visits a
 * State twice.
 */
export function decideUpstreamNotices(
  from: EmergencyAccessParties,
  news: readonly Receipt[],
  facts: EmergencyAccessFacts,
  before: readonly Pick<Onward, 'due'>[],
): UpstreamNotices {
  const counts = countReports(from, facts, before);
  const onward: Onward[] = [];
  let more = false;
  for (const receipt of news.filter(isEmergencyAccess)) {
    const reason = reasonOf(receipt);
    const way = emergencyWay(receipt, from.peer);
    if (reason === undefined) continue;
    for (const place of placesOf(receipt, way, from, facts)) {
      const count = counts.get(messageOf(place)) ?? 0;
      if (count >= emergenciesPassedOnPerDay) {
        more = true;
        continue;
      }
      const one = onwardOf(from, place, { reason, way }, facts);
      if (one === undefined) continue;
      counts.set(messageOf(place), count + 1);
      onward.push(one);
    }
  }
  return { onward, more };
}

function countReports(
  { linkId }: EmergencyAccessParties,
  { reportCounts }: EmergencyAccessFacts,
  before: readonly Pick<Onward, 'due'>[],
): Map<string, number> {
  const counts = new Map(reportCounts);
  for (const { due } of before)
    if (due.reportedBy === linkId)
      counts.set(messageOf(due), (counts.get(messageOf(due)) ?? 0) + 1);
  return counts;
}

const placesOf = (
  { messageId }: Receipt,
  way: readonly StateCode[],
  { own }: EmergencyAccessParties,
  { places }: EmergencyAccessFacts,
): readonly CameBefore[] =>
  // The route is only an unproven claim of the neighbour.
  places.filter(
    ({ by, thread }) => by === messageId && isEmergencyWay(way, { from: own, to: thread.peer }),
  );

function onwardOf(
  from: EmergencyAccessParties,
  place: CameBefore,
  { reason, way }: { readonly reason: EmergencyReason; readonly way: readonly StateCode[] },
  { received }: EmergencyAccessFacts,
): Onward | undefined {
  const { thread, forward, linkId, messageId } = place;
  const sealed = received.get(messageOf(place));
  if (sealed === undefined) return undefined;
  const { ciphertextSha256 } = sealed;
  const stage = 'BREAK_GLASS_ONWARD';
  return {
    draft: emergencyAccessPassedOn(thread, {
      ...{ reason, way, forward, received: { ...sealed, messageId } },
    }),
    thread,
    due: {
      ...{ linkId, messageId, stage, code: reason, ciphertextSha256, priority: thread.priority },
      reportedBy: from.linkId,
    },
  };
}

const reasonOf = ({ code }: Receipt): EmergencyReason | undefined =>
  emergencyReasons.find((reason) => reason === code);

import {
  glassReasons,
  rosterLimits,
  type GlassReason,
} from '#capabilities/access-lists/access-lists.lists';
import { glassTold } from '#capabilities/access-lists/access-lists.events';
import type { Receipt, StateCode } from '#kernel';
import {
  isGlass,
  messageOf,
  type CameBefore,
  type GlassFacts,
  type GlassParties,
} from './tell-onward.facts.js';
import type { DraftOf } from '#journal';
import type { ReceiptDue } from '#mailbox';
import type { ThreadRecord } from '#threads';
import { glassWay, isGlassWay } from '#trust';

/** A receipt that is due to the State which a document came from, and the event whose leaf it brings. */
export interface Onward {
  readonly draft: DraftOf<'case.glass.told'>;
  readonly thread: ThreadRecord;
  readonly due: Omit<ReceiptDue, 'at' | 'event'>;
}

export interface ToldOnward {
  readonly onward: readonly Onward[];
  /** The neighbour has told of more than are told on within a day. */
  readonly more: boolean;
}

const { glassesToldPerDay } = rosterLimits;

/**
 * Who breaks the glass over a forward reads what its originator has said: so whoever has handed it on tells the State which it came
 * from, that one the State before, up to the originator. It goes against the way of the document, on which no State stands twice, and
 * every receipt counts once: it ends. Nothing of a person or of the text goes along; a reason that no program gives goes nowhere.
 * `before`: what this transaction tells already, which no row says yet. Pure.
 */
export function decideOnward(
  from: GlassParties,
  news: readonly Receipt[],
  facts: GlassFacts,
  before: readonly Pick<Onward, 'due'>[],
): ToldOnward {
  const told = toldBefore(from, facts, before);
  const onward: Onward[] = [];
  let more = false;
  for (const receipt of news.filter(isGlass)) {
    const reason = reasonOf(receipt);
    const way = glassWay(receipt, from.peer);
    if (reason === undefined) continue;
    for (const place of placesOf(receipt, way, from, facts)) {
      const count = told.get(messageOf(place)) ?? 0;
      if (count >= glassesToldPerDay) {
        more = true;
        continue;
      }
      const one = onwardOf(from, place, { reason, way }, facts);
      if (one === undefined) continue;
      told.set(messageOf(place), count + 1);
      onward.push(one);
    }
  }
  return { onward, more };
}

/** How many each message was told of, with those of this transaction. */
function toldBefore(
  { linkId }: GlassParties,
  { told }: GlassFacts,
  before: readonly Pick<Onward, 'due'>[],
): Map<string, number> {
  const counts = new Map(told);
  for (const { due } of before)
    if (due.toldBy === linkId) counts.set(messageOf(due), (counts.get(messageOf(due)) ?? 0) + 1);
  return counts;
}

/** Documents over which the glass is, and that came over a way on which it can have been. */
const placesOf = (
  { messageId }: Receipt,
  way: readonly StateCode[],
  { own }: GlassParties,
  { places }: GlassFacts,
): readonly CameBefore[] =>
  // What the neighbour says of the way is its word alone.
  places.filter(
    ({ by, thread }) => by === messageId && isGlassWay(way, { from: own, to: thread.peer }),
  );

/** Undefined where nothing is kept of the message in which the document came. */
function onwardOf(
  from: GlassParties,
  place: CameBefore,
  { reason, way }: { readonly reason: GlassReason; readonly way: readonly StateCode[] },
  { received }: GlassFacts,
): Onward | undefined {
  const { thread, forward, linkId, messageId } = place;
  const sealed = received.get(messageOf(place));
  if (sealed === undefined) return undefined;
  const { ciphertextSha256 } = sealed;
  const stage = 'BREAK_GLASS_ONWARD';
  return {
    draft: glassTold(thread, {
      ...{ reason, way, forward, received: { ...sealed, messageId } },
    }),
    thread,
    due: {
      ...{ linkId, messageId, stage, code: reason, ciphertextSha256, priority: thread.priority },
      toldBy: from.linkId,
    },
  };
}

const reasonOf = ({ code }: Receipt): GlassReason | undefined =>
  glassReasons.find((reason) => reason === code);

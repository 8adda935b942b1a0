import {
  glassReasons,
  rosterLimits,
  type GlassReason,
} from '#capabilities/access-lists/access-lists.contract';
import type { LinkId, Receipt, StateCode } from '#kernel';
import type { Cases } from '#capabilities/cases';
import type { ThreadRecord } from '#threads';
import { glassTold } from '#capabilities/access-lists/access-lists.events';
import type { DraftOf } from '#journal';
import type { Mailbox, ReceiptDue } from '#mailbox';
import type { Tx } from '#store';
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

const nothing: ToldOnward = { onward: [], more: false };
const { glassesToldPerDay } = rosterLimits;

/** Glasses that were broken there, or further on, over what this State has sent. */
const isGlass = ({ stage }: Receipt): boolean =>
  stage === 'BREAK_GLASS' || stage === 'BREAK_GLASS_ONWARD';

/**
 * Who breaks the glass over a forward reads what its originator has said: so whoever has handed it on tells the State which it came
 * from, that one the State before, up to the originator. It goes against the way of the document, on which no State stands twice, and
 * every receipt counts once: it ends. Nothing of a person or of the text goes along; a reason that no program gives goes nowhere.
 * Inside the opener's transaction.
 */
export async function glassesOnward(
  { cases, mailbox }: { readonly cases: Cases; readonly mailbox: Mailbox },
  tx: Tx,
  from: { readonly linkId: LinkId; readonly peer: StateCode; readonly own: StateCode },
  news: readonly Receipt[],
): Promise<ToldOnward> {
  const glasses = news.filter(isGlass);
  if (glasses.length === 0) return nothing;
  const messages = [...new Set(glasses.map(({ messageId }) => messageId))];
  const brought = await cases.releases.broughtBy(tx, from.linkId, messages);
  if (brought.length === 0) return nothing;
  const threads = new Map(
    (await cases.threadsById(tx, [...new Set(brought.map(({ thread }) => thread))])).map(
      (thread) => [thread.id, thread],
    ),
  );
  const places = brought.flatMap((each) => {
    const thread = threads.get(each.thread);
    return thread === undefined ? [] : [{ ...each, thread, linkId: thread.linkId }];
  });
  const told = new Map(await mailbox.receipts.toldWithinDay(tx, from.linkId, places));
  const onward: Onward[] = [];
  let more = false;
  for (const receipt of glasses) {
    const reason = reasonOf(receipt);
    const way = glassWay(receipt, from.peer);
    if (reason === undefined) continue;
    for (const { by, forward, thread, messageId } of places) {
      const count = told.get(messageId) ?? 0;
      // What the neighbour says of the way is its word alone.
      if (by !== receipt.messageId || !isGlassWay(way, { from: from.own, to: thread.peer }))
        continue;
      if (count >= glassesToldPerDay) {
        more = true;
        continue;
      }
      const facts = (await mailbox.progress.sealedFacts(tx, thread.linkId, [messageId])).get(
        messageId,
      );
      if (facts === undefined) continue;
      told.set(messageId, count + 1);
      const { ciphertextSha256 } = facts;
      const { linkId, priority } = thread;
      const stage = 'BREAK_GLASS_ONWARD';
      onward.push({
        draft: glassTold(thread, { reason, way, forward, received: { messageId, ...facts } }),
        thread,
        due: {
          ...{ linkId, messageId, stage, code: reason, ciphertextSha256, priority },
          toldBy: from.linkId,
        },
      });
    }
  }
  return { onward, more };
}

const reasonOf = ({ code }: Receipt): GlassReason | undefined =>
  glassReasons.find((reason) => reason === code);

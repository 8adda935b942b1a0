import type { LinkId, MessageId, Receipt, StateCode } from '#kernel';
import type { Sources } from '#capabilities/capability';
import type { Brought } from '../releases/releases.rows.js';
import type { ThreadRecord } from '#threads';
import type { SealedMessage } from '#mailbox';

/** Neighbour that tells of glasses, and this State. */
export interface GlassParties {
  readonly linkId: LinkId;
  readonly peer: StateCode;
  readonly own: StateCode;
}

/** A document that has gone on, in the thread in which it came. */
export interface CameBefore {
  /** The message by which it went on. */
  readonly by: MessageId;
  readonly forward: Brought['forward'];
  readonly thread: ThreadRecord;
  /** The message in which it came, with its link. */
  readonly linkId: LinkId;
  readonly messageId: MessageId;
}

/** Facts by which it is decided what States before this one are told. */
export interface GlassFacts {
  readonly places: readonly CameBefore[];
  /** How many glasses this neighbour has told of within a day, by the message in which their document came. */
  readonly told: ReadonlyMap<string, number>;
  /** As these messages were sealed. */
  readonly received: ReadonlyMap<string, SealedMessage>;
}

/** An id is chosen by whoever seals: two neighbours may choose the same. */
export const messageOf = ({
  linkId,
  messageId,
}: Pick<CameBefore, 'linkId' | 'messageId'>): string => `${linkId} ${messageId}`;

/** Glasses that were broken there, or further on, over what this State has sent. */
export const isGlass = ({ stage }: Receipt): boolean =>
  stage === 'BREAK_GLASS' || stage === 'BREAK_GLASS_ONWARD';

/** Four statements at most. */
export async function loadGlasses(
  { tx, cases, mailbox }: Pick<Sources, 'tx' | 'cases' | 'mailbox'>,
  { linkId }: GlassParties,
  news: readonly Receipt[],
): Promise<GlassFacts> {
  const none: GlassFacts = { places: [], told: new Map(), received: new Map() };
  const messages = [...new Set(news.filter(isGlass).map(({ messageId }) => messageId))];
  if (messages.length === 0) return none;
  const brought = await cases.releases.broughtBy(tx, linkId, messages);
  if (brought.length === 0) return none;
  const ids = [...new Set(brought.map(({ thread }) => thread))];
  const threads = new Map((await cases.threadsById(tx, ids)).map((each) => [each.id, each]));
  const places = brought.flatMap((each) => {
    const thread = threads.get(each.thread);
    return thread === undefined ? [] : [{ ...each, thread, linkId: thread.linkId }];
  });
  const told = await mailbox.receipts.toldWithinDay(tx, linkId, places);
  const received = await mailbox.progress.sealedAmong(tx, places);
  return {
    places,
    told: new Map(told.map((each) => [messageOf(each), each.count])),
    received: new Map(received.map((each) => [messageOf(each), each])),
  };
}

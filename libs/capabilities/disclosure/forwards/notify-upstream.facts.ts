import type { LinkId, MessageId, Receipt, StateCode } from '#kernel';
import type { Sources } from '#capabilities/capability';
import type { Brought } from '../releases/releases.rows.js';
import type { ThreadRecord } from '#threads';
import type { SealedMessage } from '#mailbox';

export interface EmergencyAccessParties {
  readonly linkId: LinkId;
  readonly peer: StateCode;
  readonly own: StateCode;
}

export interface CameBefore {
  readonly by: MessageId;
  readonly forward: Brought['forward'];
  readonly thread: ThreadRecord;
  readonly linkId: LinkId;
  readonly messageId: MessageId;
}

export interface EmergencyAccessFacts {
  readonly places: readonly CameBefore[];
  readonly reportCounts: ReadonlyMap<string, number>;
  readonly received: ReadonlyMap<string, SealedMessage>;
}

/** Key of a message: its link and its id. The sender chooses the id, so messages of two neighbours may have the same id. */
export const messageOf = ({
  linkId,
  messageId,
}: Pick<CameBefore, 'linkId' | 'messageId'>): string => `${linkId} ${messageId}`;

export const isEmergencyAccess = ({ stage }: Receipt): boolean =>
  stage === 'BREAK_GLASS' || stage === 'BREAK_GLASS_ONWARD';

export async function loadEmergencyAccesses(
  { tx, cases, mailbox }: Pick<Sources, 'tx' | 'cases' | 'mailbox'>,
  { linkId }: EmergencyAccessParties,
  news: readonly Receipt[],
): Promise<EmergencyAccessFacts> {
  const none: EmergencyAccessFacts = { places: [], reportCounts: new Map(), received: new Map() };
  const messages = [...new Set(news.filter(isEmergencyAccess).map(({ messageId }) => messageId))];
  if (messages.length === 0) return none;
  const brought = await cases.releases.broughtBy(tx, linkId, messages);
  if (brought.length === 0) return none;
  const ids = [...new Set(brought.map(({ thread }) => thread))];
  const threads = new Map((await cases.threadsById(tx, ids)).map((each) => [each.id, each]));
  const places = brought.flatMap((each) => {
    const thread = threads.get(each.thread);
    return thread === undefined ? [] : [{ ...each, thread, linkId: thread.linkId }];
  });
  const counts = await mailbox.receipts.countReportsWithinDay(tx, linkId, places);
  const received = await mailbox.progress.sealedAmong(tx, places);
  return {
    places,
    reportCounts: new Map(counts.map((each) => [messageOf(each), each.count])),
    received: new Map(received.map((each) => [messageOf(each), each])),
  };
}

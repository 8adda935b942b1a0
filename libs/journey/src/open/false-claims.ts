import type { DraftOf, Journal } from '#journal';
import type { Mailbox } from '#mailbox';
import type { Envelope, LinkId, LogPoint, MessageId, StateCode } from '#kernel';
import type { Tx } from '#store';

const falseClaim = (
  reason: 'RACK_IMPOSSIBLE' | 'ANCHOR_UNKNOWN',
  { link, peer, messageId, seq }: Claimed,
): DraftOf<'link.alarm'> => ({
  typ: 'link.alarm',
  reason,
  channel: { link, peer, dir: 'IN', seq },
  data: { messageId, seq },
});

interface Claimed {
  readonly link: LinkId;
  readonly peer: StateCode;
  readonly messageId: MessageId | null;
  readonly seq: number | null;
}

/**
 * Returns an alarm that the neighbour acknowledged receipts which we never issued. Returns at most one alarm an hour per link
 * for claims in statements (`messageId` null); no limit for claims in envelopes.
 */
export async function claimsReceipts(
  tx: Tx,
  mailbox: Mailbox,
  claimed: Claimed,
): Promise<DraftOf<'link.alarm'>[]> {
  const isAlarmDue =
    claimed.messageId !== null || (await mailbox.links.mayTellClaim(tx, claimed.link));
  return isAlarmDue ? [falseClaim('RACK_IMPOSSIBLE', claimed)] : [];
}

/**
 * Returns alarms for envelopes that name a checkpoint our log never signed. Without the alarm, the checkpoint could serve in
 * court as evidence that we have another log.
 */
export async function claimsAnchors(
  tx: Tx,
  journal: Journal,
  arrived: readonly { readonly messageId: MessageId; readonly envelope: Envelope }[],
): Promise<DraftOf<'link.alarm'>[]> {
  const named = arrived.flatMap(({ messageId, envelope }) => {
    const { peer: anchor } = envelope.anchor;
    return anchor === null ? [] : [{ messageId, envelope, anchor }];
  });
  const unknown = new Set<LogPoint>(
    await journal.unknownPoints(
      tx,
      named.map(({ anchor }) => anchor),
    ),
  );
  return named
    .filter(({ anchor }) => unknown.has(anchor))
    .map(({ messageId, envelope: { link, from: peer, seq } }) =>
      falseClaim('ANCHOR_UNKNOWN', { link, peer, messageId, seq }),
    );
}

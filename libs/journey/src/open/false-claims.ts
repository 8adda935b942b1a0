import type { DraftOf, Journal } from '#journal';
import type { Mailbox } from '#mailbox';
import type { Envelope, LinkId, LogPoint, MessageId, StateCode } from '#kernel';
import type { Tx } from '#store';

/** An alarm of a link: a neighbour says of this State what this State knows to be false. The message itself is good. */
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
  /** Null for a statement. */
  readonly messageId: MessageId | null;
  readonly seq: number | null;
}

/**
 * Says that receipts were verified which were never issued. It holds none back: what counts is at most what was issued.
 * Either the neighbour lies, or the database of this State is an older copy. Of statements it is told once an hour.
 */
export async function claimsReceipts(
  tx: Tx,
  mailbox: Mailbox,
  claimed: Claimed,
): Promise<DraftOf<'link.alarm'>[]> {
  const isTold = claimed.messageId !== null || (await mailbox.links.mayTellClaim(tx, claimed.link));
  return isTold ? [falseClaim('RACK_IMPOSSIBLE', claimed)] : [];
}

/**
 * Envelopes whose anchor names a checkpoint of this State's log that this log never signed. Left unseen, the anchor
 * would stand in a court as the neighbour's word that the log was another.
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

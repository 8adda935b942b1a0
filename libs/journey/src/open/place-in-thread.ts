import {
  isKind,
  mayReplyTo,
  KernelError,
  nextState,
  threadEvent,
  type AuthorityId,
  type Document,
  type Side,
} from '#kernel';
import type { Sources } from '#capabilities/capability';
import { type DispatchHead, type ThreadRecord, ExchangeError } from '#threads';
import type { OpenedMessage } from './check-dispatch.js';
import { requireAddressable } from '#capabilities/transfers/receiver.rules';

/**
 * Requires that a message belongs where it says: between the same two authorities, in answer to a document of the same thread.
 * @throws ExchangeError PARENT_MISMATCH, RECIPIENT_MISMATCH
 */
export function requirePlace(
  { document, compartments }: OpenedMessage,
  thread: ThreadRecord,
  parent: Pick<DispatchHead, 'thread' | 'kind'>,
): void {
  const { ours, theirs } = endsOf(thread);
  const same =
    thread.linkId === document.link &&
    thread.peer === document.from.state &&
    theirs.includes(document.from.authority) &&
    ours.includes(document.to.authority);
  if (!same) throw new ExchangeError('PARENT_MISMATCH');
  if (parent.thread !== thread.id || !mayReplyTo(document.kind, parent.kind))
    throw new ExchangeError('PARENT_MISMATCH', 'inReplyTo');
  if (!compartments.includes(thread.compartment))
    throw new ExchangeError('RECIPIENT_MISMATCH', 'recipientKeys');
}

/**
 * The thread is where such a document can come.
 * @throws ExchangeError PARENT_MISMATCH, TRANSFER_IMPOSSIBLE; KernelError TRANSITION_NOT_ALLOWED
 */
export async function requireSayable(
  { cases, tx }: Pick<Sources, 'cases' | 'tx'>,
  message: OpenedMessage,
  thread: ThreadRecord,
): Promise<void> {
  const { document } = message;
  if (isKind(document, 'transfer-notice')) requireTransfer(document, thread, message);
  const event = threadEvent(document);
  const by: Side = thread.side === 'ASKING' ? 'ASKED' : 'ASKING';
  if (event !== null) nextState(thread, event, by, true);
  // Each would keep the file of an answered ask for longer.
  if (isKind(document, 'data-subject-withdrawal') && (await cases.subjects.isWithdrawn(tx, thread)))
    throw new KernelError('TRANSITION_NOT_ALLOWED', 'withdrawn before');
}

/** Authorities that may speak at either end: at the asked one also those that had the request before it was transferred. */
function endsOf(thread: ThreadRecord): Readonly<Record<'ours' | 'theirs', readonly AuthorityId[]>> {
  const { side, authority, peerAuthority, formerAuthorities, movingTo } = thread;
  if (side === 'ASKING')
    return { ours: [authority], theirs: [peerAuthority, ...formerAuthorities] };
  const next = movingTo === null ? [] : [movingTo];
  return { ours: [authority, ...next, ...formerAuthorities], theirs: [peerAuthority] };
}

/**
 * Only the authority that has it gives it away, and to one that later documents can be addressed to.
 * @throws ExchangeError PARENT_MISMATCH, TRANSFER_IMPOSSIBLE
 */
function requireTransfer(
  { from, body }: Document<'transfer-notice'>,
  { peerAuthority, compartment }: ThreadRecord,
  { peerDirectory, envelope }: OpenedMessage,
): void {
  if (from.authority !== peerAuthority) throw new ExchangeError('PARENT_MISMATCH', 'from');
  requireAddressable(peerDirectory, body.authority, compartment, envelope.sealedAt);
}

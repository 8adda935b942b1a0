import {
  isKind,
  mayReplyTo,
  KernelError,
  nextState,
  threadEvent,
  type AuthorityId,
  type Document,
  type Side,
  phrase,
} from '#kernel';
import type { Sources } from '#capabilities/capability';
import { type DispatchHead, type ThreadRecord, ExchangeError } from '#threads';
import type { OpenedMessage } from './check-dispatch.js';
import { assertAddressable } from '#capabilities/transfers/receiver.rules';

/**
 * Asserts that sender and addressee are authorities of the thread, and that the thread contains the parent document. @throws
 * ExchangeError PARENT_MISMATCH, RECIPIENT_MISMATCH
 */
export function assertPlace(
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
 * Asserts that the thread's present state permits the document. @throws ExchangeError PARENT_MISMATCH, TRANSFER_IMPOSSIBLE;
 * KernelError TRANSITION_NOT_ALLOWED
 */
export async function assertSayable(
  { cases, tx }: Pick<Sources, 'cases' | 'tx'>,
  message: OpenedMessage,
  thread: ThreadRecord,
): Promise<void> {
  const { document } = message;
  if (isKind(document, 'transfer-notice')) assertTransfer(document, thread, message);
  const event = threadEvent(document);
  const by: Side = thread.side === 'ASKING' ? 'ASKED' : 'ASKING';
  if (event !== null) nextState(thread, event, by, true);
  // Each withdrawal would extend the retention of an answered request.
  if (isKind(document, 'data-subject-withdrawal') && (await cases.subjects.isWithdrawn(tx, thread)))
    throw new KernelError('TRANSITION_NOT_ALLOWED', phrase`withdrawn before`);
}

function endsOf(thread: ThreadRecord): Readonly<Record<'ours' | 'theirs', readonly AuthorityId[]>> {
  const { side, authority, peerAuthority, formerAuthorities, movingTo } = thread;
  if (side === 'ASKING')
    return { ours: [authority], theirs: [peerAuthority, ...formerAuthorities] };
  const next = movingTo === null ? [] : [movingTo];
  return { ours: [authority, ...next, ...formerAuthorities], theirs: [peerAuthority] };
}

function assertTransfer(
  { from, body }: Document<'transfer-notice'>,
  { peerAuthority, compartment }: ThreadRecord,
  { peerDirectory, envelope }: OpenedMessage,
): void {
  if (from.authority !== peerAuthority) throw new ExchangeError('PARENT_MISMATCH', 'from');
  assertAddressable(peerDirectory, body.authority, compartment, envelope.sealedAt);
}

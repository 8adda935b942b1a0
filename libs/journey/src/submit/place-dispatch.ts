import type { Sources } from '#capabilities/capability';
import { assertAgreedLimits } from '#capabilities/deadlines/agreed-limits.model';
import { recipientKey } from '#capabilities/directory/recipient-key.rules';
import { assertReceiver } from '#capabilities/transfers/receiver.rules';
import {
  compartmentOf,
  isKind,
  isOpening,
  mayReplyTo,
  threadTypeOf,
  type Compartment,
  type Document,
  type OpeningKind,
  type Side,
} from '#kernel';
import { ExchangeError, ThreadsError, type DispatchHead, type ThreadRecord } from '#threads';
import { moving, placing, reading } from '../capabilities.js';
import { requireAllowed } from '../run-capabilities.js';
import { handedIn } from './handed-in.js';
import { assertSigner } from './assert-signer.js';
import { itemOf, type Submitting } from './submitting.js';

/**
 * Returns the document's thread: a new thread for an opening document, otherwise `known`. `'KNOWN'` if another call submitted
 * the document first.
 */
export async function place(
  sources: Sources,
  submitting: Submitting,
  known: ThreadRecord | undefined,
): Promise<ThreadRecord | 'KNOWN'> {
  const { trust, cases } = sources;
  const { document, side, now } = submitting;
  const peer = trust.peers().peer(document.to.state);
  if (peer === undefined) throw new ExchangeError('PEER_NOT_CONFIRMED');
  if (peer.linkId !== document.link) throw new ExchangeError('RECIPIENT_MISMATCH', 'link');
  const compartment = compartmentFor(document, known);
  recipientKey(trust, document, { peer: peer.peer, compartment }, now);
  assertAgreedLimits(document, trust.own(), trust.directoryOf(peer.peer));
  if (isOpening(document)) return openThread(sources, submitting, document);
  if (known === undefined || !mayBeContinued(known, document, side))
    throw new ThreadsError('NOT_FOUND');
  const item = itemOf(submitting, known);
  await requireAllowed(reading, sources, item, 'INTAKE');
  if (!goesToItsPeer(document, known)) throw new ExchangeError('PARENT_MISMATCH', 'to');
  const { inReplyTo } = document;
  const [parent] = await cases.headsById(sources.tx, inReplyTo === null ? [] : [inReplyTo]);
  if (!follows(document, parent, known)) throw new ExchangeError('PARENT_MISMATCH', 'inReplyTo');
  await requireAllowed(placing, sources, item, 'INTAKE');
  if (isKind(document, 'transfer-notice')) {
    assertReceiver(trust, known, document.body.authority, now);
    await requireAllowed(moving, sources, item, 'INTAKE');
  }
  return known;
}

function compartmentFor(document: Document, known: ThreadRecord | undefined): Compartment {
  if (known !== undefined) return known.compartment;
  return isOpening(document) ? compartmentOf(threadTypeOf(document)) : 'ENFORCEMENT';
}

async function openThread(
  { tx, cases }: Sources,
  submitting: Submitting,
  document: Document<OpeningKind>,
): Promise<ThreadRecord | 'KNOWN'> {
  // Also here, because row-level security would refuse without a code.
  assertSigner(submitting.session, document);
  try {
    return await cases.open(tx, document, submitting.side);
  } catch (error) {
    // Resubmitted while the first submission was running: answered like the first.
    if (error instanceof ThreadsError && (await handedIn(tx, cases, submitting)).isQueued)
      return 'KNOWN';
    throw error;
  }
}

const mayBeContinued = (thread: ThreadRecord, { kind }: Document, side: Side): boolean =>
  thread.side === side && (thread.movingTo === null || kind === 'halt');

const goesToItsPeer = ({ to }: Document, { peer, peerAuthority }: ThreadRecord): boolean =>
  peer === to.state && peerAuthority === to.authority;

const follows = (
  { kind }: Document,
  parent: DispatchHead | undefined,
  thread: ThreadRecord,
): boolean => parent?.thread === thread.id && mayReplyTo(kind, parent.kind);

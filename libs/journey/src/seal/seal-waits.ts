import { isFormalAct } from '#capabilities/evidence/formal-acts.model';
import { restsOn, timestamp, type Document, type DocumentId, type Timestamp } from '#kernel';
import { waitingPeers } from './waiting-peers.js';
import type { SetAside } from './set-aside.js';
import {
  type Hindrances,
  holdFormal,
  type Mailbox,
  type QueuedDispatch,
  type Waiting,
} from '#mailbox';
import type { Tx } from '#store';
import type { TrustStore } from '#trust';

export const mostAgeMs = 24 * 3_600_000;

export interface Ready {
  readonly row: QueuedDispatch;
  readonly document: Document;
}

export class SealWaits {
  private waited = true;

  constructor(
    private readonly trust: TrustStore,
    private readonly mailbox: Mailbox,
    private readonly aside: SetAside,
  ) {}

  async note(tx: Tx, { protocols, obstacles }: Hindrances, now: Date): Promise<Waiting> {
    const peers = await waitingPeers(tx, this.trust, protocols, now);
    const waiting = { peers, formal: obstacles.length > 0, aside: this.aside.now() };
    const someWait = peers.size > 0 || waiting.aside.codes.size > 0;
    if (!someWait && !this.waited) return waiting;
    this.waited = someWait;
    const links = await this.mailbox.outbox.noteWaits(tx, waiting);
    for (const { peer, linkId } of this.trust.peers().listPeers()) {
      const code = peers.get(peer);
      // A State with expired keys gets no answers.
      if (code === undefined || code === 'KEYS_ENDED' || !links.includes(linkId)) continue;
      await this.mailbox.links.askDirectory(tx, linkId, this.trust.version(peer));
      tx.wake('directory');
    }
    return waiting;
  }

  /**
   * Returns documents to send now. If `formal` is true, holds back formal acts and documents that name a held one. Judges
   * formal acts by the signed document, because a compromised service could change database rows.
   */
  hold<T extends Ready>(tx: Tx, ready: readonly T[], { formal }: Waiting): readonly T[] {
    if (!formal) return ready;
    const held = new Set(ready.flatMap(({ row }) => row.heldFormal));
    const before = held.size;
    const { leaving, waits } = apart(ready, held);
    for (const { row, document } of waits) holdFormal(tx, row.id, leavesUntil(document));
    this.waited ||= held.size > before;
    return leaving;
  }
}

const leavesUntil = ({ composedAt }: Document): Timestamp =>
  timestamp(new Date(Date.parse(composedAt) + mostAgeMs));

function apart<T extends Ready>(
  ready: readonly T[],
  held: Set<DocumentId>,
): { readonly leaving: T[]; readonly waits: T[] } {
  const leaving: T[] = [];
  const waits: T[] = [];
  for (const each of [...ready].sort((a, b) => a.row.id - b.row.id)) {
    const { document } = each;
    const named = [document.inReplyTo, ...restsOn(document)];
    const isHeld = isFormalAct(document) || named.some((id) => id !== null && held.has(id));
    if (isHeld) held.add(document.id);
    (isHeld ? waits : leaving).push(each);
  }
  // In claim order: most urgent first.
  const left = new Set(leaving);
  return { leaving: ready.filter((each) => left.has(each)), waits };
}

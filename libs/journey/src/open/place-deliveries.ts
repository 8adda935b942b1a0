import { isKind, isOpening, isOperation, restsOn } from '#kernel';
import { isStep } from '#capabilities/halts/operations.model';
import type { PostedSigner } from '#capabilities/directory/postings.model';
import type { DispatchHead, ThreadRecord } from '#threads';
import { capabilities, inPlace, placing } from '../capabilities.js';
import type { Capability, Item, Sources } from '#capabilities/capability';
import type { OpenedMessage } from './check-dispatch.js';
import { requirePlace } from './place-in-thread.js';
import { loadFacts, refusalOf, type Loaded } from '../run-capabilities.js';
import { refusal } from './verdict.js';
import type { DueDelivery } from '#mailbox';

/** So long a recall waits for a document that it names and that is not here: it may have been overtaken on the way. */
const overtakenMs = 3_600_000;

/** A message that is to be filed. */
export interface Arrived {
  readonly row: DueDelivery;
  readonly message: OpenedMessage;
  readonly posted: readonly PostedSigner[];
}

/** A message with its place: the thread it continues, null when it opens one. */
export interface Placed extends Arrived {
  readonly thread: ThreadRecord | null;
}

/** As the capabilities judge it. */
export const itemOf = ({ document, envelope }: OpenedMessage, thread: ThreadRecord): Item => ({
  ...{ document, thread, direction: 'IN', at: envelope.sealedAt },
});

interface Places {
  readonly placed: readonly Placed[];
  /** How many are judged in the next batch. */
  readonly left: number;
}

/** Finds the place of each message of a batch; one without goes back to who settles the batch, or waits. */
export class PlaceDeliveries {
  constructor(
    private readonly sources: Sources,
    private readonly refuse: (row: DueDelivery, code: string, detail: string | null) => void,
  ) {}

  /**
   * Where each belongs. Of one thread only the first counts in this batch: what follows is judged by what the first
   * makes of the thread, in the next batch. So are, after a stop-word, steps of other operations of ours: they may be the same.
   */
  async run(arrived: readonly Arrived[]): Promise<Places> {
    if (arrived.length === 0) return { placed: [], left: 0 };
    const { tx, cases, mailbox } = this.sources;
    const known = await cases.headsById(
      tx,
      arrived.flatMap(({ message: { document } }) => [
        document.id,
        ...(document.inReplyTo === null ? [] : [document.inReplyTo]),
        ...restsOn(document),
      ]),
    );
    const heads = new Map(known.map((head) => [head.id, head]));
    const ours = await this.sentByUs(arrived);
    const threads = await cases.lockAll(
      tx,
      arrived.map(({ message: { document } }) => document.thread),
    );
    const items = arrived.flatMap(({ message }) => {
      const thread = threads.get(message.document.thread);
      return thread === undefined ? [] : [itemOf(message, thread)];
    });
    const loaded = await loadFacts(capabilities, this.sources, items, 'FILING');
    const touched = new Set<string>();
    let halted = false;
    let left = 0;
    const placed: Placed[] = [];
    for (const each of arrived) {
      const { document } = each.message;
      // Two neighbours may also use one id for two documents: the second is judged once the first is filed.
      if (touched.has(document.thread) || touched.has(document.id)) {
        left += 1;
        continue;
      }
      touched.add(document.thread).add(document.id);
      const thread = threads.get(document.thread);
      const ofOurs = thread?.side === 'ASKING' && isOperation(thread.requestType);
      if (halted && ofOurs && isStep(document.kind)) {
        left += 1;
        continue;
      }
      const opens = isOpening(document);
      const parent = document.inReplyTo === null ? undefined : heads.get(document.inReplyTo);
      // A peer may take an id of its own document, or of one of ours, for another one.
      if (ours.has(each)) this.refuse(each.row, 'MESSAGE_ID_REUSED', null);
      else if (heads.has(document.id) || (opens && thread !== undefined))
        this.refuse(each.row, 'DOCUMENT_REPLAYED', null);
      else if (cases.isErased(document.thread, thread))
        this.refuse(each.row, 'CONTENT_ERASED', null);
      else if (opens) {
        if (await this.hasRoom(each, placed)) placed.push({ ...each, thread: null });
      } else if (thread === undefined || parent === undefined || overtook(each, heads))
        mailbox.deliveries.markWaiting(tx, each.row, 'PARENT');
      else if (await this.fits({ ...each, thread }, parent, loaded)) {
        placed.push({ ...each, thread });
        halted ||= ofOurs && document.kind === 'halt';
      }
    }
    return { placed, left };
  }

  /** Those that came under the id of a message that we had sent on their link: the record would show them as one. */
  private async sentByUs(arrived: readonly Arrived[]): Promise<ReadonlySet<Arrived>> {
    const { tx, mailbox } = this.sources;
    const found = new Set<Arrived>();
    for (const linkId of new Set(arrived.map(({ row }) => row.linkId))) {
      const own = arrived.filter(({ row }) => row.linkId === linkId);
      const ids = own.map(({ row }) => row.messageId);
      const sent = await mailbox.outbox.sent(tx, linkId, ids);
      for (const each of own) if (sent.has(each.row.messageId)) found.add(each);
    }
    return found;
  }

  private fits(
    { row, message, thread }: Arrived & { readonly thread: ThreadRecord },
    parent: Pick<DispatchHead, 'thread' | 'kind'>,
    loaded: Loaded,
  ): Promise<boolean> {
    const item = itemOf(message, thread);
    const by = (registry: readonly Capability[]): Error | undefined =>
      refusalOf(registry, loaded, item, 'FILING');
    return this.may(row, async () => {
      await requirePlace(this.sources, message, { thread, parent, refused: by(placing) });
      const refused = by(inPlace);
      if (refused !== undefined) throw refused;
    });
  }

  /** A neighbour cannot ask about persons without end. */
  private hasRoom({ row, message }: Arrived, placed: readonly Placed[]): Promise<boolean> {
    const isAsk = (each: OpenedMessage): boolean => isKind(each.document, 'data-subject-request');
    if (!isAsk(message)) return Promise.resolve(true);
    const beside = placed.filter((one) => one.row.linkId === row.linkId && isAsk(one.message));
    const { tx, cases } = this.sources;
    return this.may(row, () => cases.subjects.requireRoom(tx, row.linkId, beside.length));
  }

  private async may(row: DueDelivery, judge: () => Promise<void>): Promise<boolean> {
    try {
      await judge();
      return true;
    } catch (error) {
      const { code, detail } = refusal(error);
      this.refuse(row, code, detail);
      return false;
    }
  }
}

/** It names documents that may still be on their way. */
const overtook = (
  { row, message: { document } }: Arrived,
  heads: ReadonlyMap<string, unknown>,
): boolean =>
  Date.now() - row.receivedAt.getTime() < overtakenMs &&
  restsOn(document).some((item) => !heads.has(item));

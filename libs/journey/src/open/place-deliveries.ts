import { isKind, isOpening, isOperation, restsOn, type LinkId, type ThreadId } from '#kernel';
import { isStep } from '#capabilities/halts/operations.model';
import type { PostedSigner } from '#capabilities/directory/postings.contract';
import type { DispatchHead, ThreadRecord } from '#threads';
import { capabilities, inPlace, placing } from '../capabilities.js';
import type { Capability, Item, Sources } from '#capabilities/capability';
import type { OpenedMessage } from './check-dispatch.js';
import { assertPlace, assertSayable } from './place-in-thread.js';
import { loadFacts, refusalOf, type Loaded } from '../run-capabilities.js';
import { refusal } from './verdict.js';
import type { DueDelivery, WaitingForParent } from '#mailbox';

/**
 * Maximum time (ms) that a document waits for a document which it names. A recall, for example, waits for the recalled
 * document.
 */
const overtakenMs = 3_600_000;

const parentMs = 30 * 86_400_000;
const listenedMs = 3_600_000;
// Of one link: a faulty neighbour cannot have more decrypted each minute, and these do not count as unopened.
const mostWaiting = { count: 1_024, bytes: 64 * 1024 * 1024 } as const;

export interface ParentWait {
  /** Milliseconds since the message came. */
  readonly waitedMs: number;
  /** Milliseconds since this service started: what came while it was off is opened first. */
  readonly runningMs: number;
  /** Messages of its link that are not opened: one of them may be the parent. */
  readonly unopened: number;
}

/** True if a message has waited for its parent for 30 days, or twice as long where others of its link are never all opened. */
export const waitedInVain = ({ waitedMs, runningMs, unopened }: ParentWait): boolean =>
  runningMs > listenedMs && waitedMs > (unopened > 0 ? 2 * parentMs : parentMs);

export interface Arrived {
  readonly row: DueDelivery;
  readonly message: OpenedMessage;
  readonly posted: readonly PostedSigner[];
}

export interface Placed extends Arrived {
  readonly thread: ThreadRecord | null;
}

export const itemOf = ({ document, envelope }: OpenedMessage, thread: ThreadRecord): Item => ({
  ...{ document, thread, direction: 'IN', at: envelope.sealedAt },
});

interface Places {
  readonly placed: readonly Placed[];
  readonly left: number;
}

interface Seen {
  readonly heads: ReadonlyMap<string, DispatchHead>;
  readonly threads: ReadonlyMap<ThreadId, ThreadRecord>;
}

export class PlaceDeliveries {
  readonly #waiting = new Map<LinkId, WaitingForParent>();

  constructor(
    private readonly sources: Sources,
    private readonly refuse: (
      row: DueDelivery,
      code: string,
      detail: string | null,
    ) => Promise<void>,
    private readonly runningMs: () => number = () => performance.now(),
  ) {}

  /** Assigns messages to threads, at most one per thread and batch. `left`: number of messages that wait for the next batch. */
  async placeDeliveries(arrived: readonly Arrived[]): Promise<Places> {
    if (arrived.length === 0) return { placed: [], left: 0 };
    const { tx, cases } = this.sources;
    const known = await cases.headsById(
      tx,
      arrived.flatMap(({ message: { document } }) => [
        document.id,
        ...(document.inReplyTo === null ? [] : [document.inReplyTo]),
        ...restsOn(document),
      ]),
    );
    const heads = new Map(known.map((head) => [head.id, head]));
    const threads = await cases.lockAll(
      tx,
      arrived.map(({ message: { document } }) => document.thread),
    );
    const places = new Map<Arrived, ThreadRecord | null>();
    const touched = new Set<string>();
    let left = 0;
    for (const each of arrived) {
      const { thread, id } = each.message.document;
      // Two neighbours may use one id for different documents: the second is judged after the first is filed.
      if (touched.has(thread) || touched.has(id)) {
        left += 1;
        continue;
      }
      touched.add(thread).add(id);
      const place = await this.placeOf(each, { heads, threads });
      if (place !== undefined) places.set(each, place);
    }
    const fitting = await this.fitting(arrived, places);
    return { placed: fitting.placed, left: left + fitting.left };
  }

  private async placeOf(
    each: Arrived,
    { heads, threads }: Seen,
  ): Promise<ThreadRecord | null | undefined> {
    const { row, message } = each;
    const { document } = message;
    const { cases } = this.sources;
    const thread = threads.get(document.thread);
    const parent = parentOf(each, heads);
    const opens = isOpening(document);
    // A peer may reuse an id of its own or of our documents.
    if (row.isOurs) await this.refuse(row, 'MESSAGE_ID_REUSED', null);
    else if (heads.has(document.id) || (opens && thread !== undefined))
      await this.refuse(row, 'DOCUMENT_REPLAYED', null);
    else if (cases.isErased(document.thread, thread))
      await this.refuse(row, 'CONTENT_ERASED', null);
    else if (opens) return null;
    else if (thread === undefined || parent === undefined) await this.wait(row);
    else if (await this.may(row, () => assertPlace(message, thread, parent))) return thread;
    return undefined;
  }

  private async wait(row: DueDelivery): Promise<void> {
    const { tx, mailbox } = this.sources;
    if (await this.mayWait(row)) mailbox.deliveries.markWaiting(tx, row, 'PARENT');
    else await this.refuse(row, 'PARENT_MISSING', null);
  }

  private async mayWait({
    linkId,
    waitsFor,
    receivedAt,
    ciphertext,
  }: DueDelivery): Promise<boolean> {
    const waited = { waitedMs: Date.now() - receivedAt.getTime(), runningMs: this.runningMs() };
    const waitsOn = waitsFor === 'PARENT';
    if (waitsOn && !waitedInVain({ ...waited, unopened: 0 })) return true;
    const { tx, mailbox } = this.sources;
    const waiting =
      this.#waiting.get(linkId) ?? (await mailbox.deliveries.waitingForParent(tx, linkId));
    this.#waiting.set(linkId, waiting);
    if (waitsOn) return !waitedInVain({ ...waited, unopened: waiting.unopened });
    const count = waiting.count + 1;
    const bytes = waiting.bytes + ciphertext.length;
    const fits = count <= mostWaiting.count && bytes <= mostWaiting.bytes;
    if (fits) this.#waiting.set(linkId, { ...waiting, count, bytes });
    return fits;
  }

  private async fitting(
    arrived: readonly Arrived[],
    places: ReadonlyMap<Arrived, ThreadRecord | null>,
  ): Promise<Places> {
    // Only threads of these messages: a neighbour may name any thread, even of other links.
    const items = arrived.flatMap((each) => {
      const thread = places.get(each);
      return thread === null || thread === undefined ? [] : [itemOf(each.message, thread)];
    });
    const loaded = await loadFacts(capabilities, this.sources, items, 'FILING');
    let halted = false;
    let left = 0;
    const placed: Placed[] = [];
    for (const each of arrived) {
      const thread = places.get(each);
      if (thread === undefined) continue;
      const { kind } = each.message.document;
      const ofOurs = isOurs(thread);
      if (halted && ofOurs && isStep(kind)) left += 1;
      else if (await this.fits(each, thread, { placed, loaded })) {
        placed.push({ ...each, thread });
        halted ||= ofOurs && kind === 'halt';
      }
    }
    return { placed, left };
  }

  private fits(
    each: Arrived,
    thread: ThreadRecord | null,
    { placed, loaded }: { readonly placed: readonly Placed[]; readonly loaded: Loaded },
  ): Promise<boolean> {
    if (thread === null) return this.hasRoom(each, placed);
    const item = itemOf(each.message, thread);
    const require = (registry: readonly Capability[]): void => {
      const refused = refusalOf(registry, loaded, item, 'FILING');
      if (refused !== undefined) throw refused;
    };
    return this.may(each.row, async () => {
      require(placing);
      await assertSayable(this.sources, each.message, thread);
      require(inPlace);
    });
  }

  private hasRoom({ row, message }: Arrived, placed: readonly Placed[]): Promise<boolean> {
    const isAsk = (each: OpenedMessage): boolean => isKind(each.document, 'data-subject-request');
    if (!isAsk(message)) return Promise.resolve(true);
    const beside = placed.filter((one) => one.row.linkId === row.linkId && isAsk(one.message));
    const { tx, cases } = this.sources;
    return this.may(row, () => cases.subjects.assertRoom(tx, row.linkId, beside.length));
  }

  private async may(row: DueDelivery, judge: () => Promise<void> | void): Promise<boolean> {
    try {
      await judge();
      return true;
    } catch (error) {
      const { code, detail } = refusal(error);
      await this.refuse(row, code, detail);
      return false;
    }
  }
}

const isOurs = (thread: ThreadRecord | null): boolean =>
  thread?.side === 'ASKING' && isOperation(thread.requestType);

const parentOf = (each: Arrived, heads: Seen['heads']): DispatchHead | undefined => {
  const { inReplyTo } = each.message.document;
  return inReplyTo === null || overtook(each, heads) ? undefined : heads.get(inReplyTo);
};

const overtook = (
  { row, message: { document } }: Arrived,
  heads: ReadonlyMap<string, unknown>,
): boolean =>
  Date.now() - row.receivedAt.getTime() < overtakenMs &&
  restsOn(document).some((item) => !heads.has(item));

import { phrase } from '#kernel';
import {
  answersOf,
  encodeIndex,
  encodeRecord,
  indexLimits,
  judgeAsks,
  PackageError,
  peerLogOf,
} from '#package';
import type { Tx } from '#store';
import { decodeDocument, sha256 } from '#wire';
import {
  directoryEnds,
  loadRestsOnRoot,
  loadRows,
  noteKeys,
  openMessages,
} from './gathering.facts.js';
import { isOfFormerRoot } from './former-root.rules.js';
import { gatheringRows } from './gathering.rows.js';
import { countChain } from './gathering.rules.js';
import { indexedAsks, type NeighbourAsk, type ShownDocument } from '../neighbour/asks.rules.js';
import { answersFor, type AskingPackage, AskNeighbour } from '../neighbour/ask-neighbour.jobs.js';
import { documentReason } from './variant.rules.js';
import { ownSideOf } from './own-side.rules.js';
import { packageGathered } from '../packages.events.js';
import { isOverdue, type Listening } from '../listening.rules.js';
import { packageBounds } from '../packages.lists.js';
import { PackageLife } from '../life/life.rows.js';
import { restsOf, type ShownItem } from '../life/life.rules.js';
import { loadHealth } from './judging.service.js';
import { loadSigningKeys } from './signing-keys.service.js';
import { type OpenPackage, type Packages, supersedesOf } from '../packages.rows.js';
import {
  contentKeyOf,
  type Gathered,
  gatherUpTo,
  type PackingParts,
  threadKeyOf,
  variantOf,
} from './packing.service.js';
import { firstWitnessed, policyOf } from './witnessed.rules.js';

/**
 * First half of making a package: logs the event `pkg.gathered`, then freezes the contents under a cosigned checkpoint that
 * includes the event.
 */
export class GatherPackage {
  readonly #neighbour: AskNeighbour;
  readonly #life = new PackageLife();

  constructor(
    private readonly parts: PackingParts,
    private readonly packages: Packages,
  ) {
    this.#neighbour = new AskNeighbour(packages, parts.journal);
  }

  /**
   * Logs the event `pkg.gathered` with the number of the case's log entries. A lock prevents new entries between counting and
   * logging. @throws PackageError PACKAGE_CHANGED, PACKAGE_TOO_LARGE, PACKAGE_LEAF_INVALID, PACKAGE_ROOT_CHANGED
   */
  async end(tx: Tx, asked: OpenPackage): Promise<true> {
    threadKeyOf(this.parts, asked);
    await this.#assertCurrentRoot(tx, asked);
    await gatheringRows.lockChain(tx, asked.thread);
    const made = await gatheringRows.made(tx, asked.thread);
    if (made.length >= indexLimits.events)
      throw new PackageError('PACKAGE_TOO_LARGE', phrase`${indexLimits.events} leaves`);
    const counts = countChain(made.map(({ leaf }, index) => ({ index, bytes: leaf, kept: [] })));
    const said = { exhibit: asked.exhibit, ...counts, supersedes: supersedesOf(asked) };
    const draft = packageGathered(asked.thread, said);
    const { id, at } = await this.parts.journal.recordEvent(tx, draft);
    this.packages.gathered(tx, asked, { event: id, at });
    return true;
    // Durable now: the closing event, and that this package waits for a checkpoint with it.
  }

  /**
   * Refuses material that depends on a former root key of the neighbour. @throws PackageError PACKAGE_ROOT_CHANGED;
   * PACKAGE_CHANGED if the thread is missing
   */
  async #assertCurrentRoot(tx: Tx, { thread: id }: OpenPackage): Promise<void> {
    const thread = await gatheringRows.thread(tx, id);
    if (thread === undefined) throw new PackageError('PACKAGE_CHANGED', 'thread');
    const former = await this.parts.trust.formerDirectories(tx, thread.peer);
    if (former.length > 0 && isOfFormerRoot(await loadRestsOnRoot(tx, id, thread), former))
      throw new PackageError('PACKAGE_ROOT_CHANGED', thread.peer);
  }

  /**
   * Fixes the contents under the first checkpoint with enough cosignatures. Returns false while checkpoint or neighbour's
   * answer is missing. @throws PackageError PACKAGE_UNCOSIGNED if no such checkpoint exists after `cosignedHours`; errors of
   * `gatherUpTo`
   */
  async freeze(tx: Tx, asked: OpenPackage, listening: Listening): Promise<boolean> {
    const { gatheredEvent, gatheredAt } = asked;
    if (gatheredEvent === null || gatheredAt === null) throw new PackageError('PACKAGE_CHANGED');
    const thread = await gatheringRows.thread(tx, asked.thread);
    if (thread === undefined) throw new PackageError('PACKAGE_CHANGED', 'thread');
    const { peer, linkId } = thread;
    const of = { open: asked, gatheredAt, peer, linkId, listening };
    const asks = await this.#neighbour.run(tx, of, () => this.#came(tx, asked));
    if (asks === undefined) return false;
    const gathered = await gatheringRows.placeOf(tx, gatheredEvent);
    return this.#freezeUpTo(tx, of, { gathered, asks });
  }

  async #freezeUpTo(
    tx: Tx,
    of: AskingPackage,
    {
      gathered,
      asks,
    }: { readonly gathered: number | undefined; readonly asks: readonly NeighbourAsk[] },
  ): Promise<boolean> {
    const { open, gatheredAt, peer, listening } = of;
    const { origin, outside, trust } = this.parts;
    const keys = noteKeys(trust, origin, peer, gatheredAt);
    const policy = policyOf(this.parts.policy, { ...keys, neighbour: peer, outside });
    const lines = gathered === undefined ? [] : await gatheringRows.lines(tx, gathered);
    const witnessed = firstWitnessed(lines, policy, keys.witnesses);
    if (gathered === undefined || witnessed === undefined) {
      if (isOverdue(gatheredAt, packageBounds.cosignedHours, listening))
        throw new PackageError('PACKAGE_UNCOSIGNED');
      return false;
    }
    const { size, root, note: checkpoint, second } = witnessed;
    const directories = directoryEnds(trust, [trust.state, peer]);
    const end = { gathered, gatheredAt, size, root, directories, asks: indexedAsks(asks) };
    const found = await gatherUpTo(tx, this.parts, open, end);
    const left = await this.#judged(tx, of, asks, found);
    if (left !== asks) {
      this.packages.asked(tx, open, left);
      return true;
    }
    const { gathering, leaves } = found;
    const rests = restsOf(leaves, { gathered, at: gatheredAt }, itemsOf(found));
    this.#life.rest(tx, open.id, rests);
    const answers = await answersFor(tx, open, asks);
    const health = await loadHealth(tx, found);
    this.#life.keys(tx, open.id, await loadSigningKeys(trust, { found, health, answers, keys }));
    const [record, index] = [encodeRecord(gathering.record), encodeIndex(gathering.index)];
    this.packages.freeze(tx, open, { record, index, policy, checkpoint, second });
    return true;
    // Durable now: the contents and their basis. From here the same rows give the same files.
  }

  async #came(tx: Tx, asked: OpenPackage): Promise<ShownDocument[]> {
    const key = contentKeyOf(this.parts, asked);
    const rows = await loadRows(tx, { thread: asked.thread, key, opensValues: false });
    const opened = await openMessages(key, rows);
    const variant = variantOf(asked);
    return [...opened.values()].flatMap(({ placed, bytes }) => {
      if (placed.direction === 'OUT' || documentReason(variant, placed) !== null) return [];
      if (bytes.said === null) return [];
      const { document } = bytes.said;
      return [{ document: decodeDocument(document), sha256: sha256(document) }];
    });
  }

  /**
   * Marks requests for log entries of the neighbour INVALID if the answer fails a check. Returns the same `asks` array if
   * every answer passes.
   */
  async #judged(
    tx: Tx,
    of: AskingPackage,
    asks: readonly NeighbourAsk[],
    found: Gathered,
  ): Promise<readonly NeighbourAsk[]> {
    const { asks: indexed } = found.gathering.index;
    if (indexed === undefined) return asks;
    const { state, neighbour, link } = found.gathering.record;
    const answers = await answersFor(tx, of.open, asks);
    const way = peerLogOf(this.parts.trust.directoryOf(neighbour), { state, neighbour, link });
    const { findings } = await judgeAsks(indexed, answers, way, ownSideOf(found));
    const flawed = new Set(
      answersOf(found.gathering.index)
        .filter(({ place }) => findings.some((finding) => finding.place === place))
        .map(({ ask }) => ask.consent),
    );
    if (flawed.size === 0) return asks;
    const left: NeighbourAsk[] = [];
    for (const each of asks)
      left.push(flawed.has(each.consent) ? await this.#neighbour.refuse(tx, of, each) : each);
    return left;
  }
}

const itemsOf = ({ gathering, opened }: Gathered): ShownItem[] =>
  gathering.messages.flatMap(({ message }) => {
    const bytes = opened.get(message)?.bytes;
    if (bytes === undefined || bytes.said === null) return [];
    const { id: document, signer, composedAt } = decodeDocument(bytes.said.document);
    return [{ document, signer, signedAt: new Date(composedAt) }];
  });

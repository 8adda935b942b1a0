import { indexLimits, encodeIndex, encodeRecord, PackageError } from '#package';
import type { Tx } from '#store';
import { directoryEnds, noteKeys } from './gathering.facts.js';
import { gatheringRows } from './gathering.rows.js';
import { countChain } from './gathering.rules.js';
import { packageGathered } from '../packages.events.js';
import { packageBounds } from '../packages.lists.js';
import type { OpenPackage, Packages } from '../packages.rows.js';
import { gatherUpTo, type PackingParts, threadKeyOf } from './packing.service.js';
import { firstWitnessed, policyOf } from './witnessed.rules.js';

const hour = 3_600_000;

/** The first half of a package: the end of the chain in the log, then record and index under a checkpoint that is cosigned. */
export class GatherPackage {
  constructor(
    private readonly parts: PackingParts,
    private readonly packages: Packages,
  ) {}

  /**
   * Counts the chain of the case under its lock and ends it by an event that says so.
   * @throws PackageError PACKAGE_CHANGED, PACKAGE_TOO_LARGE, PACKAGE_LEAF_INVALID
   */
  async end(tx: Tx, asked: OpenPackage): Promise<true> {
    threadKeyOf(this.parts, asked);
    await gatheringRows.lockChain(tx, asked.thread);
    const made = await gatheringRows.made(tx, asked.thread);
    if (made.length >= indexLimits.events)
      throw new PackageError('PACKAGE_TOO_LARGE', `${indexLimits.events} leaves`);
    const counts = countChain(made.map(({ leaf }, index) => ({ index, bytes: leaf, kept: [] })));
    const draft = packageGathered(asked.thread, { exhibit: asked.exhibit, ...counts });
    const { id, at } = await this.parts.journal.record(tx, draft);
    this.packages.gathered(tx, asked, { event: id, at });
    return true;
    // Durable now: the end of the chain, and that this package is waiting for a checkpoint with it.
  }

  /**
   * Freezes record and index under the first checkpoint that holds the end and has its quorum. False while there is none.
   * @throws PackageError PACKAGE_UNCOSIGNED after hours, and as `gatherUpTo`
   */
  async freeze(tx: Tx, asked: OpenPackage): Promise<boolean> {
    const { trust } = this.parts;
    const { gatheredEvent, gatheredAt } = asked;
    if (gatheredEvent === null || gatheredAt === null) throw new PackageError('PACKAGE_CHANGED');
    const thread = await gatheringRows.thread(tx, asked.thread);
    const gathered = await gatheringRows.placeOf(tx, gatheredEvent);
    if (thread === undefined) throw new PackageError('PACKAGE_CHANGED', 'thread');
    const { origin, outside } = this.parts;
    const keys = noteKeys(trust, origin, thread.peer, gatheredAt);
    const policy = policyOf(this.parts.policy, { ...keys, neighbour: thread.peer, outside });
    const lines = gathered === undefined ? [] : await gatheringRows.lines(tx, gathered);
    const witnessed = firstWitnessed(lines, policy, keys.witnesses);
    if (gathered === undefined || witnessed === undefined) {
      if (Date.now() - gatheredAt.getTime() > packageBounds.cosignedHours * hour)
        throw new PackageError('PACKAGE_UNCOSIGNED');
      return false;
    }
    const { size, root, note: checkpoint, second } = witnessed;
    const directories = directoryEnds(trust, [trust.state, thread.peer]);
    const end = { gathered, gatheredAt, size, root, directories };
    const { gathering } = await gatherUpTo(tx, this.parts, asked, end);
    const [record, index] = [encodeRecord(gathering.record), encodeIndex(gathering.index)];
    this.packages.freeze(tx, asked, { record, index, policy, checkpoint, second });
    return true;
    // Durable now: what is in the package. From here on the same rows give the same files.
  }
}

import { randomBytes } from 'node:crypto';
import { detachedSignature } from '#cms';
import { knownObject } from '#journal';
import { parseSha256, type Sha256, phrase, type Detail } from '#kernel';
import { AttachmentReader, AttachmentWriter, ObjectsError } from '#objects';
import {
  assemble,
  type Build,
  type BuildRecord,
  bytesToCertify,
  bytesToSeal,
  bytesToStamp,
  decodeIndex,
  decodeRecord,
  encodeIndex,
  encodeRecord,
  examinePackage,
  names,
  PackageError,
} from '#package';
import { armored, signDetached } from '#seal';
import { formToken, makeStampRequest, StampError, verifyStamp } from '#stamp';
import type { Tx } from '#store';
import { type Hashes, sha256, sha512 } from '#wire';
import { besidesOf, loadHealth, ownReader, reportBefore, reportOf } from './judging.service.js';
import {
  loadDirectories,
  loadProofs,
  openReceipt,
  openStamp,
  stateKeys,
  type OpenedAttachment,
} from './gathering.facts.js';
import { answersFor } from '../neighbour/ask-neighbour.jobs.js';
import { indexedAsks } from '../neighbour/asks.rules.js';
import { wrapPackageKey } from '../handover.rows.js';
import type { MessageBytes } from './gathered.facts.js';
import { packageFiles } from './package-files.rules.js';
import { type PackageRequest, PackageStamps } from '../package-stamps.rows.js';
import { packageBuilt } from '../packages.events.js';
import { isOverdue, type Listening } from '../listening.rules.js';
import { packageBounds } from '../packages.lists.js';
import { PackageLife } from '../life/life.rows.js';
import { changedSince } from '../life/life.rules.js';
import { endedOf } from '../life/ended-keys.service.js';
import { gatheringRows } from './gathering.rows.js';
import { type OpenPackage, type Packages, supersedesOf } from '../packages.rows.js';
import { gatherUpTo, type Gathered, type PackingParts, threadKeyOf } from './packing.service.js';

const lostMs = 60_000;
const firstPauseMs = 5_000;
const longestPauseMs = 60_000;
const context = { step: 'build-package' } as const;
const isolation = 'REPEATABLE READ';

const changed = (what: Detail): PackageError => new PackageError('PACKAGE_CHANGED', what);

/** Second half of making a package: reads the files, seals, gets a time-stamp, assembles the package and verifies it. */
export class SealPackage {
  readonly #life = new PackageLife();
  readonly #stamps = new PackageStamps();
  readonly #reader: AttachmentReader;
  #kept: { readonly id: string; readonly build: Build } | undefined;

  constructor(
    private readonly parts: PackingParts,
    private readonly packages: Packages,
  ) {
    this.#reader = new AttachmentReader(parts.objects);
  }

  async run(asked: OpenPackage, listening: Listening): Promise<boolean> {
    // Also for cached files: no package may be built from an erased thread.
    threadKeyOf(this.parts, asked);
    const build = this.#kept?.id === asked.id ? this.#kept.build : await this.#build(asked);
    this.#kept = undefined;
    if (asked.seal === null) return this.#seal(asked, build);
    if (sha256(bytesToSeal(build)) !== asked.sealedSha256) throw changed(phrase`sealed bytes`);
    const seals = { seal: asked.seal, cms: asked.cmsSeal };
    const token = await this.#token(asked, build, bytesToStamp(build, seals));
    if (token !== undefined) return this.#finish(asked, build, assemble(build, seals, token));
    this.#kept = { id: asked.id, build };
    return this.#wait(asked, listening);
  }

  async #build(asked: OpenPackage): Promise<Build> {
    const { store, trust } = this.parts;
    const loaded = await store.transaction({ step: 'build-package', isolation }, async (tx) => {
      await trust.refresh(tx);
      const gathered = await this.#again(tx, asked);
      const { record } = gathered.gathering;
      const health = await loadHealth(tx, gathered);
      const proofs = await loadProofs(tx, gathered.gathering, health);
      const directories = await loadDirectories(tx, record.directories);
      const answers = await answersFor(tx, asked, asked.asks);
      return { gathered, ...proofs, health, directories, answers };
    });
    const { policy, checkpoint, second } = asked;
    if (policy === null || checkpoint === null) throw changed('checkpoint');
    const { gathered, ...log } = loaded;
    const { gathering, rows, stamps, leaves } = gathered;
    const { record, index } = gathering;
    const files = packageFiles(gathering, {
      ...{ ...log, leaves, policy, checkpoint, second: second ?? undefined },
      keys: stateKeys(trust, [record.state, record.neighbour]),
      messages: await this.#messages(gathered),
      receipts: gathering.receipts.map(({ rseq }) => {
        const found = rows.receipts.find((each) => each.rseq === rseq);
        if (found === undefined) throw changed('receipt');
        return openReceipt(found);
      }),
      stamps: gathering.stamps.map((placed) => {
        const found = stamps.get(placed);
        if (found === undefined) throw changed('stamp');
        return openStamp(found);
      }),
    });
    return withReport({ record, index, files }, asked.reportBefore);
  }

  async #again(tx: Tx, asked: OpenPackage): Promise<Gathered> {
    const { record, index, gatheredAt } = asked;
    if (record === null || index === null || gatheredAt === null) throw changed('record');
    const { gathered, log, directories } = decodeRecord(record);
    const { tokens } = decodeIndex(index);
    const root = Buffer.from(log.root, 'base64');
    const asks = indexedAsks(asked.asks ?? []);
    const end = { gathered, gatheredAt, size: log.size, root, directories, tokens, asks };
    const found = await gatherUpTo(tx, this.parts, asked, end);
    const same =
      record.equals(encodeRecord(found.gathering.record)) &&
      index.equals(encodeIndex(found.gathering.index));
    if (!same) throw changed(phrase`record and index`);
    return found;
  }

  async #messages({ gathering, opened }: Gathered): Promise<MessageBytes[]> {
    const found: MessageBytes[] = [];
    for (const [i, { message }] of gathering.messages.entries()) {
      const kept = opened.get(message);
      const listed = gathering.index.messages[i];
      if (kept === undefined || listed === undefined) throw changed('message');
      const attachments: (Uint8Array | null)[] = [];
      for (const [k, attachment] of kept.attachments.entries())
        attachments.push(listed.attachments[k] === null ? await this.#plain(attachment) : null);
      const { said, ...around } = kept.bytes;
      found.push({ ...around, said: listed.withheld === null ? said : null, attachments });
    }
    return found;
  }

  async #plain({ root, key, declared }: OpenedAttachment): Promise<Uint8Array> {
    if (key === null) throw changed('attachment');
    try {
      const pieces: Uint8Array[] = [];
      for await (const piece of this.#reader.decryptStream(parseSha256(root), key, declared.size))
        pieces.push(Buffer.from(piece));
      return Buffer.concat(pieces);
    } catch (error) {
      if (!(error instanceof ObjectsError) || error.code === 'OBJECT_STORE_FAILED') throw error;
      throw new PackageError('PACKAGE_FILE_MISSING', error.code, error);
    }
  }

  async #seal(asked: OpenPackage, build: Build): Promise<true> {
    const { keys, sealer, store, trust } = this.parts;
    const sealing = trust.own().stateKey('package', build.record.gatheredAt);
    if (sealing === undefined) throw new PackageError('PACKAGE_REFUSED', phrase`no package key`);
    const key = await keys.purpose('package', sealing.fingerprint);
    const report = await reportBefore(
      build,
      this.parts.profile,
      await besidesOf(this.parts, build, 'BEFORE'),
    );
    const whole = withReport(build, report);
    const bytes = bytesToSeal(whole);
    const seal = armored(await signDetached(bytes, key, new Date()), 'SIGNATURE');
    const cms =
      sealer === undefined
        ? null
        : await detachedSignature([bytesToCertify(whole, seal)], sealer, new Date(), 'TIME');
    await store.transaction(context, (tx) => {
      this.packages.sealed(tx, asked, { seal, cms, over: sha256(bytes), report });
      return Promise.resolve();
    });
    return true;
    // Durable now: the report before building, and the seal over a package with it.
  }

  /**
   * Returns a valid time-stamp of `bytes`; if none has arrived, returns undefined and requests one unless a request is open.
   * Refuses a time-stamp whose root certificate is not in `record.authorities`.
   */
  async #token(
    asked: OpenPackage,
    { record }: Build,
    bytes: Uint8Array,
  ): Promise<Buffer | undefined> {
    const { store, authorities } = this.parts;
    const known: readonly string[] = record.authorities;
    for (const { name, policy, trust } of authorities) {
      const open = await store.transaction(context, async (tx) => {
        const before = await this.#stamps.open(tx, name, asked.id);
        if (before === undefined || isOver(before)) {
          const { der, nonce } = makeStampRequest(bytes, randomBytes(16), policy);
          const tries = before === undefined ? 0 : before.tries + 1;
          this.#stamps.ask(tx, name, { of: asked.id, request: der, nonce, tries });
        }
        return before;
      });
      if (open?.response == null || open.receivedAt === null) continue;
      const { response, nonce, receivedAt } = open;
      try {
        const stamp = await verifyStamp(response, { bytes, nonce, now: receivedAt }, trust());
        const [root] = stamp.chain.slice(-1);
        if (root !== undefined && known.includes(sha256(root)))
          return formToken(stamp.token, stamp.chain);
        // This authority never stamped the package's log, so nothing in the package supports it.
        throw new StampError('STAMP_CERTIFICATE_INVALID', name);
      } catch (error) {
        if (!(error instanceof StampError)) throw error;
        await store.transaction(context, (tx) => {
          this.#stamps.refuse(tx, name, nonce, error.code);
          return Promise.resolve();
        });
      }
    }
    return undefined;
  }

  #wait({ gatheredAt }: OpenPackage, listening: Listening): false {
    const from = gatheredAt ?? new Date(0);
    if (this.parts.authorities.length === 0) throw new PackageError('PACKAGE_UNTIMED', 'none');
    const { stampedHours, provableMs } = packageBounds;
    const isPast = listening.now - from.getTime() > provableMs;
    if (isPast || isOverdue(from, stampedHours, listening))
      throw new PackageError('PACKAGE_UNTIMED');
    return false;
  }

  /**
   * Verifies the finished package, trusting only the roots in `build.record`. Then stores and logs the package. @throws
   * PackageError PACKAGE_REFUSED, PACKAGE_WITHDRAWN, PACKAGE_CHANGED
   */
  async #finish(asked: OpenPackage, build: Build, bytes: Buffer): Promise<true> {
    const reader = ownReader(build.record);
    const examined = await examinePackage(bytes, reader);
    const { exit, checks } = examined.report;
    if (exit !== 0 && exit !== 2) {
      const failed = checks.find(({ verdict }) => verdict === 'fail');
      throw new PackageError(
        'PACKAGE_REFUSED',
        phrase`${failed?.check ?? ''} ${failed?.code ?? ''}`,
      );
    }
    const { journal, store } = this.parts;
    const before = asked.reportBefore;
    if (before === null) throw changed('report');
    const besides = await besidesOf(this.parts, build, 'AFTER');
    const judged = { sha512: sha512(bytes), at: reader.at, stage: 'AFTER' } as const;
    const report = await reportOf(examined, this.parts.profile, besides, judged);
    const { root, ...hashes } = await this.#storePackage(asked, bytes);
    const made = await store.transaction(context, async (tx) => {
      await this.#assertStanding(tx, asked, build.record);
      if (!(await this.packages.built(tx, asked, { root, ...hashes, exit, report }))) return false;
      const object = knownObject('package', hashes);
      const { reader: label } = build.record;
      const draft = packageBuilt(asked.thread, object, {
        ...{ exhibit: asked.exhibit, exit, reader: label, supersedes: supersedesOf(asked) },
        ...{ before: sha256(before), after: sha256(report) },
      });
      await journal.recordEvent(tx, draft);
      return true;
    });
    if (!made) throw changed('thread');
    return true;
    // Durable now: the package, its key, its hashes, the report beside it, and the event that names both reports.
  }

  /**
   * Requires that everything in the package is still valid: documents, consents, keys and waivers. Locks the thread's log
   * chain until the transaction ends. @throws PackageError PACKAGE_WITHDRAWN, PACKAGE_CHANGED
   */
  async #assertStanding(
    tx: Tx,
    asked: OpenPackage,
    { neighbour }: Pick<BuildRecord, 'neighbour'>,
  ): Promise<void> {
    const { trust } = this.parts;
    await gatheringRows.lockChain(tx, asked.thread);
    await trust.refresh(tx);
    const ended = endedOf(trust, [trust.state, neighbour]);
    const flaw = changedSince(await this.#life.standing(tx, asked), ended);
    if (flaw !== undefined)
      throw new PackageError('PACKAGE_WITHDRAWN', phrase`${flaw.code} ${flaw.cause}`);
    // Both reports count the waivers of the gathering.
    if (asked.gatheredEvent === null) throw changed('record');
    const rule = await gatheringRows.waiverWithdrawn(tx, asked.thread, asked.gatheredEvent);
    if (rule !== undefined)
      throw new PackageError('PACKAGE_WITHDRAWN', phrase`WAIVER_WITHDRAWN ${rule}`);
  }

  /** Stores the package, encrypted under a new key. First removes what an earlier attempt stored before a crash. */
  async #storePackage(
    asked: OpenPackage,
    bytes: Uint8Array,
  ): Promise<Hashes & { readonly root: Sha256 }> {
    const { objects, store } = this.parts;
    await removePlaced(this.parts, this.packages, asked);
    const writer = await AttachmentWriter.open(objects, bytes.length);
    await writer.write(bytes);
    return writer.finish(({ root, key }) =>
      store.transaction(context, (tx) => {
        const wrapped = wrapPackageKey(key, asked, threadKeyOf(this.parts, asked));
        this.packages.place(tx, asked, { root, key: wrapped });
        return Promise.resolve();
      }),
    );
  }
}

const withReport = ({ record, index, files }: Build, report: Uint8Array | null): Build => ({
  ...{ record, index },
  files: report === null ? files : new Map([...files, [names.report, report]]),
});

export async function removePlaced(
  { store, objects }: Pick<PackingParts, 'store' | 'objects'>,
  packages: Packages,
  asked: OpenPackage,
): Promise<void> {
  const root = await store.transaction(context, (tx) => packages.placed(tx, asked));
  if (root !== undefined) await objects.remove(root);
}

function isOver({ failure, response, ageMs, tries }: PackageRequest): boolean {
  if (response !== null) return false;
  if (failure === null) return ageMs >= lostMs;
  return ageMs >= Math.min(firstPauseMs * 2 ** tries, longestPauseMs);
}

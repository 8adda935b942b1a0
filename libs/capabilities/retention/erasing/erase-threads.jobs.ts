import { phrase, type Compartment, type Sha256, type ThreadId } from '#kernel';
import { createPublicKey, type KeyObject } from 'node:crypto';
import type { DestroyThreads } from './destroy-threads.service.js';
import { RetentionRows } from '../retention.rows.js';
import { standardRetention } from '../retention.schema.js';
import { lookAgainAt, type OpenCase } from '../open-case/open-case.model.js';
import { decisionsOf, judgeErasures, type JudgedCase } from '../open-case/open-case.queries.js';
import {
  decisionValues,
  notStopped,
  OpenCases,
  type HoldDecision,
} from '../open-case/open-case.rows.js';
import { erasureStopped } from '../retention.events.js';
import type { EraseOrder, Lifting, Retention } from '../retention.model.js';
import { ownEventKeys } from '#threads';
import { numberOf } from '../retention.jobs.js';
import { JournalError, type ErasureFile, type ErasureRecord, type Journal } from '#journal';
import { ObjectsError } from '#objects';
import type { Store, Tx } from '#store';
import type { TrustStore } from '#trust';
import { canonicalJson, type SignedEntry } from '#wire';

const context = { step: 'erase-threads' } as const;
const batchSize = 50;

interface Due {
  readonly thread: ThreadId;
  readonly basis: string;
  readonly version: number | null;
}

interface Stopped extends Pick<JudgedCase, 'open'> {
  readonly now: Date;
  readonly compartment: Compartment;
}

/** Erases threads by signed order or retention rule. Repeats these erasures in a restored old database. */
export class EraseThreads {
  private readonly retention = new RetentionRows();
  private readonly cases = new OpenCases();
  private readonly done = new Set<ThreadId>();
  private looked = 0;
  private swept: ThreadId | null = null;

  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly journal: Journal,
    private readonly file: ErasureFile,
    private readonly threads: DestroyThreads,
    private readonly eventKey: KeyObject,
  ) {}

  /**
   * Erases threads that the erasure file lists but a restored old database still has. Returns how many. @throws JournalError
   * ERASURE_FILE_SHORT, ERASURE_FILE_INVALID
   */
  async applyAgain(): Promise<number> {
    await this.store.transaction(context, (tx) =>
      this.journal.erasures.assertAllNamed(tx, this.file),
    );
    for (let count = 0; ;) {
      const files: Sha256[] = [];
      const applied = await this.store.transaction(context, async (tx) => {
        files.length = 0;
        await this.journal.erasures.lock(tx);
        await this.trust.refresh(tx);
        const records = await this.journal.erasures.unapplied(tx, this.file, batchSize);
        const keys = ownEventKeys(this.trust.own(), 'sealer', createPublicKey(this.eventKey));
        for (const record of records) {
          // Lines must be signed: write access to the file alone must not destroy threads.
          if (!this.file.isSigned(record, keys))
            throw new JournalError('ERASURE_FILE_INVALID', phrase`signature of line ${record.n}`);
          files.push(...(await this.threads.destroy(tx, record, true)));
        }
        return records.length;
      });
      // Durable now: no key opens these files. A crash or a slow disk leaves them to `tidy`.
      await this.threads.removeFiles(files);
      count += applied;
      if (applied < batchSize) return count;
    }
  }

  async run(): Promise<boolean> {
    try {
      return await this.next();
    } catch (error) {
      // The database was replaced by an older one, or an interruption came after the line was written.
      if (!(error instanceof JournalError) || error.code !== 'ERASURES_NOT_APPLIED') throw error;
      await this.applyAgain();
      return true;
    }
  }

  private async next(): Promise<boolean> {
    const files: Sha256[] = [];
    const more = await this.store.transaction(context, async (tx) => {
      files.length = 0;
      await this.journal.erasures.assertApplied(tx, this.file);
      await this.trust.refresh(tx);
      if ((await this.due(tx, this.trust.retention())) === undefined) return false;
      await this.journal.erasures.lock(tx);
      // The lock excludes a new hold until the commit.
      const orders = await this.trust.lockOrders(tx);
      const due = await this.due(tx, orders);
      if (due === undefined) return true;
      const compartment = await this.cases.lock(tx, due.thread);
      const { now, cases } = await judgeErasures(tx, this.trust, [due.thread]);
      const judged = cases.get(due.thread) ?? null;
      if (compartment !== undefined && judged !== null && judged.erasure !== 'DECIDED') {
        await this.stop(tx, due, { compartment, now, ...judged });
        return true;
      }
      // Names the lifted hold only when it decides an open case.
      const lifting = judged === null ? undefined : orders.lifting(due.thread);
      files.push(...(await this.carryOut(tx, due, lifting)));
      return true;
    });
    // Durable now: first the line, then the erasure. After a crash in between `applyAgain` completes it. A crash here, or a
    // slow disk, leaves the files to `tidy`.
    await this.threads.removeFiles(files);
    if (!more) await this.tidy();
    return more;
  }

  private async due(tx: Tx, retention: Retention): Promise<Due | undefined> {
    const decisions = await decisionsOf(tx, this.trust, retention.liftings());
    const ordered = await this.ordered(tx, retention, decisions);
    if (ordered !== undefined) return ordered;
    const standing = retention.rule();
    const held = retention.holds().map(({ thread }) => thread);
    const thread = await this.retention.expired(tx, numberOf(standing), held, decisions);
    if (thread === undefined) return undefined;
    return { thread, basis: standing.rule.basis, version: standing.version };
  }

  private async ordered(
    tx: Tx,
    retention: Retention,
    decisions: readonly HoldDecision[],
  ): Promise<EraseOrder | undefined> {
    const fresh = retention.orders().filter(({ thread }) => !this.done.has(thread));
    if (fresh.length === 0) return undefined;
    const rows = await tx.query<{ id: ThreadId; free: boolean }>(
      `select id, ${notStopped(2)} as free from cases.thread t where id = any ($1::uuid[]) and key_wrapped is not null`,
      [fresh.map(({ thread }) => thread), ...decisionValues(decisions)],
    );
    const alive = new Map(rows.map(({ id, free }) => [id, free]));
    for (const { thread } of fresh) if (!alive.has(thread)) this.done.add(thread);
    return fresh.find(({ thread }) => alive.get(thread));
  }

  /** Stops the erasure of a thread whose case is open. A repeated stop for the same reason is not logged again. */
  private async stop(
    tx: Tx,
    { thread, basis }: Due,
    { open, now, compartment }: Stopped,
  ): Promise<void> {
    const lookAt = lookAgainAt(open, now);
    const before = (await this.cases.stops(tx, [thread])).get(thread);
    if (before !== undefined && isSame(before, open)) {
      this.cases.lookLater(tx, thread, lookAt);
      return;
    }
    const { id: event, at } = await this.journal.recordEvent(
      tx,
      erasureStopped({ thread, compartment }, open, basis),
    );
    this.cases.stop(tx, { thread, open, lookAt, at, event });
    // Durable now: the reason for the stop, shown to the desk of the thread.
  }

  private async entryOf(tx: Tx, { version }: Pick<Due, 'version'>): Promise<SignedEntry> {
    if (version === null) return { entry: canonicalJson(standardRetention), signatures: [] };
    const [signed] = (await this.trust.part(tx, 'retention', null, version)).entries;
    if (signed === undefined) throw new JournalError('EVENT_UNKNOWN');
    const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64');
    return { entry: bytes(signed.entry), signatures: signed.signatures.map(bytes) };
  }

  private async carryOut(
    tx: Tx,
    order: Due,
    lifting: Lifting | undefined,
  ): Promise<readonly Sha256[]> {
    const [row] = await tx.query<{ compartment: ErasureRecord['compartment']; now: Date }>(
      'select compartment, clock_timestamp() as now from cases.thread where id = $1',
      [order.thread],
    );
    if (row === undefined) throw new JournalError('EVENT_UNKNOWN');
    const { thread, basis } = order;
    const decision = lifting === undefined ? {} : { decision: await this.entryOf(tx, lifting) };
    const record = this.file.next(
      {
        ...{ thread, basis, compartment: row.compartment, ...decision },
        order: await this.entryOf(tx, order),
      },
      this.eventKey,
      row.now,
    );
    await this.cases.release(tx, [thread]);
    const files = await this.threads.destroy(tx, record, false);
    // All statements succeeded. From here on the erasure is decided, even if this transaction fails.
    this.file.append(record);
    return files;
  }

  private async tidy(): Promise<void> {
    if (Date.now() < this.looked + 60_000) return;
    this.looked = Date.now();
    const rests = await this.store.transaction(context, async (tx) => {
      const files = await this.threads.destroyRests(tx, batchSize);
      const held = this.trust
        .retention()
        .holds()
        .map(({ thread }) => thread);
      await this.cases.release(tx, held);
      await this.sweep(tx);
      return files;
    });
    await this.removeRests(rests);
  }

  // Outside of transactions: a slow disk must not hold locks. Most files are gone long ago.
  private async removeRests(rests: readonly Sha256[]): Promise<void> {
    const here = await this.threads.lyingHere(rests);
    if (here.length === 0) return;
    const unused = await this.store.transaction(context, (tx) => this.threads.unusedOf(tx, here));
    const failure = await this.threads.removeFiles(unused);
    if (failure !== undefined)
      throw new ObjectsError('OBJECT_NOT_REMOVED', failure.detail, failure);
  }

  private async sweep(tx: Tx): Promise<void> {
    await this.trust.refresh(tx);
    const stops = await this.cases.standing(tx, this.swept, batchSize);
    this.swept = stops.length < batchSize ? null : (stops.at(-1)?.thread ?? null);
    if (stops.length === 0) return;
    const threads = stops.map(({ thread }) => thread);
    const { cases } = await judgeErasures(tx, this.trust, threads);
    const ordered = new Set(
      this.trust
        .retention()
        .orders()
        .map(({ thread }) => thread),
    );
    const over = stops.filter(
      ({ thread, isDue }) => cases.get(thread) === null || (!isDue && !ordered.has(thread)),
    );
    await this.cases.release(
      tx,
      over.map(({ thread }) => thread),
    );
  }
}

const isSame = (before: Pick<OpenCase, 'ground' | 'since'>, { ground, since }: OpenCase): boolean =>
  before.ground === ground && before.since.getTime() === since.getTime();

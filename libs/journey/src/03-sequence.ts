import { phrase } from '#kernel';
import {
  type EventType,
  type HeadFile,
  JournalError,
  LogRows,
  type LogStand,
  logStandSql,
  MAX_SEQUENCED,
  reconcile,
  stampedAtOnce,
} from '#journal';
import type { Store } from '#store';
import type { Due } from '#store';
import { appendLeaves, rootOfEdge, signCheckpoint, type Signer, type TreeEdge } from '#tlog';

const waiting: Readonly<Record<'seal' | 'relay' | 'receipts' | 'stamp', readonly EventType[]>> = {
  seal: ['msg.signed'],
  relay: ['msg.send.intent'],
  receipts: ['msg.received', 'msg.accepted', 'msg.rejected', 'item.viewed'],
  stamp: stampedAtOnce,
};
const waitingSteps = Object.entries(waiting);

const watchEveryMs = 60_000;
const daySeconds = 86_400;
const roundSeconds = 300;

interface Batch {
  readonly edge: TreeEdge;
  readonly note: Uint8Array;
  readonly typs: ReadonlySet<string>;
}

const hexOf = (edge: TreeEdge): string => Buffer.from(rootOfEdge(edge)).toString('hex');

/** Step 3: adds waiting events to the log's tree and signs a checkpoint. Only one instance runs per State. */
export class SequenceJournal {
  readonly #rows = new LogRows();
  #edge: TreeEdge | undefined;
  #wokenLast: readonly string[] = [];
  #watchAt = 0;
  #watched = false;

  constructor(
    private readonly store: Pick<Store, 'transaction'>,
    private readonly head: Pick<HeadFile, 'read' | 'create' | 'advance'>,
    private readonly signer: Signer,
    private readonly onAlarm: (alarm: JournalError) => void,
  ) {}

  readonly due: Due = {
    sql: logStandSql,
    isDue: ({ pending, halted, size, released, root }: LogStand) => {
      const edge = this.#edge;
      if (edge === undefined || pending || halted || performance.now() >= this.#watchAt)
        return true;
      return size !== edge.size || released !== edge.size || (size > 0 && root !== hexOf(edge));
    },
  };

  /**
   * Adds at most 1,024 waiting events to the log; true if more may wait, otherwise false. `life`: true if a risk to life waits.
   * @throws JournalError LOG_ROLLED_BACK, LOG_FORKED or another code if a person must act before anything is signed; StoreError
   */
  async run(life = false): Promise<boolean> {
    try {
      const edge = (this.#edge ??= await this.#reconcile());
      const { taken, batch } = await this.#commit(edge, life);
      if (batch !== undefined) {
        await this.#release(edge, batch, life);
        this.#edge = batch.edge;
      }
      await this.#watch();
      return taken === MAX_SEQUENCED;
    } catch (error) {
      this.#edge = undefined;
      throw error;
    }
  }

  #reconcile(): Promise<TreeEdge> {
    return this.store.transaction({ step: 'sequence-journal' }, async (tx) => {
      await this.#rows.lock(tx);
      const edge = await reconcile(tx, this.#rows, this.head, this.signer);
      for (const [step] of waitingSteps) tx.wake(step);
      return edge;
    });
  }

  /**
   * Commits the batch before anybody may use its signed checkpoint. A published checkpoint of a rolled-back batch would prove
   * a second history.
   */
  #commit(edge: TreeEdge, life: boolean): Promise<{ taken: number; batch: Batch | undefined }> {
    const context = { step: 'sequence-journal', isolation: 'REPEATABLE READ' } as const;
    return this.store.transaction(context, async (tx) => {
      const { state, taken, events } = await this.#rows.takePending(tx);
      if (state.halted) throw new JournalError('LOG_HALTED');
      const root = rootOfEdge(edge);
      const known = state.size === edge.size && state.released === edge.size;
      if (!known || (state.size > 0 && Buffer.compare(state.root, root) !== 0))
        throw new JournalError('LOG_HEAD_MOVED', phrase`database ${state.size}, here ${edge.size}`);
      if (life) {
        tx.hurry();
        for (const step of this.#wokenLast) tx.wake(step);
      }
      if (events.length === 0) return { taken, batch: undefined };
      const grown = appendLeaves(
        edge,
        events.map(({ leafHash }) => leafHash),
      );
      const note = signCheckpoint(
        { origin: this.signer.verifier.name, size: grown.size, root: grown.root },
        this.signer,
      );
      await this.#rows.append(tx, { ...grown, events, note });
      const typs = new Set(events.map(({ typ }) => typ));
      return { taken, batch: { edge: grown.edge, note, typs } };
    });
    // Durable now: leaves, tiles, size, root, note. Nobody uses them before they are released; after a crash
    // `reconcile` goes on from here.
  }

  async #release(edge: TreeEdge, { edge: grown, note, typs }: Batch, life: boolean): Promise<void> {
    const from = { origin: this.signer.verifier.name, size: edge.size, root: rootOfEdge(edge) };
    const woken = waitingSteps.flatMap(([step, types]) =>
      types.some((typ) => typs.has(typ)) ? [step] : [],
    );
    await this.store.transaction({ step: 'sequence-journal' }, async (tx) => {
      // Under the lock, so only one process moves the file. Others see the release after the commit.
      await this.#rows.lockAndRelease(tx, grown.size);
      await this.head.advance(from, note);
      // Durable now: the head outside the database, which reveals an older copy of the database.
      if (life) tx.hurry();
      for (const step of woken) tx.wake(step);
    });
    this.#wokenLast = woken;
  }

  async #watch(): Promise<void> {
    if (performance.now() < this.#watchAt) return;
    const count = await this.store.transaction({ step: 'sequence-journal' }, (tx) =>
      this.#rows.forgotten(tx, this.#watched ? roundSeconds : daySeconds),
    );
    this.#watched = true;
    this.#watchAt = performance.now() + watchEveryMs;
    if (count > 0) this.onAlarm(new JournalError('LOG_EVENT_FORGOTTEN', phrase`${count} events`));
  }
}

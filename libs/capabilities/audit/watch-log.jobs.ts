import {
  type CosignedNotes,
  type FormalCosigned,
  type Journal,
  JournalError,
  type LogAlarm,
  logAlarms,
  type LogFacts,
  logFacts,
  logLimits,
  nameOfKey,
  uncosignedFor,
} from '#journal';
import type { Store, Tx } from '#store';
import { formallyCosignedTo } from '#capabilities/witnesses/formal-witnesses.model';
import { loadSeenUpTo } from '#capabilities/witnesses/seen-up-to.facts';
import { addSignatures, openByPolicy, type Policy, TlogError, type Verifier } from '#tlog';
import type { TrustStore } from '#trust';

export interface Demanded {
  /** Witnesses whose cosignatures are required. Undefined: one cosignature of any neighbour is enough. */
  readonly policy: Policy | undefined;
  readonly outside: readonly Verifier[];
}

export interface LogReport {
  readonly alarms: readonly LogAlarm[];
  readonly numbers: Readonly<Record<string, number>>;
}

/** Raises one alarm when a fault of the custody log begins, for example missing cosignatures. */
export class WatchLog {
  #covered = 0;
  #owing: number | undefined;
  #since: Date;
  #standing: readonly LogAlarm[] = [];
  #cosigned: FormalCosigned = 'NOT';

  constructor(
    private readonly store: Store,
    readonly trust: TrustStore,
    readonly journal: Journal,
    private readonly demanded: Demanded,
    private readonly onAlarm: (alarm: JournalError) => void,
    startedAt = new Date(),
  ) {
    this.#since = startedAt;
  }

  get cosigned(): FormalCosigned {
    return this.#cosigned;
  }

  async run(): Promise<LogReport> {
    const found = await this.store.transaction({ step: 'watch-log' }, async (tx) => {
      await this.trust.refresh(tx);
      const peers = this.trust.peers().listPeers();
      const { policy, outside } = this.demanded;
      const owing = policy?.witnesses.length ?? peers.length;
      // A first neighbour is not overdue for the time before its confirmation.
      if (this.#owing === 0 && owing > 0) this.#since = new Date();
      this.#covered = await this.coveredTo(tx);
      const seen = await loadSeenUpTo(tx, this, outside);
      const slowest = await this.slowestOutside(tx);
      const asked = { since: this.#since, covered: this.#covered, outside: slowest, peers };
      const late = await uncosignedFor(tx, this.#covered);
      const formal = await this.formalIn(tx, formallyCosignedTo(seen));
      const cosigned = owing > 0 && isLate(late) ? 'NOT' : formal;
      return { facts: await logFacts(tx, asked), cosigned, owing };
    });
    const { facts, cosigned, owing } = found;
    this.#owing = owing;
    const alarms = logAlarms(facts, owing > 0);
    for (const code of alarms)
      if (!this.#standing.includes(code)) this.onAlarm(new JournalError(code));
    this.#standing = alarms;
    this.#cosigned = cosigned;
    const { policy, outside } = this.demanded;
    const witnesses = policy === undefined ? owing + outside.length : owing;
    return { alarms, numbers: numbersOf(facts, witnesses, this.#covered) };
  }

  private async formalIn(tx: Tx, size: number): Promise<FormalCosigned> {
    return size === 0 || isLate(await uncosignedFor(tx, size)) ? 'BY_ONE' : 'BY_TWO';
  }

  private async slowestOutside(tx: Tx): Promise<number | null> {
    const { outside } = this.demanded;
    if (outside.length === 0) return null;
    const newest = await this.journal.witnesses.newestOf(tx, outside.map(nameOfKey));
    return Math.min(...newest.map(({ size }) => size));
  }

  private async coveredTo(tx: Tx): Promise<number> {
    const { policy } = this.demanded;
    if (policy === undefined) return (await this.journal.witnesses.newestCosigned(tx)) ?? 0;
    const notes = await this.journal.witnesses.cosignedAbove(tx, this.#covered);
    return notes.find((each) => isMet(each, policy))?.size ?? this.#covered;
  }
}

const isLate = (uncosignedMs: number | null): boolean =>
  (uncosignedMs ?? 0) > logLimits.uncosignedMs;

function isMet({ note, lines, second }: CosignedNotes, policy: Policy): boolean {
  const first = Buffer.from(note);
  try {
    openByPolicy(
      lines === '' ? first : addSignatures(first, lines),
      policy,
      second === null ? undefined : Buffer.from(second),
    );
    return true;
  } catch (error) {
    if (error instanceof TlogError) return false;
    throw error;
  }
}

const seconds = (ms: number | null): number => Math.floor((ms ?? 0) / 1_000);

const numbersOf = (
  { waitingMs, uncosignedMs, overdue }: LogFacts,
  witnesses: number,
  cosignedSize: number,
): Record<string, number> => ({
  witnesses,
  cosignedSize,
  uncosignedSeconds: seconds(uncosignedMs),
  waitingSeconds: seconds(waitingMs),
  overdueReports: overdue,
});

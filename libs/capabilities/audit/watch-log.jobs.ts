import {
  type Journal,
  JournalError,
  type LogAlarm,
  logAlarms,
  type LogFacts,
  logFacts,
  logLimits,
  uncosignedFor,
} from '#journal';
import type { Store, Tx } from '#store';
import { addSignatures, openByPolicy, type Policy, TlogError } from '#tlog';
import type { TrustStore } from '#trust';

/** Report of the audit service on its log, with every sign of life. */
export interface LogReport {
  /** Alarms that stand. */
  readonly alarms: readonly LogAlarm[];
  /** The same as numbers, for whoever collects them. */
  readonly numbers: Readonly<Record<string, number>>;
}

/**
 * Watches whether the log is cosigned as the policy wants it, whether something waits too long, and what was found against
 * it. Each alarm is told when it begins.
 */
export class WatchLog {
  /** Up to which size the log is cosigned; it never goes back. */
  #covered = 0;
  #witnesses: number | undefined;
  #since: Date;
  #standing: readonly LogAlarm[] = [];
  #cosigned = false;

  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly journal: Journal,
    /** Policy that names the witnesses who must cosign; without it any one neighbour will do. */
    private readonly policy: Policy | undefined,
    private readonly onAlarm: (alarm: JournalError) => void,
    startedAt = new Date(),
  ) {
    this.#since = startedAt;
  }

  /** Whether nothing has waited too long for the cosignatures that the log is to have; no while it has not been looked at. */
  get cosigned(): boolean {
    return this.#cosigned;
  }

  async run(): Promise<LogReport> {
    const found = await this.store.transaction({ step: 'watch-log' }, async (tx) => {
      await this.trust.refresh(tx);
      const peers = this.trust.peers().list();
      const witnesses = this.policy?.witnesses.length ?? peers.length;
      // The first neighbour owes nothing for the time before it was one.
      if (this.#witnesses === 0 && witnesses > 0) this.#since = new Date();
      this.#covered = await this.coveredTo(tx);
      const asked = { since: this.#since, covered: this.#covered, peers };
      const uncosignedMs = await uncosignedFor(tx, this.#covered);
      return { facts: await logFacts(tx, asked), uncosignedMs, witnesses };
    });
    const { facts, uncosignedMs, witnesses } = found;
    this.#witnesses = witnesses;
    const alarms = logAlarms(facts, witnesses > 0);
    for (const code of alarms)
      if (!this.#standing.includes(code)) this.onAlarm(new JournalError(code));
    this.#standing = alarms;
    this.#cosigned = witnesses === 0 || (uncosignedMs ?? 0) <= logLimits.uncosignedMs;
    return { alarms, numbers: numbersOf(facts, witnesses, this.#covered) };
  }

  private async coveredTo(tx: Tx): Promise<number> {
    const { policy } = this;
    if (policy === undefined) return (await this.journal.witnesses.newestCosigned(tx)) ?? 0;
    const notes = await this.journal.witnesses.cosignedAbove(tx, this.#covered);
    return notes.find(({ note, lines }) => isMet(note, lines, policy))?.size ?? this.#covered;
  }
}

function isMet(note: string, lines: string, policy: Policy): boolean {
  try {
    openByPolicy(addSignatures(Buffer.from(note), lines), policy);
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

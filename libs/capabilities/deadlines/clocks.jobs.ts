import { escalations, type Escalation } from './escalation.model.js';
import { limitsState } from './agreed-limits.model.js';
import { timestamp, type Clock, type OfficerId, type Term, type Timestamp } from '#kernel';
import type { Cases } from '#capabilities/cases';
import type { OpenEscalations, WatchedThread } from './alerts.rows.js';
import type { WaitingState } from '#capabilities/requests/undelivered.rows';
import { recordFacts, type Fact } from './record-alerts.rows.js';
import { termLook, type TermAlert } from './terms.model.js';
import { termPassed } from './terms.events.js';
import { dutyState, type DutyState } from '#capabilities/duty/duty-state.rules';
import { caseOf } from '#threads';
import type { DraftOf, Journal } from '#journal';
import type { Store, Tx } from '#store';
import { escalatedTo, type TrustStore } from '#trust';

const batchSize = 128;

/** Logs missed deadlines, ending measures and overdue acknowledgements of risks to life, by the database's clock. */
export class WatchClocks {
  private looked: { readonly at: Date; readonly duty: DutyState } | undefined;

  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly cases: Cases,
    private readonly journal: Journal,
    private readonly onOpen: (
      open: OpenEscalations,
      duty: DutyState,
      waiting: WaitingState,
    ) => void = () => undefined,
  ) {}

  async run(): Promise<boolean> {
    const seen = await this.store.transaction({ step: 'watch-clocks' }, async (tx) => {
      const threads = await this.cases.alerts.watched(tx, batchSize);
      if (threads.length > 0) await this.look(tx, threads);
      const duty = await this.duty(tx);
      const waiting = await this.cases.undelivered.everywhere(tx);
      const open = await this.cases.alerts.open(tx);
      return { open, duty, waiting, more: threads.length === batchSize };
      // Durable now: alerts and their entries, and when to look again.
    });
    this.onOpen(seen.open, seen.duty, seen.waiting);
    return seen.more;
  }

  private async duty(tx: Tx): Promise<DutyState> {
    const now = new Date();
    if (this.looked !== undefined && now.getTime() - this.looked.at.getTime() < minute)
      return this.looked.duty;
    await this.trust.refresh(tx);
    const neighbours = this.trust.peers().listPeers();
    const limits = neighbours.map(({ peer }) =>
      limitsState(this.trust.own(), this.trust.directoryOf(peer), timestamp(now)),
    );
    const limitsDiffer = limits.filter(({ differ }) => differ).length;
    this.looked = { at: now, duty: { limitsDiffer, ...dutyState(this.trust.own(), now) } };
    return this.looked.duty;
  }

  private async look(tx: Tx, threads: readonly WatchedThread[]): Promise<void> {
    await this.trust.refresh(tx);
    const clocks = await this.cases.clocks.clocksOf(tx, threads);
    const facts: Fact[] = [];
    const looks = threads.map((thread, i) => {
      const clock = clocks[i];
      // For an erased thread nobody could show who was notified.
      if (clock === undefined || this.cases.isErased(thread.id, thread))
        return { thread: thread.id, at: null, dueAt: null };
      const { due, again } = escalationsOf(thread, clock);
      facts.push(...due.map((each) => this.escalated(thread, each)));
      const passed = deadlinePassed(thread, clock);
      if (passed !== null) facts.push(expired(thread, passed));
      const term = lookAtTerm(thread, clock);
      facts.push(...term.facts);
      return {
        thread: thread.id,
        at: earliest(again, nextDeadline(thread, clock), term.again),
        dueAt: clock.state === 'RUNNING' ? clock.dueAt : null,
      };
    });
    this.cases.alerts.next(tx, looks);
    const { cases, journal } = this;
    await recordFacts({ tx, cases, journal }, facts, ({ alert }) => alert.thread);
  }

  private escalated(thread: WatchedThread, escalation: Escalation): Fact {
    const { level, minutes, since, reason } = escalation;
    const officers: readonly OfficerId[] = escalatedTo(
      this.trust.own(),
      thread,
      thread.authority,
      timestamp(thread.now),
    );
    const draft: DraftOf<'case.escalated'> = {
      typ: 'case.escalated',
      reason,
      case: caseOf(thread),
      disclose: [{ name: 'dutyOfficers', value: officers }],
      data: {
        side: thread.side,
        level,
        minutes,
        since: timestamp(since),
        named: officers.length,
      },
    };
    return { draft, alert: { thread, alert: 'ESCALATED', level, minutes } };
  }
}

const minute = 60_000;

function escalationsOf(
  { priority, submittedAt, knownAt, takenAt, levels, now }: WatchedThread,
  clock: Clock,
): ReturnType<typeof escalations> {
  if (priority !== 0 || clock.state === 'NONE') return { due: [], again: null };
  const startedAt = clock.startedAt === null ? null : new Date(clock.startedAt);
  const risk = { submittedAt, startedAt, knownAt: knownAt ?? now, taken: takenAt !== null };
  return escalations(risk, levels, now);
}

interface Passed {
  readonly deadline: Timestamp;
  readonly alarmedAt: Timestamp;
}

function deadlinePassed(thread: WatchedThread, { dueAt }: Clock): Passed | null {
  const { expired: known, endedAt, now } = thread;
  if (known || dueAt === null) return null;
  if (endedAt === null) {
    const alarm = alarmAt(thread, dueAt);
    return alarm > now ? null : { deadline: dueAt, alarmedAt: timestamp(alarm) };
  }
  // Not late by the clock that both States show.
  const due = new Date(dueAt);
  return due <= now && endedAt > due ? { deadline: dueAt, alarmedAt: dueAt } : null;
}

function nextDeadline(thread: WatchedThread, { state, dueAt }: Clock): Date | null {
  if (thread.expired || state !== 'RUNNING' || dueAt === null) return null;
  const alarm = alarmAt(thread, dueAt);
  return alarm > thread.now ? alarm : null;
}

const alarmAt = ({ aheadSeconds }: WatchedThread, dueAt: Timestamp): Date =>
  new Date(Date.parse(dueAt) - Math.round(aheadSeconds * 1_000));

function expired(thread: WatchedThread, { deadline, alarmedAt }: Passed): Fact {
  const draft: DraftOf<'msg.expired'> = {
    typ: 'msg.expired',
    case: caseOf(thread),
    data: { side: thread.side, deadline, ...(alarmedAt !== deadline && { alarmedAt }) },
  };
  return { draft, alert: { thread, alert: 'EXPIRED', level: 0, minutes: null } };
}

function lookAtTerm(
  thread: WatchedThread,
  { term }: Clock,
): { readonly facts: readonly Fact[]; readonly again: Date | null } {
  const { state, terms, now } = thread;
  const { due, again } = termLook({ term, state, recorded: terms }, now);
  const isDue = due !== null && term !== null;
  return { facts: isDue ? [termFact(thread, term, due)] : [], again };
}

const termFact = (thread: WatchedThread, term: Term, { alert, level }: TermAlert): Fact => ({
  draft: termPassed(thread, term, alert),
  alert: { thread, alert, level, minutes: null },
});

const earliest = (...dates: readonly (Date | null)[]): Date | null =>
  dates.reduce<Date | null>(
    (first, date) => (date !== null && (first === null || date < first) ? date : first),
    null,
  );

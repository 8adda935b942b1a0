import { DuePoll, ownPollMs, type Step } from '#service-runtime';
import { JobLoop, type Store } from '#store';
import type { TrustStore } from '#trust';
import { type LogReport, WatchLog } from '#capabilities/audit/watch-log.jobs';
import { OpenReconciliation } from '#capabilities/reconciliation/open-reconciliation.jobs';
import { makeSigner, type Policy } from '#tlog';
import { logSteps, type LogParts, type LogStep } from '../../apps/audit/src/log-steps.js';
import type { TestState } from './test-state.js';

export type ScheduledStep = Omit<Step, 'run'> & {
  readonly run: ConstructorParameters<typeof JobLoop>[2];
};

export class Steps {
  private readonly loops = new Map<string, JobLoop>();
  private readonly periods = new Map<string, number>();
  private readonly polls = new Map<Store, DuePoll>();

  constructor(private readonly onError: (error: unknown) => void) {}

  hurry(step: string, ms = 500): void {
    this.periods.set(step, ms);
    this.stepOf(step).wake();
  }

  relax(step: string): void {
    this.periods.delete(step);
  }

  wake(step: string): void {
    this.stepOf(step).wake();
  }

  lookFor(store: Store, trust: TrustStore): TrustStore {
    this.polls.set(store, new DuePoll(store, trust, this.onError));
    return trust;
  }

  schedule(store: Store, step: ScheduledStep): JobLoop {
    const loop = this.loop(store, step);
    this.loops.set(step.wake, loop);
    return loop;
  }

  /**
   * Makes the loop of a step without starting it. Pauses after failures last at most 500 ms. @throws Error if the step has
   * `due` and `lookFor` was not called for `store`
   */
  loop(store: Store, { wake, run, due, pollMs, ...more }: ScheduledStep): JobLoop {
    const { periods, onError } = this;
    const usual = due === undefined ? (pollMs ?? 1_000) : ownPollMs;
    const loop = new JobLoop(store, wake, run, {
      ...{ ...more, onError, longestPauseMs: 500 },
      get pollMs(): number | (() => number) {
        return periods.get(wake) ?? usual;
      },
    });
    if (due === undefined) return loop;
    const poll = this.polls.get(store);
    if (poll === undefined) throw new Error('nobody looks for work');
    poll.add(due, () => loop.wake());
    return loop;
  }

  async endLooks(store: Store): Promise<void> {
    await this.polls.get(store)?.stop();
    this.polls.delete(store);
  }

  start(): void {
    for (const loop of this.loops.values()) loop.start();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.polls.keys()].map((store) => this.endLooks(store)));
    await Promise.all([...this.loops.values()].map((loop) => loop.stop()));
    this.loops.clear();
  }

  async hold(step: string): Promise<void> {
    await this.stepOf(step).stop();
  }

  resume(step: string): void {
    this.stepOf(step).start();
  }

  private stepOf(step: string): JobLoop {
    const loop = this.loops.get(step);
    if (loop === undefined) throw new Error(`no step ${step}`);
    return loop;
  }
}

export interface TestWitness {
  readonly offer: () => Promise<unknown>;
  readonly compare: (day: string) => Promise<number>;
  readonly judge: () => Promise<boolean>;
  readonly watch: (policy?: Policy) => Promise<LogReport>;
}

type Parts = Pick<
  LogParts,
  'store' | 'trust' | 'mailbox' | 'journal' | 'head' | 'logSigner' | 'onProblem'
> &
  Partial<Pick<LogParts, 'timeAuthorities' | 'outside'>>;

const quiet = (): void => undefined;

export function auditSteps(state: TestState, parts: Parts): (wake: string) => LogStep {
  const key = state.noteKeys.get('witness');
  if (key === undefined) throw new Error('no witness key');
  const witness = makeSigner(`${state.state.toLowerCase()}.example/witness`, key, 'cosignature');
  const reports = { onLog: quiet, onTime: quiet, onReading: quiet };
  const own = {
    timeAuthorities: [],
    outside: [],
    ...parts,
    ...reports,
    policy: undefined,
    witness,
  };
  const steps = logSteps(own, new AbortController().signal);
  return (wake) => {
    const found = steps.find((step) => step.wake === wake);
    if (found === undefined) throw new Error(`no step ${wake}`);
    return found;
  };
}

/** Makes functions that each run one step of the audit service once. Tests give `compare` the day and `watch` the policy. */
export function aWitness(of: (wake: string) => LogStep, parts: Parts): TestWitness {
  const { store, trust, mailbox, journal, onProblem } = parts;
  const compare = new OpenReconciliation(store, trust, mailbox, journal);
  return {
    offer: () => of('offer').run(false),
    compare: (day) => compare.run(day),
    watch: (policy) => {
      const alarm = (problem: Error): void => onProblem('log', problem);
      return new WatchLog(store, trust, journal, { policy, outside: [] }, alarm, new Date(0)).run();
    },
    judge: () => of('witness').run(false),
  };
}

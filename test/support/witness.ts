import { type LogReport, WatchLog } from '#capabilities/audit/watch-log.jobs';
import { OpenReconciliation } from '#capabilities/reconciliation/open-reconciliation.jobs';
import { makeSigner, type Policy } from '#tlog';
import { logSteps, type LogParts, type LogStep } from '../../apps/audit/src/log-steps.js';
import type { TestState } from './test-state.js';

export interface TestWitness {
  /** Offers the own log once; nothing else does, so that a test says when. */
  readonly offer: () => Promise<unknown>;
  /** Begins to compare a day with the neighbour, or asks again. */
  readonly compare: (day: string) => Promise<number>;
  /** Judges one statement of the neighbour about a log; true when there was one. */
  readonly judge: () => Promise<boolean>;
  /** Looks once how the log is, as a service would that has always run; alarms are told as of the witness. */
  readonly watch: (policy?: Policy) => Promise<LogReport>;
}

type Parts = Pick<
  LogParts,
  'store' | 'trust' | 'mailbox' | 'journal' | 'head' | 'logSigner' | 'onProblem'
> &
  Partial<Pick<LogParts, 'timeAuthorities'>>;

const quiet = (): void => undefined;

/** Steps of a State's audit service, by their wake-ups. Its reports are told to nobody. */
export function auditSteps(state: TestState, parts: Parts): (wake: string) => LogStep {
  const key = state.noteKeys.get('witness');
  if (key === undefined) throw new Error('no witness key');
  const witness = makeSigner(`${state.state.toLowerCase()}.example/witness`, key, 'cosignature');
  const reports = { onLog: quiet, onTime: quiet, onReading: quiet };
  const own = { timeAuthorities: [], ...parts, ...reports, policy: undefined, witness };
  const steps = logSteps(own, new AbortController().signal);
  return (wake) => {
    const found = steps.find((step) => step.wake === wake);
    if (found === undefined) throw new Error(`no step ${wake}`);
    return found;
  };
}

/**
 * A State as witness, and its own log as the witnessed. The service compares the day that the clock names and watches by the
 * policy of its file: a test names both, so these two are made here.
 */
export function aWitness(of: (wake: string) => LogStep, parts: Parts): TestWitness {
  const { store, trust, mailbox, journal, onProblem } = parts;
  const compare = new OpenReconciliation(store, trust, mailbox, journal);
  return {
    offer: () => of('offer').run(false),
    compare: (day) => compare.run(day),
    watch: (policy) => {
      const alarm = (problem: Error): void => onProblem('log', problem);
      return new WatchLog(store, trust, journal, policy, alarm, new Date(0)).run();
    },
    judge: () => of('witness').run(false),
  };
}

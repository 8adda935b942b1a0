import { AcceptCosignature } from '#capabilities/witnesses/accept-cosignature.jobs';
import { AcceptOutside } from '#capabilities/witnesses/accept-outside.jobs';
import { AcceptStamps } from '#capabilities/time-stamps/accept-stamps.jobs';
import { AskWitnesses } from '#capabilities/witnesses/ask-witnesses.jobs';
import { type Due, dueIf, type JobLoopOptions } from '#store';
import { CosignCheckpoint } from '#capabilities/witnesses/cosign-checkpoint.jobs';
import { type LogReport, WatchLog } from '#capabilities/audit/watch-log.jobs';
import { OfferCheckpoint } from '#capabilities/witnesses/offer-checkpoint.jobs';
import { OfferOutside, type OutsideWitness } from '#capabilities/witnesses/offer-outside.jobs';
import { offerEveryMs } from '#capabilities/witnesses/rhythm.rules';
import { RecordHealth } from '#capabilities/services/record-health.jobs';
import { OpenReconciliation } from '#capabilities/reconciliation/open-reconciliation.jobs';
import { type ReadingReport, WatchReading } from '#capabilities/audit/reading.jobs';
import { RequestStamps } from '#capabilities/time-stamps/request-stamps.jobs';
import { SequenceJournal } from '#journey/03-sequence';
import { SettleReconciliation } from '#capabilities/reconciliation/settle-reconciliation.jobs';
import { type TimeReport, WatchTime } from '#capabilities/time-stamps/watch-time.jobs';
import type { TimeAuthorityLogin } from '#runtime';
import type { FormalCosigned, HeadFile, Journal, JournalError } from '#journal';
import { receivedStatementSql, type Mailbox } from '#mailbox';
import type { Store } from '#store';
import type { Policy, Signer } from '#tlog';
import type { TrustStore } from '#trust';

export interface LogParts {
  readonly store: Store;
  readonly trust: TrustStore;
  readonly mailbox: Mailbox;
  readonly journal: Journal;
  readonly head: HeadFile;
  readonly logSigner: Signer;
  readonly witness: Signer;
  readonly timeAuthorities: readonly TimeAuthorityLogin[];
  /** Policy that says which witnesses must cosign the log. Undefined: one neighbour's cosignature is enough. */
  readonly policy: Policy | undefined;
  readonly outside: readonly OutsideWitness[];
  readonly onLog: (report: LogReport) => void;
  readonly onTime: (report: TimeReport) => void;
  readonly onReading: (report: ReadingReport) => void;
  readonly onProblem: (step: string, error: unknown) => void;
}

export interface LogStep {
  readonly wake: string;
  readonly run: (life: boolean) => Promise<boolean>;
  readonly pollMs?: JobLoopOptions['pollMs'];
  readonly due?: Due;
}

const stampPollMs = 2_000;
const watchMs = 5_000;
const readingMs = 2_000;

/** Lists the steps that sign the custody log, get cosignatures and time-stamps, and watch the log. */
export function logSteps(parts: LogParts, ended: AbortSignal): readonly LogStep[] {
  const { store, trust, mailbox, journal, head, logSigner, witness, onProblem } = parts;
  const alarm =
    (step: string) =>
    (problem: JournalError): void => {
      onProblem(step, problem);
    };
  const sequence = new SequenceJournal(store, head, logSigner, alarm('sequence'));
  const offers = new OfferCheckpoint(store, trust, mailbox, journal);
  const judge = new CosignCheckpoint(store, trust, mailbox, journal, witness, alarm('witness'));
  const accept = new AcceptCosignature(
    store,
    trust,
    mailbox,
    journal,
    logSigner.verifier,
    alarm('witness'),
  );
  const compare = new OpenReconciliation(store, trust, mailbox, journal);
  const settle = new SettleReconciliation(store, trust, mailbox, journal, alarm('reconcile'));
  const health = new RecordHealth(store, journal);
  const asked = new AskWitnesses(store, journal, offers).run(ended).catch((error: unknown) => {
    // The head file and the next offer still protect against a second history made from an old copy.
    onProblem('ask-witnesses', error);
  });
  return [
    {
      wake: 'sequence',
      run: (life) => asked.then(() => sequence.run(life)),
      due: sequence.due,
    },
    { wake: 'health', run: () => health.run(), due: health.due },
    { wake: 'offer', run: () => offers.run().then(() => false), pollMs: offerEveryMs },
    {
      wake: 'witness',
      due: dueIf(receivedStatementSql),
      // One of each in turn, so that a neighbour's endless offers cannot keep answers from being processed.
      run: async () =>
        [await judge.run(), await accept.run(), await settle.run()].some((there) => there),
    },
    { wake: 'reconcile', run: () => compare.run().then(() => false), pollMs: 60_000 },
    ...outsideSteps(parts),
    ...watchSteps(parts),
  ];
}

function outsideSteps({
  store,
  journal,
  logSigner,
  outside,
  onProblem,
}: LogParts): readonly LogStep[] {
  if (outside.length === 0) return [];
  const offers = new OfferOutside(store, journal, logSigner, outside);
  const accept = new AcceptOutside(store, journal, logSigner, outside, (problem) => {
    onProblem('witness', problem);
  });
  const run = async (): Promise<boolean> => {
    const judged = await accept.run();
    return (await offers.run()) + judged > 0;
  };
  return [{ wake: 'outside', run, pollMs: () => offers.pollMs }];
}

function watchSteps(parts: LogParts): readonly LogStep[] {
  const { store, trust, journal, policy, onLog, onReading, onProblem } = parts;
  const outside = parts.outside.map(({ verifier }) => verifier);
  const watch = new WatchLog(store, trust, journal, { policy, outside }, (problem) => {
    onProblem('log', problem);
  });
  const look = async (): Promise<boolean> => {
    onLog(await watch.run());
    return false;
  };
  const reading = new WatchReading(
    store,
    journal,
    (problem) => {
      onProblem('reading', problem);
    },
    onReading,
  );
  return [
    { wake: 'reading', run: () => reading.run(), pollMs: readingMs },
    { wake: 'log', run: look, pollMs: watchMs },
    ...timeSteps(parts, () => watch.cosigned),
  ];
}

function timeSteps(parts: LogParts, cosigned: () => FormalCosigned): readonly LogStep[] {
  const { store, journal, timeAuthorities, onTime, onProblem } = parts;
  const request = new RequestStamps(store, journal, timeAuthorities);
  const accept = new AcceptStamps(store, journal, timeAuthorities, (_, error) => {
    onProblem('stamp', error);
  });
  const names = timeAuthorities.map(({ name }) => name);
  const alarm = (problem: JournalError): void => {
    onProblem('time', problem);
  };
  const watch = new WatchTime(store, journal, names, cosigned, alarm, onTime);
  const stamp = async (): Promise<boolean> => {
    const judged = await accept.run();
    return (await request.run()) + judged > 0;
  };
  return [
    ...(names.length === 0 ? [] : [{ wake: 'stamp', run: stamp, pollMs: stampPollMs }]),
    { wake: 'time', run: () => watch.run().then(() => false), pollMs: watchMs },
  ];
}

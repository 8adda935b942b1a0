import { AcceptCosignature } from '#capabilities/witnesses/accept-cosignature.jobs';
import { JudgeOffer } from '#capabilities/witnesses/judge-offer.jobs';
import { OfferCheckpoint } from '#capabilities/witnesses/offer-checkpoint.jobs';
import { type LogReport, WatchLog } from '#capabilities/audit/watch-log.jobs';
import { OpenReconciliation } from '#capabilities/reconciliation/open-reconciliation.jobs';
import { SettleReconciliation } from '#capabilities/reconciliation/settle-reconciliation.jobs';
import type { Journal } from '#journal';
import type { Mailbox } from '#mailbox';
import type { Store } from '#store';
import { makeSigner, type Policy, type Signer } from '#tlog';
import type { TrustStore } from '#trust';
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

interface Parts {
  readonly store: Store;
  readonly trust: TrustStore;
  readonly mailbox: Mailbox;
  readonly journal: Journal;
  readonly log: Signer;
  readonly alarm: (alarm: Error) => void;
}

/** A State as witness, and its own log as the witnessed, with the rights of the audit service. */
export function aWitness(state: TestState, parts: Parts): TestWitness {
  const key = state.noteKeys.get('witness');
  if (key === undefined) throw new Error('no witness key');
  const witness = makeSigner(`${state.state.toLowerCase()}.example/witness`, key, 'cosignature');
  const { store, trust, mailbox, journal, log, alarm } = parts;
  const offers = new OfferCheckpoint(store, trust, mailbox, journal);
  const judge = new JudgeOffer(store, trust, mailbox, journal, witness, alarm);
  const accept = new AcceptCosignature(store, trust, mailbox, journal, log.verifier, alarm);
  const compare = new OpenReconciliation(store, trust, mailbox, journal);
  const settle = new SettleReconciliation(store, trust, mailbox, journal, alarm);
  return {
    offer: () => offers.run(),
    compare: (day) => compare.run(day),
    watch: (policy) => {
      const since = new Date(0);
      const told = (): void => undefined;
      return new WatchLog(store, trust, journal, policy, alarm, told, since).run();
    },
    judge: async () =>
      [await judge.run(), await accept.run(), await settle.run()].some((there) => there),
  };
}

import { AnswerCustody } from '#journey/statements/answer-custody';
import { CarryStopWords } from '#journey/statements/carry-stop-words';
import { CheckQueued } from '#journey/seal/check-queued';
import { ClaimQueued } from '#journey/seal/claim-queued';
import { DestroyThreads } from '#capabilities/retention/erasing/destroy-threads.service';
import { EraseThreads } from '#capabilities/retention/erasing/erase-threads.jobs';
import { IssueReceipts } from '#journey/07-receipt';
import { KeepBack } from '#journey/seal/keep-back';
import { LinkTurns } from '#journey/links/link-turns';
import { MoveThreads } from '#capabilities/transfers/move-threads.jobs';
import { NoteKeys } from '#capabilities/keys/note-keys.jobs';
import { NoteSilence } from '#capabilities/deadlines/silence.jobs';
import { AckTracker } from '#journey/links/ack-tracker';
import { ResolveGaps } from '#journey/statements/resolve-gaps';
import { RewrapThreads } from '#capabilities/keys/rewrap-threads.jobs';
import { SealLink } from '#journey/seal/seal-link';
import { SealOutbox } from '#journey/02-seal';
import { SendDirectory } from '#journey/statements/send-directory';
import { SendLogStatements } from '#journey/statements/send-log-statements';
import { SendReceipts } from '#journey/statements/send-receipts';
import { SendStopWords } from '#journey/statements/send-stop-words';
import { SetAside } from '#journey/seal/set-aside';
import { StatementSender } from '#journey/statements/statement-sender';
import { NotifyDesks } from '#capabilities/deconfliction/notify-desks.jobs';
import { WatchClocks } from '#capabilities/deadlines/clocks.jobs';
import { WatchNotices } from '#capabilities/evidence/notices.jobs';
import { WatchPackages } from '#capabilities/packages/life/watch-packages.jobs';
import { WatchRecalls } from '#capabilities/disclosure/recalls/recalls.jobs';
import { WatchRetention } from '#capabilities/retention/retention.jobs';
import type { Step, ServiceRuntime } from '#service-runtime';
import { compartments } from '#kernel';
import type { MachineKey } from '#journal';
import type { ObjectStore } from '#objects';
import type { PrivateKey } from '#seal';
import type { KeyRing } from '#trust';

export type SealerRuntime = Pick<
  ServiceRuntime,
  'store' | 'trust' | 'cases' | 'mailbox' | 'journal' | 'keys' | 'erasures' | 'problem' | 'measure'
>;

export interface SealerParts {
  readonly runtime: SealerRuntime;
  readonly erase: EraseThreads;
  readonly signing: PrivateKey;
  readonly receipts: PrivateKey;
  readonly limits: ConstructorParameters<typeof NoteSilence>[3];
}

/**
 * Makes the step that erases threads. Run the step's `applyAgain` before any other step, because a restored database may
 * contain erased threads again.
 */
export function erasing(runtime: SealerRuntime, objects: ObjectStore): EraseThreads {
  const { store, trust, journal, erasures, keys } = runtime;
  const destroy = new DestroyThreads(journal, objects);
  return new EraseThreads(store, trust, journal, erasures, destroy, keys.ed25519('event'));
}

export function sealerSteps({
  runtime,
  erase,
  signing,
  receipts,
  limits,
}: SealerParts): readonly Step[] {
  const sender = new StatementSender(runtime.trust, runtime.mailbox, { signing, receipts });
  return [
    ...leaving(runtime, { signing, sender, ackTracker: new AckTracker() }),
    ...statements(runtime, sender),
    ...watching(runtime, limits),
    ...ofFiles(runtime),
    { wake: 'erase', run: () => erase.run(), pollMs: 5_000 },
  ];
}

interface Means {
  readonly signing: PrivateKey;
  readonly sender: StatementSender;
  readonly ackTracker: AckTracker;
}

const turns = (runtime: SealerRuntime, step: string): LinkTurns =>
  new LinkTurns(runtime.problem(step));

function leaving(runtime: SealerRuntime, { signing, sender, ackTracker }: Means): Step[] {
  const { store, trust, cases, mailbox, journal } = runtime;
  const aside = new SetAside(runtime.problem('seal'));
  const keepBack = new KeepBack(mailbox, journal, cases, aside, signing);
  const seal = new SealOutbox(
    store,
    new ClaimQueued(trust, mailbox, aside),
    new CheckQueued(trust, cases, mailbox, journal, keepBack),
    new SealLink(trust, cases, mailbox, journal, signing),
    ackTracker,
  );
  const ofLink = new SendReceipts(trust, mailbox, journal, sender, ackTracker);
  const receipts = new IssueReceipts(store, trust, ofLink, ackTracker, turns(runtime, 'receipts'));
  return [
    { wake: 'seal', run: () => seal.run(), due: seal.due },
    { wake: 'receipts', run: () => receipts.run(), due: receipts.due },
  ];
}

function statements(runtime: SealerRuntime, sender: StatementSender): Step[] {
  const { store, trust, cases, mailbox, journal } = runtime;
  const directory = new SendDirectory(store, trust, mailbox, sender, turns(runtime, 'directory'));
  const ofLog = turns(runtime, 'log-statements');
  const logs = new SendLogStatements(store, trust, mailbox, sender, ofLog);
  const gaps = new ResolveGaps(store, trust, mailbox, sender, turns(runtime, 'gaps'));
  const words = new SendStopWords(trust, cases, mailbox, journal, sender);
  const halts = new CarryStopWords(store, trust, cases, words, turns(runtime, 'stop-words'));
  const means = { cases, journal, sender };
  const custody = new AnswerCustody(
    store,
    trust,
    mailbox,
    means,
    runtime.problem('custody-record'),
  );
  const onUnconfirmed = (unconfirmed: number): void => {
    runtime.measure('halts', { unconfirmed });
  };
  return [
    { wake: 'directory', run: () => directory.run(), due: directory.due },
    { wake: 'log-statements', run: () => logs.run(), due: logs.due },
    { wake: 'custody-record', run: () => custody.run(), due: custody.due },
    { wake: 'stop-words', run: () => halts.run(onUnconfirmed), pollMs: 2_000 },
    { wake: 'gaps', run: () => gaps.run(), pollMs: 10_000 },
  ];
}

function watching(runtime: SealerRuntime, limits: SealerParts['limits']): Step[] {
  const { store, trust, cases, mailbox, journal } = runtime;
  const silence = new NoteSilence(store, mailbox, journal, limits);
  const clocks = new WatchClocks(store, trust, cases, journal, (open, duty, waiting) => {
    const { count: escalated, oldestSeconds } = open;
    const { lifeUndelivered: undelivered, lifeUnassigned: unassigned, ...rest } = waiting;
    runtime.measure('life', { escalated, oldestSeconds, undelivered, unassigned });
    runtime.measure('waiting', rest);
    runtime.measure('duty', { ...duty });
  });
  const recalls = new WatchRecalls(store, trust, cases, journal);
  const notices = new WatchNotices(store, trust, cases, journal);
  const retention = new WatchRetention(store, trust, cases, mailbox, journal);
  const packages = new WatchPackages(
    store,
    trust,
    journal,
    ({ untold, unrecorded, oldestSeconds }) => {
      runtime.measure('packages', { untold, unrecorded, oldestSeconds });
    },
  );
  const lookAtFiles = async (): Promise<boolean> => {
    const more = await retention.run();
    runtime.measure('retention', { ...retention.open });
    return more;
  };
  return [
    { wake: 'silence', run: () => silence.run(), pollMs: 5_000 },
    { wake: 'clocks', run: () => clocks.run(), pollMs: 2_000 },
    { wake: 'recalls', run: () => recalls.run(), pollMs: 30_000 },
    { wake: 'notices', run: () => notices.run(), pollMs: 30_000 },
    { wake: 'retention', run: lookAtFiles, pollMs: 30_000 },
    { wake: 'packages', run: () => packages.run(), pollMs: 10_000 },
  ];
}

function ofFiles(runtime: SealerRuntime): Step[] {
  const { store, trust, cases, mailbox, journal, keys } = runtime;
  const move = new MoveThreads(store, trust, cases, mailbox, journal);
  const notifyDesks = new NotifyDesks(store, cases, journal);
  const rewrap = new RewrapThreads(store, keys, runtime.problem('rewrap'));
  const noteKeys = new NoteKeys(store, journal, () => storageKeys(keys));
  return [
    { wake: 'move', run: () => move.run(), due: move.due },
    {
      wake: 'notify-desks',
      run: () => notifyDesks.run(),
      pollMs: 5_000,
      soonMs: notifyDesks.soonMs,
    },
    { wake: 'rewrap', run: () => rewrap.run(), pollMs: 60_000 },
    { wake: 'note-keys', run: () => noteKeys.run().then(() => false), pollMs: 60_000 },
  ];
}

const storageKeys = (keys: KeyRing): MachineKey[] =>
  compartments.flatMap((compartment) =>
    keys.epochs(compartment).map((epoch) => ({
      use: `storage:${compartment}`,
      fingerprint: `epoch ${epoch}`,
    })),
  );

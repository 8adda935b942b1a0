import { createPublicKey } from 'node:crypto';
import { callPatterns } from '#capabilities/contracts';
import type { Settings } from '#config';
import { type EndsReport, WatchEnds } from '#capabilities/keys/ends.jobs';
import { KeepChainNote } from '#capabilities/audit/keep-chain-note.jobs';
import type { LogReport } from '#capabilities/audit/watch-log.jobs';
import { NoteKeys } from '#capabilities/keys/note-keys.jobs';
import type { ReadingReport } from '#capabilities/audit/reading.jobs';
import { readServices } from '#capabilities/services/services.contract';
import { ReadServices } from '#capabilities/services/services.queries';
import type { TimeReport } from '#capabilities/time-stamps/watch-time.jobs';
import { type ToldTrouble, type TroubleReport, WatchTroubles, Workplace } from '#workplace';
import {
  busLoginFor,
  certificateEnds,
  databasePassword,
  installedCertificates,
  levelOfAction,
  logFailure,
  type Logger,
  NestLogger,
  type ServiceContext,
  timeAuthoritiesOf,
} from '#runtime';
import { HeadFile } from '#journal';
import { openHeldDoor } from '#service';
import { makeSigner, makeVerifier, parseVerifierKey, type Signer } from '#tlog';
import { ChainNoteFile, chainNoteOf, TrustError } from '#trust';
import { startAudit } from './audit-service.js';
import { readOwnPolicy } from './own-policy.js';

const endsMs = 5_000;

/** The sequencer of this State's custody log, and what auditors may ask of it. */
export async function startAuditor({
  settings,
  settingsHash,
  logger,
  waits,
}: ServiceContext): Promise<() => Promise<void>> {
  const onProblem = (step: string, err: unknown): void => {
    logFailure(logger, { step }, err);
  };
  const place = await Workplace.open({
    service: 'audit',
    settings,
    settingsHash,
    password: databasePassword(settings, 'audit'),
    onProblem,
    waits,
    holds: (error, store) => {
      const status = new ReadServices(store);
      const answered = new Map([[`audit.${readServices.name}`, () => status.run()]]);
      const login = busLoginFor(settings, 'audit');
      return openHeldDoor(login, callPatterns, error, answered);
    },
  });
  const { store, trust, mailbox, journal, keys } = place;
  const { origin, headFile, policyFile } = settings.log;
  const key = keys.ed25519('log');
  const logSigner = makeSigner(origin, key, 'note');
  const policy = policyFile === '' ? undefined : readOwnPolicy(policyFile, logSigner);
  let started = false;
  const alarms = new Map<string, readonly string[]>();
  let works = true;
  const ready = (): Promise<void> => place.ready([...alarms.values()].flat(), works);
  const told = (
    prefix: string,
    report: LogReport | ReadingReport | TimeReport | EndsReport | TroubleReport,
  ): void => {
    alarms.set(prefix, report.alarms);
    place.measure(prefix, report.numbers);
    if (started) void ready();
  };
  const close = await startAudit({
    store,
    trust,
    mailbox,
    journal,
    limits: settings.limits,
    head: new HeadFile(headFile, makeVerifier(origin, createPublicKey(key), 'note')),
    logSigner,
    policy,
    witness: witnessOf(place),
    bus: busLoginFor(settings, 'audit'),
    due: place.due,
    logger: new NestLogger(logger),
    timeAuthorities: timeAuthoritiesOf(settings),
    onLog: (report) => {
      told('log', report);
    },
    onTime: (report) => {
      told('time', report);
    },
    onReading: (report) => {
      told('reading', report);
    },
    onProblem: (step, error) => {
      place.problem(step)(error);
    },
  });
  keepNotes(place, settings, logSigner);
  const watch = new WatchTroubles(store, trust, tellTrouble(logger), (report) => {
    told('link', report);
  });
  place.keep({ wake: 'troubles', run: () => watch.run().then(() => false), pollMs: 5_000 });
  await keepEnds(place, settings, onProblem, (report) => {
    works = report.works;
    told('ends', report);
  });
  started = true;
  await ready();
  return async () => {
    await close();
    await place.close();
  };
}

/** Resolves when it is known what has ended: before that the service does not say that it is ready. */
async function keepEnds(
  place: Workplace,
  settings: Settings,
  onProblem: (step: string, error: unknown) => void,
  onReport: (report: EndsReport) => void,
): Promise<void> {
  const ends = new WatchEnds(
    place.store,
    place.trust,
    () => certificateEnds(settings),
    (problem) => {
      onProblem('ends', problem);
    },
    onReport,
  );
  await ends.run();
  place.keep({ wake: 'ends', run: () => ends.run().then(() => false), pollMs: endsMs });
}

/** Files kept beside the log: heads of the own chains outside the database, and which certificates are installed. */
function keepNotes(place: Workplace, settings: Settings, log: Signer): void {
  const { store, trust, journal } = place;
  const file = new ChainNoteFile(chainNoteOf(settings.log.headFile));
  const heads = new KeepChainNote(store, trust, journal, file, log);
  place.keep({ wake: 'chain-note', run: () => heads.run().then(() => false), due: heads.due });
  const certificates = new NoteKeys(store, journal, () => installedCertificates(settings));
  const run = (): Promise<boolean> => certificates.run().then(() => false);
  place.keep({ wake: 'note-keys', run, pollMs: 60_000 });
}

const messages: Readonly<Record<ToldTrouble['what'], string>> = {
  'link.alarm': 'link alarm',
  quarantine: 'what a neighbour sent was refused',
};

const tellTrouble =
  (logger: Logger) =>
  ({ what, action, ...fields }: ToldTrouble): void => {
    logger[levelOfAction(action)](fields, messages[what]);
  };

/** The witness key under the name that the directory certifies. KEY_FILE_INVALID when it certifies another key. */
function witnessOf({ trust, keys }: Workplace): Signer {
  // Also one whose time has passed: this service must run, so that the State can be told to extend its keys.
  const certified = trust
    .terms(trust.state, new Date())
    .noteKeys.find(({ record }) => record.purpose === 'witness');
  if (certified === undefined) throw new TrustError('TRUST_NOT_SET_UP', 'witness key');
  const { name, keyId } = parseVerifierKey(certified.record.vkey);
  const signer = makeSigner(name, keys.ed25519('witness'), 'cosignature');
  if (signer.verifier.keyId !== keyId)
    throw new TrustError('KEY_FILE_INVALID', 'another witness key than the directory names');
  return signer;
}

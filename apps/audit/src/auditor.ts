import { phrase } from '#kernel';
import { createPublicKey } from 'node:crypto';
import { callPatterns } from '#capabilities/contracts';
import type { Settings } from '#config';
import type { OutsideWitness } from '#capabilities/witnesses/offer-outside.jobs';
import { WatchEnds } from '#capabilities/keys/ends.jobs';
import { KeepChainNote } from '#capabilities/audit/keep-chain-note.jobs';
import { NoteKeys } from '#capabilities/keys/note-keys.jobs';
import { readServices } from '#capabilities/services/services.contract';
import { ReadServices } from '#capabilities/services/services.queries';
import { type ReportedTrouble, WatchTroubles, ServiceRuntime } from '#service-runtime';
import {
  busLoginFor,
  certificateEnds,
  databasePassword,
  installedCertificates,
  levelOfAction,
  logFailure,
  type Logger,
  NestLogger,
  outsideWitnessesOf,
  RuntimeError,
  type ServiceContext,
  timeAuthoritiesOf,
} from '#runtime';
import { HeadFile } from '#journal';
import { refuseCalls } from '#service';
import { makeSigner, makeVerifier, parseVerifierKey, type Signer } from '#tlog';
import { ChainNoteFile, chainNoteOf, TrustError } from '#trust';
import { startAudit } from './audit-service.js';
import type { LogParts } from './log-steps.js';
import { readOwnPolicy } from './own-policy.js';
import { Reports } from './reports.js';

const endsMs = 5_000;

export async function startAuditor(context: ServiceContext): Promise<() => Promise<void>> {
  const { settings, logger } = context;
  const runtime = await openRuntime(context);
  const reports = new Reports(runtime);
  const parts = logParts(runtime, settings, reports);
  const close = await startAudit({
    ...parts,
    limits: settings.limits,
    bus: busLoginFor(settings, 'audit'),
    due: runtime.due,
    logger: new NestLogger(logger),
  });
  scheduleNotes(runtime, settings, parts.logSigner);
  scheduleTroubles(runtime, logger, reports);
  await scheduleEnds(runtime, context, reports);
  await reports.begin();
  return async () => {
    await close();
    await runtime.close();
  };
}

function openRuntime({
  settings,
  settingsHash,
  logger,
  waits,
}: ServiceContext): Promise<ServiceRuntime> {
  return ServiceRuntime.open({
    service: 'audit',
    settings,
    settingsHash,
    password: databasePassword(settings, 'audit'),
    onProblem: (step, err) => {
      logFailure(logger, { step }, err);
    },
    waits,
    meanwhile: (error, store) => {
      const status = new ReadServices(store);
      const answered = new Map([[`audit.${readServices.name}`, () => status.readServices()]]);
      const login = busLoginFor(settings, 'audit');
      return refuseCalls(login, callPatterns, error, answered);
    },
  });
}

function logParts(runtime: ServiceRuntime, settings: Settings, reports: Reports): LogParts {
  const { store, trust, mailbox, journal, keys } = runtime;
  const { origin, headFile, policyFile } = settings.log;
  const key = keys.ed25519('log');
  const logSigner = makeSigner(origin, key, 'note');
  return {
    ...{ store, trust, mailbox, journal, logSigner },
    policy: policyFile === '' ? undefined : readOwnPolicy(policyFile, logSigner),
    head: new HeadFile(headFile, makeVerifier(origin, createPublicKey(key), 'note')),
    witness: witnessOf(runtime),
    outside: outsideOf(settings),
    timeAuthorities: timeAuthoritiesOf(settings),
    onLog: (report) => {
      reports.replaceReport('log', report);
    },
    onTime: (report) => {
      reports.replaceReport('time', report);
    },
    onReading: (report) => {
      reports.replaceReport('reading', report);
    },
    onProblem: (step, error) => {
      runtime.problem(step)(error);
    },
  };
}

function scheduleTroubles(runtime: ServiceRuntime, logger: Logger, reports: Reports): void {
  const watch = new WatchTroubles(runtime.store, runtime.trust, tellTrouble(logger), (report) => {
    reports.replaceReport('link', report);
  });
  runtime.schedule({ wake: 'troubles', run: () => watch.run().then(() => false), pollMs: 5_000 });
}

// Resolves after the first look at ended keys and certificates: the service is not ready before.
async function scheduleEnds(
  runtime: ServiceRuntime,
  { settings, logger }: ServiceContext,
  reports: Reports,
): Promise<void> {
  const ends = new WatchEnds(
    runtime.store,
    runtime.trust,
    () => certificateEnds(settings),
    (problem) => {
      logFailure(logger, { step: 'ends' }, problem);
    },
  );
  const look = async (): Promise<boolean> => {
    const report = await ends.run();
    reports.replaceReport('ends', report, report.works);
    return false;
  };
  await look();
  runtime.schedule({ wake: 'ends', run: look, pollMs: endsMs });
}

function scheduleNotes(runtime: ServiceRuntime, settings: Settings, log: Signer): void {
  const { store, trust, journal } = runtime;
  const file = new ChainNoteFile(chainNoteOf(settings.log.headFile));
  const heads = new KeepChainNote(store, trust, journal, file, log);
  runtime.schedule({
    wake: 'chain-note',
    run: () => heads.run().then(() => false),
    due: heads.due,
  });
  const certificates = new NoteKeys(store, journal, () => installedCertificates(settings));
  const run = (): Promise<boolean> => certificates.run().then(() => false);
  runtime.schedule({ wake: 'note-keys', run, pollMs: 60_000 });
}

const messages: Readonly<Record<ReportedTrouble['what'], string>> = {
  'link.alarm': 'link alarm',
  quarantine: 'what a neighbour sent was refused',
};

const tellTrouble =
  (logger: Logger) =>
  ({ what, action, ...fields }: ReportedTrouble): void => {
    logger[levelOfAction(action)](fields, messages[what]);
  };

function outsideOf(settings: Settings): readonly OutsideWitness[] {
  return outsideWitnessesOf(settings).map(({ name, key, takesSecond }) => {
    try {
      return { name, takesSecond, verifier: parseVerifierKey(key) };
    } catch (cause) {
      const problem = phrase`found a key that is none; allowed: the verifier key of a witness`;
      throw new RuntimeError('HOST_SETTINGS_INVALID', phrase`${name}.key: ${problem}`, cause);
    }
  });
}

/**
 * Signer with the State's witness key and the name that the directory certifies for this key. @throws TrustError
 * KEY_FILE_INVALID if the directory certifies another witness key; TRUST_NOT_SET_UP if the directory certifies no witness key
 */
function witnessOf({ trust, keys }: ServiceRuntime): Signer {
  // Also an expired key: this service must run, so that the State can be told to extend its keys.
  const certified = trust
    .terms(trust.state, new Date())
    .noteKeys.find(({ record }) => record.purpose === 'witness');
  if (certified === undefined) throw new TrustError('TRUST_NOT_SET_UP', phrase`witness key`);
  const { name, keyId } = parseVerifierKey(certified.record.vkey);
  const signer = makeSigner(name, keys.ed25519('witness'), 'cosignature');
  if (signer.verifier.keyId !== keyId)
    throw new TrustError('KEY_FILE_INVALID', phrase`another witness key than the directory names`);
  return signer;
}

import { createPublicKey } from 'node:crypto';
import { permissions } from '#access';
import {
  KeepChainNote,
  type LogReport,
  NoteKeys,
  type ReadingReport,
  ReadServices,
  type TimeReport,
  Workplace,
} from '#flows';
import {
  busLoginFor,
  databasePassword,
  installedCertificates,
  NestLogger,
  type ServiceContext,
  timeAuthoritiesOf,
} from '#host';
import { HeadFile } from '#journal';
import { timestamp } from '#model';
import { openHeldDoor } from '#service';
import { makeSigner, makeVerifier, parseVerifierKey, type Signer } from '#tlog';
import { ChainNoteFile, chainNoteOf, TrustError } from '#trust';
import { startAudit } from './audit-service.js';
import { readOwnPolicy } from './own-policy.js';

/** The sequencer of this State's custody log, and what auditors may ask of it. */
export async function startAuditor({
  settings,
  settingsHash,
  logger,
  waits,
}: ServiceContext): Promise<() => Promise<void>> {
  const onProblem = (step: string, err: unknown): void => {
    logger.warn({ step, err }, 'step failed');
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
      const answered = new Map([['audit.status', () => status.run()]]);
      const login = busLoginFor(settings, 'audit');
      return openHeldDoor(login, Object.keys(permissions), error, answered);
    },
  });
  const { store, trust, mailbox, journal, keys } = place;
  const { origin, headFile, policyFile } = settings.log;
  const key = keys.ed25519('log');
  const logSigner = makeSigner(origin, key, 'note');
  const policy = policyFile === '' ? undefined : readOwnPolicy(policyFile, logSigner);
  let started = false;
  const alarms = new Map<string, readonly string[]>();
  const degraded = (): readonly string[] => [...alarms.values()].flat();
  const told = (prefix: string, report: LogReport | ReadingReport | TimeReport): void => {
    alarms.set(prefix, report.alarms);
    place.measure(prefix, report.numbers);
    if (started) void place.ready(degraded());
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
    onProblem,
  });
  const noteFile = new ChainNoteFile(chainNoteOf(headFile));
  const heads = new KeepChainNote(store, trust, journal, noteFile, logSigner);
  place.keep({ wake: 'chain-note', run: () => heads.run().then(() => false) });
  const certificates = new NoteKeys(store, journal, () => installedCertificates(settings));
  place.keep({
    wake: 'note-keys',
    run: () => certificates.run().then(() => false),
    pollMs: 60_000,
  });
  started = true;
  await place.ready(degraded());
  return async () => {
    await close();
    await place.close();
  };
}

/** The witness key under the name that the directory certifies. KEY_FILE_INVALID when it certifies another key. */
function witnessOf({ trust, keys }: Workplace): Signer {
  const certified = trust.own().noteKey('witness', timestamp(new Date()));
  if (certified === undefined) throw new TrustError('TRUST_NOT_SET_UP', 'witness key');
  const { name, keyId } = parseVerifierKey(certified.vkey);
  const signer = makeSigner(name, keys.ed25519('witness'), 'cosignature');
  if (signer.verifier.keyId !== keyId)
    throw new TrustError('KEY_FILE_INVALID', 'another witness key than the directory names');
  return signer;
}

import { createPublicKey } from 'node:crypto';
import { type TimeReport, Workplace } from '#flows';
import {
  busLoginFor,
  databasePassword,
  NestLogger,
  type ServiceContext,
  timeAuthoritiesOf,
} from '#host';
import { HeadFile } from '#journal';
import { timestamp } from '#model';
import { makeSigner, makeVerifier, parseVerifierKey, type Signer } from '#tlog';
import { TrustError } from '#trust';
import { startAudit } from './audit-service.js';

/** The sequencer of this State's custody log, and what auditors may ask of it. */
export async function startAuditor({
  settings,
  logger,
}: ServiceContext): Promise<() => Promise<void>> {
  const onProblem = (step: string, err: unknown): void => {
    logger.warn({ step, err }, 'step failed');
  };
  const place = await Workplace.open({
    service: 'audit',
    settings,
    password: databasePassword(settings, 'audit'),
    onProblem,
  });
  const { store, trust, mailbox, journal, keys } = place;
  const { origin, headFile } = settings.log;
  const key = keys.ed25519('log');
  let started = false;
  let alarms: readonly string[] = [];
  const onTime = (report: TimeReport): void => {
    alarms = report.alarms;
    place.measure('time', report.numbers);
    if (started) void place.ready(alarms);
  };
  const close = await startAudit({
    store,
    trust,
    mailbox,
    journal,
    limits: settings.limits,
    head: new HeadFile(headFile, makeVerifier(origin, createPublicKey(key), 'note')),
    logSigner: makeSigner(origin, key, 'note'),
    witness: witnessOf(place),
    bus: busLoginFor(settings, 'audit'),
    logger: new NestLogger(logger),
    timeAuthorities: timeAuthoritiesOf(settings),
    onTime,
    onProblem,
  });
  started = true;
  await place.ready(alarms);
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

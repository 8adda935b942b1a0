import { createPublicKey } from 'node:crypto';
import { Workplace } from '#flows';
import { busLoginFor, databasePassword, NestLogger, type ServiceContext } from '#host';
import { HeadFile } from '#journal';
import { makeSigner, makeVerifier } from '#tlog';
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
  const { store, trust, journal, keys } = place;
  const { origin, headFile } = settings.log;
  const key = keys.ed25519('log');
  const close = await startAudit({
    store,
    trust,
    journal,
    limits: settings.limits,
    head: new HeadFile(headFile, makeVerifier(origin, createPublicKey(key), 'note')),
    logSigner: makeSigner(origin, key, 'note'),
    bus: busLoginFor(settings, 'audit'),
    logger: new NestLogger(logger),
    onProblem,
  });
  await place.ready();
  return async () => {
    await close();
    await place.close();
  };
}

import { ServiceRuntime } from '#service-runtime';
import { databasePassword, logFailure, type ServiceContext } from '#runtime';
import { erasing, sealerSteps } from './sealer-steps.js';

/**
 * Starts the service that seals messages, erases content and watches deadlines. It parses no neighbour's bytes, to protect
 * the signing key.
 */
export async function startSealer({
  settings,
  settingsHash,
  logger,
  waits,
}: ServiceContext): Promise<() => Promise<void>> {
  const runtime = await ServiceRuntime.open({
    service: 'sealer',
    settings,
    settingsHash,
    password: databasePassword(settings, 'sealer'),
    onProblem: (step, err) => {
      logFailure(logger, { step }, err);
    },
    waits,
  });
  const erase = erasing(runtime, runtime.objects());
  // Before content of a restored database could leave or be read.
  const again = await erase.applyAgain();
  if (again > 0) logger.warn({ again }, 'the database was older than these erasures');
  const signing = await runtime.keys.purpose('signing');
  const receipts = await runtime.keys.purpose('receipts');
  const steps = sealerSteps({ runtime, erase, signing, receipts, limits: settings.limits });
  for (const step of steps) runtime.schedule(step);
  await runtime.ready();
  return () => runtime.close();
}

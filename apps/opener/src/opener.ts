import { ServiceRuntime } from '#service-runtime';
import { databasePassword, logFailure, type ServiceContext } from '#runtime';
import { decryptionKeys, openerSteps } from './opener-steps.js';

/** Starts the service that decrypts and judges received messages. It uses no network, because a message may be malicious. */
export async function startOpener({
  settings,
  settingsHash,
  logger,
  waits,
}: ServiceContext): Promise<() => Promise<void>> {
  const runtime = await ServiceRuntime.open({
    service: 'opener',
    settings,
    settingsHash,
    password: databasePassword(settings, 'opener'),
    onProblem: (step, err) => {
      logFailure(logger, { step }, err);
    },
    waits,
  });
  const keys = decryptionKeys(runtime);
  // Checks all key files before any message is claimed.
  await keys();
  for (const step of openerSteps({ runtime, keys, limits: settings.limits }))
    runtime.schedule(step);
  await runtime.ready();
  return () => runtime.close();
}

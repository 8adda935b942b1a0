import { Workplace } from '#workplace';
import { databasePassword, logFailure, type ServiceContext } from '#runtime';
import { decryptionKeys, openerSteps } from './opener-steps.js';

/**
 * Starts the service that decrypts and judges received messages. It parses a neighbour's bytes, so it has no network and no
 * signing key.
 */
export async function startOpener({
  settings,
  settingsHash,
  logger,
  waits,
}: ServiceContext): Promise<() => Promise<void>> {
  const place = await Workplace.open({
    service: 'opener',
    settings,
    settingsHash,
    password: databasePassword(settings, 'opener'),
    onProblem: (step, err) => {
      logFailure(logger, { step }, err);
    },
    waits,
  });
  const keys = decryptionKeys(place);
  // Checks all key files before any message is claimed.
  await keys();
  for (const step of openerSteps({ place, keys, limits: settings.limits })) place.schedule(step);
  await place.ready();
  return () => place.close();
}

import { Workplace } from '#workplace';
import { databasePassword, logFailure, type ServiceContext } from '#runtime';
import { decryptionKeys, openerSteps } from './opener-steps.js';

/**
 * Decrypts and judges what came. It parses a neighbour's bytes, so it has no network and no signing key: its only door
 * is the database's unix socket.
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
  // None missing, none unsafe, before anything is taken.
  await keys();
  for (const step of openerSteps({ place, keys, limits: settings.limits })) place.keep(step);
  await place.ready();
  return () => place.close();
}

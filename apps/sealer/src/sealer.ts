import { Workplace } from '#workplace';
import { databasePassword, logFailure, type ServiceContext } from '#runtime';
import { erasing, sealerSteps } from './sealer-steps.js';

/**
 * Numbers, signs and encrypts what leaves, issues receipts, erases what was ordered to be erased and what is kept no longer,
 * records silence, passed deadlines, recalls without an answer, notices of central authorities that did not come and files that
 * must be reviewed, and tells desks of each other. It holds the State's signing key, so it has no network: its only door is the
 * database's unix socket, and it parses nothing that a neighbour sent.
 */
export async function startSealer({
  settings,
  settingsHash,
  logger,
  waits,
}: ServiceContext): Promise<() => Promise<void>> {
  const place = await Workplace.open({
    service: 'sealer',
    settings,
    settingsHash,
    password: databasePassword(settings, 'sealer'),
    onProblem: (step, err) => {
      logFailure(logger, { step }, err);
    },
    waits,
  });
  const erase = erasing(place, await place.objects());
  // Before anything of an older database could leave or be read.
  const again = await erase.applyAgain();
  if (again > 0) logger.warn({ again }, 'the database was older than these erasures');
  const signing = await place.keys.purpose('signing');
  const receipts = await place.keys.purpose('receipts');
  const steps = sealerSteps({ place, erase, signing, receipts, limits: settings.limits });
  for (const step of steps) place.keep(step);
  await place.ready();
  return () => place.close();
}

import { BuildPackages } from '#capabilities/packages/making/build-packages.jobs';
import { packageBounds } from '#capabilities/packages/packages.lists';
import {
  databasePassword,
  logFailure,
  outsideWitnessesOf,
  readOwned,
  type ServiceContext,
  timeAuthoritiesOf,
} from '#runtime';
import { version, Workplace } from '#workplace';
import { ownProfile } from './own-profile.js';
import { sealerOf } from './x509-seal.js';

const pollMs = 1_000;

/**
 * Makes evidence packages. It holds no storage key: the key of one thread is handed over to it for as long as a package of that is made.
 * Its only door is the database's unix socket.
 */
export async function startEvidence({
  settings,
  settingsHash,
  logger,
  waits,
}: ServiceContext): Promise<() => Promise<void>> {
  const place = await Workplace.open({
    service: 'evidence',
    settings,
    settingsHash,
    password: databasePassword(settings, 'evidence'),
    onProblem: (step, err) => {
      logFailure(logger, { step }, err);
    },
    waits,
  });
  await place.untilErased();
  const { store, trust, journal, keys, erasures: erased } = place;
  const { policyFile, origin } = settings.log;
  const build = new BuildPackages(
    {
      ...{ store, trust, journal, keys, erased, origin, software: version },
      objects: await place.objects(packageBounds.file),
      authorities: timeAuthoritiesOf(settings),
      sealer: sealerOf(settings, process.env),
      profile: await ownProfile(settings, trust.own(), new Date()),
      policy: policyFile === '' ? undefined : readOwned(policyFile),
      outside: outsideWitnessesOf(settings).map(({ key }) => key),
    },
    (exhibit, err) => {
      logFailure(logger, { step: 'build-package', exhibit }, err);
    },
  );
  place.keep({ wake: 'build-package', run: () => build.run(), pollMs });
  await place.ready();
  return () => place.close();
}

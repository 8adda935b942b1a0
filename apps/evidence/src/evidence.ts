import { BuildPackages } from '#capabilities/packages/making/build-packages.jobs';
import {
  type CertificateReader,
  JudgeCertificates,
} from '#capabilities/packages/certifying/judge-certificates.jobs';
import type { PackingParts } from '#capabilities/packages/making/packing.service';
import { packageBounds } from '#capabilities/packages/packages.lists';
import { certificateFact, officeIn } from '#certificate/reading/certificate-fact';
import { unpackCertificate } from '#certificate/reading/packed';
import {
  databasePassword,
  logFailure,
  outsideWitnessesOf,
  readOwned,
  type ServiceContext,
  timeAuthoritiesOf,
} from '#runtime';
import { version, ServiceRuntime } from '#service-runtime';
import { ownProfile, profileNumbers } from './own-profile.js';
import { sealerOf } from './x509-seal.js';

// Answers, stamps and cosignatures wake this step. Polling finds time limits, pauses before another try, and lost wake-ups.
const pollMs = 5_000;
const minuteMs = 60_000;

// Reads certificates as the verifier does; this program contains nothing that makes them.
const certificateReader: CertificateReader = {
  ...{ unpack: unpackCertificate, compare: certificateFact, office: officeIn },
};

/** Starts the service that makes evidence packages. Has a thread's key only while packing that thread. */
export async function startEvidence({
  settings,
  settingsHash,
  logger,
  waits,
}: ServiceContext): Promise<() => Promise<void>> {
  const runtime = await ServiceRuntime.open({
    service: 'evidence',
    settings,
    settingsHash,
    password: databasePassword(settings, 'evidence'),
    onProblem: (step, err) => {
      logFailure(logger, { step }, err);
    },
    waits,
  });
  await runtime.untilErased();
  const { store, trust, journal, keys, erasures: erased } = runtime;
  const { policyFile, origin } = settings.log;
  const parts: PackingParts = {
    ...{ store, trust, journal, keys, erased, origin, software: version },
    objects: runtime.objects(packageBounds.file),
    authorities: timeAuthoritiesOf(settings),
    sealer: sealerOf(settings, process.env),
    profile: await ownProfile(settings, trust.own(), new Date()),
    policy: policyFile === '' ? undefined : readOwned(policyFile),
    outside: outsideWitnessesOf(settings).map(({ key }) => key),
  };
  const onFailure = (exhibit: string, err: unknown): void => {
    logFailure(logger, { step: 'build-package', exhibit }, err);
  };
  const build = new BuildPackages(parts, onFailure);
  const certificates = new JudgeCertificates(parts, certificateReader, onFailure);
  let measuredAt = 0;
  const tellOfProfile = async (): Promise<void> => {
    if (Date.now() < measuredAt + minuteMs) return;
    measuredAt = Date.now();
    // A key that was extended meanwhile is no fault any more.
    await store.transaction({ step: 'build-package' }, (tx) => trust.refresh(tx));
    const own = { directory: trust.own(), entries: trust.entries(trust.state) };
    runtime.measure('profile', await profileNumbers(parts.profile, own, new Date(measuredAt)));
  };
  // One after the other: each holds a whole package in memory.
  const run = async (): Promise<boolean> => {
    await tellOfProfile();
    const more = await certificates.run();
    return (await build.run()) || more;
  };
  runtime.schedule({ wake: 'build-package', run, pollMs });
  await runtime.ready();
  return () => runtime.close();
}

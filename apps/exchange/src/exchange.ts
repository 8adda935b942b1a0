import { NoteLinks } from '#journey/links/note-links';
import { PackageStamps } from '#capabilities/packages/package-stamps.rows';
import { PostOffers } from '#capabilities/witnesses/post-offers.jobs';
import { PostStamps } from '#capabilities/time-stamps/post-stamps.jobs';
import { TellRefusals } from '#journey/open/tell-refusals';
import { ServiceRuntime } from '#service-runtime';
import {
  borderLoginFor,
  databasePassword,
  logFailure,
  type Logger,
  outsideWitnessesOf,
  readDisk,
  type ServiceContext,
  timeAuthoritiesOf,
} from '#runtime';
import { type ObjectStore, sweep } from '#objects';
import { BorderConnection, postOffer, postTimeQuery } from '#border';
import { DiskWatch } from './disk-watch.js';
import { LinkWorkers } from './link-workers.js';

const hour = 3_600_000;
// Poll interval of steps that wake-ups start: polling finds only what a lost wake-up left.
const lostWakeUpMs = 5_000;
// Life (ms) of unfinished files: an upload resumes within minutes, a transfer when the link heals.
const keepUnfinished = { uploads: 24 * hour, transfers: 30 * 24 * hour } as const;

/**
 * Starts the border service, which exchanges messages with the neighbours. An attacker who takes it over finds no decryption
 * key.
 */
export async function startExchange(context: ServiceContext): Promise<() => Promise<void>> {
  const { settings, logger } = context;
  const runtime = await openRuntime(context);
  const border = await BorderConnection.connect(borderLoginFor(settings));
  // Refuses a broker that acknowledges before it writes; reports an outdated one as degraded.
  await border.verifyBroker();
  const objects = runtime.objects();
  const disk = new DiskWatch(() => readDisk(settings.dataDir));
  await disk.look();
  runtime.measure('disk', disk.numbers);
  const workers = new LinkWorkers(runtime, border, objects, () => disk.hasRoom);
  scheduleDisk(runtime, logger, disk, workers);
  scheduleSweep(runtime, objects);
  scheduleStamps(runtime, context);
  scheduleOffers(runtime, context);
  const refusals = scheduleRefusals(runtime);
  const look = async (): Promise<boolean> => {
    await runtime.ready([...disk.degraded, ...refusals.degraded, ...(await workers.adjustLinks())]);
    return false;
  };
  await look();
  runtime.schedule({ wake: 'links', run: look, pollMs: 2_000 });
  scheduleSight(runtime, border);
  return async () => {
    await border.close();
    await runtime.close();
  };
}

function openRuntime({
  settings,
  settingsHash,
  logger,
  waits,
}: ServiceContext): Promise<ServiceRuntime> {
  return ServiceRuntime.open({
    service: 'exchange',
    settings,
    settingsHash,
    password: databasePassword(settings, 'exchange'),
    onProblem: (step, err) => {
      logFailure(logger, { step }, err);
    },
    waits,
  });
}

function scheduleDisk(
  runtime: ServiceRuntime,
  logger: Logger,
  disk: DiskWatch,
  workers: LinkWorkers,
): void {
  const look = async (): Promise<boolean> => {
    if (!(await disk.look())) return false;
    const { level, numbers } = disk;
    logger[disk.hasRoom ? 'info' : 'error']({ level, ...numbers }, 'room of the disk has changed');
    workers.renew();
    return false;
  };
  runtime.schedule({ wake: 'disk', run: look });
}

function scheduleSweep(runtime: ServiceRuntime, objects: ObjectStore): void {
  const run = (): Promise<boolean> => sweep(objects, Date.now(), keepUnfinished).then(() => false);
  runtime.schedule({ wake: 'sweep', run, pollMs: hour });
}

function scheduleStamps(runtime: ServiceRuntime, { settings, logger }: ServiceContext): void {
  const authorities = timeAuthoritiesOf(settings).map(({ name, address }) => {
    const to = address();
    return { name, post: (request: Uint8Array) => postTimeQuery(to, request) };
  });
  const onFailure = (authority: string, err: unknown): void => {
    const about = { step: 'stamp-post', authority };
    logFailure(logger, about, err, 'time-stamp authority gave no answer');
  };
  if (authorities.length === 0) return;
  const stamps = new PostStamps(runtime.store, runtime.journal.stamps, authorities, onFailure);
  const packages = new PostStamps(runtime.store, new PackageStamps(), authorities, onFailure);
  runtime.schedule({
    wake: 'stamp-post',
    run: async () => (await stamps.run()) + (await packages.run()),
    pollMs: lostWakeUpMs,
  });
}

function scheduleOffers(runtime: ServiceRuntime, { settings, logger }: ServiceContext): void {
  const { store, journal } = runtime;
  // Each has a step of its own, so that one that answers slowly delays no other.
  for (const { name, address } of outsideWitnessesOf(settings)) {
    const to = address();
    const witness = { name, post: (offer: Uint8Array) => postOffer(to, offer) };
    const offers = new PostOffers(store, journal.outside, witness, (err) => {
      const at = { step: 'outside-post', witness: name };
      logFailure(logger, at, err, 'witness outside gave no answer');
    });
    runtime.schedule({ wake: 'outside-post', run: () => offers.run(), pollMs: lostWakeUpMs });
  }
}

function scheduleRefusals(runtime: ServiceRuntime): TellRefusals {
  const refusals = new TellRefusals(runtime.store, runtime.mailbox, runtime.journal);
  runtime.measure('refused', refusals.numbers);
  runtime.schedule({
    wake: 'refusals',
    run: () => refusals.run().then(() => false),
    pollMs: 10_000,
  });
  return refusals;
}

function scheduleSight(runtime: ServiceRuntime, border: BorderConnection): void {
  const { store, trust, mailbox } = runtime;
  const confirmed = () =>
    trust
      .peers()
      .listPeers()
      .map(({ linkId }) => linkId);
  const sight = new NoteLinks(store, mailbox, border, confirmed);
  runtime.schedule({ wake: 'link-sight', run: () => sight.run().then(() => false), pollMs: 2_000 });
}

import { NoteLinks } from '#journey/links/note-links';
import { PackageStamps } from '#capabilities/packages/package-stamps.rows';
import { PostOffers } from '#capabilities/witnesses/post-offers.jobs';
import { PostStamps } from '#capabilities/time-stamps/post-stamps.jobs';
import { TellRefusals } from '#journey/open/tell-refusals';
import { Workplace } from '#workplace';
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
// Life (ms) of unfinished files: an upload resumes within minutes, a transfer when the link heals.
const keepUnfinished = { uploads: 24 * hour, transfers: 30 * 24 * hour } as const;

/**
 * Starts the border service, which exchanges messages with the neighbours. It holds no key that opens messages, because only
 * it contacts outside addresses.
 */
export async function startExchange(context: ServiceContext): Promise<() => Promise<void>> {
  const { settings, logger } = context;
  const place = await openPlace(context);
  const border = await BorderConnection.connect(borderLoginFor(settings));
  // Refuses a broker that acknowledges before it writes; reports an outdated one as degraded.
  await border.verifyBroker();
  const objects = await place.objects();
  const disk = new DiskWatch(() => readDisk(settings.dataDir));
  await disk.look();
  place.measure('disk', disk.numbers);
  const workers = new LinkWorkers(place, border, objects, () => disk.hasRoom);
  keepRoom(place, logger, disk, workers);
  keepSwept(place, objects);
  keepStamps(place, context);
  keepOffers(place, context);
  const refusals = keepRefusals(place);
  const look = async (): Promise<boolean> => {
    await place.ready([...disk.degraded, ...refusals.degraded, ...(await workers.adjustLinks())]);
    return false;
  };
  await look();
  place.schedule({ wake: 'links', run: look, pollMs: 2_000 });
  keepSight(place, border);
  return async () => {
    await border.close();
    await place.close();
  };
}

function openPlace({ settings, settingsHash, logger, waits }: ServiceContext): Promise<Workplace> {
  return Workplace.open({
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

function keepRoom(place: Workplace, logger: Logger, disk: DiskWatch, workers: LinkWorkers): void {
  const look = async (): Promise<boolean> => {
    if (!(await disk.look())) return false;
    const { level, numbers } = disk;
    logger[disk.hasRoom ? 'info' : 'error']({ level, ...numbers }, 'room of the disk has changed');
    workers.renew();
    return false;
  };
  place.schedule({ wake: 'disk', run: look });
}

function keepSwept(place: Workplace, objects: ObjectStore): void {
  const run = (): Promise<boolean> => sweep(objects, Date.now(), keepUnfinished).then(() => false);
  place.schedule({ wake: 'sweep', run, pollMs: hour });
}

function keepStamps(place: Workplace, { settings, logger }: ServiceContext): void {
  const authorities = timeAuthoritiesOf(settings).map(({ name, address }) => {
    const to = address();
    return { name, post: (request: Uint8Array) => postTimeQuery(to, request) };
  });
  const onFailure = (authority: string, err: unknown): void => {
    const about = { step: 'stamp-post', authority };
    logFailure(logger, about, err, 'time-stamp authority gave no answer');
  };
  if (authorities.length === 0) return;
  const stamps = new PostStamps(place.store, place.journal.stamps, authorities, onFailure);
  const packages = new PostStamps(place.store, new PackageStamps(), authorities, onFailure);
  place.schedule({
    wake: 'stamp-post',
    run: async () => (await stamps.run()) + (await packages.run()),
  });
}

function keepOffers(place: Workplace, { settings, logger }: ServiceContext): void {
  const witnesses = outsideWitnessesOf(settings).map(({ name, address }) => {
    const to = address();
    return { name, post: (offer: Uint8Array) => postOffer(to, offer) };
  });
  const onFailure = (witness: string, err: unknown): void => {
    logFailure(logger, { step: 'outside-post', witness }, err, 'witness outside gave no answer');
  };
  const offers = new PostOffers(place.store, place.journal.outside, witnesses, onFailure);
  if (witnesses.length > 0) place.schedule({ wake: 'outside-post', run: () => offers.run() });
}

function keepRefusals(place: Workplace): TellRefusals {
  const refusals = new TellRefusals(place.store, place.mailbox, place.journal);
  place.measure('refused', refusals.numbers);
  place.schedule({ wake: 'refusals', run: () => refusals.run().then(() => false), pollMs: 10_000 });
  return refusals;
}

function keepSight(place: Workplace, border: BorderConnection): void {
  const { store, trust, mailbox } = place;
  const confirmed = () =>
    trust
      .peers()
      .listPeers()
      .map(({ linkId }) => linkId);
  const sight = new NoteLinks(store, mailbox, border, confirmed);
  place.schedule({ wake: 'link-sight', run: () => sight.run().then(() => false), pollMs: 2_000 });
}

import { NoteLinks } from '#journey/links/note-links';
import { PostStamps } from '#capabilities/time-stamps/post-stamps.jobs';
import { TellRefusals } from '#journey/open/tell-refusals';
import { Workplace } from '#workplace';
import {
  borderLoginFor,
  databasePassword,
  logFailure,
  type ServiceContext,
  timeAuthoritiesOf,
  readDisk,
} from '#runtime';
import { sweep } from '#objects';
import { BorderConnection, postTimeQuery } from '#border';
import { DiskWatch } from './disk-watch.js';
import { LinkWorkers } from './link-workers.js';

const hour = 3_600_000;
/** Unfinished files are kept so long: an upload goes on within minutes, a transfer when the link heals. */
const keepUnfinished = { uploads: 24 * hour, transfers: 30 * 24 * hour } as const;

/**
 * Border post: the outbox to the peer's stream, the own stream to the deliveries. It holds no key that opens or signs a
 * message; what it carries is ciphertext. It alone asks addresses outside: the border's, and the time-stamp authorities'.
 */
export async function startExchange({
  settings,
  settingsHash,
  logger,
  waits,
}: ServiceContext): Promise<() => Promise<void>> {
  const place = await Workplace.open({
    service: 'exchange',
    settings,
    settingsHash,
    password: databasePassword(settings, 'exchange'),
    onProblem: (step, err) => {
      logFailure(logger, { step }, err);
    },
    waits,
  });
  const border = await BorderConnection.connect(borderLoginFor(settings));
  // Refuses a broker that does not write before it acknowledges; an old one works on and says so.
  await border.verifyBroker();
  const objects = await place.objects();
  const disk = new DiskWatch(() => readDisk(settings.dataDir));
  await disk.look();
  place.measure('disk', disk.numbers);
  const workers = new LinkWorkers(place, border, objects, () => disk.hasRoom);
  const watchDisk = async (): Promise<boolean> => {
    if (!(await disk.look())) return false;
    const { level, numbers } = disk;
    logger[disk.hasRoom ? 'info' : 'error']({ level, ...numbers }, 'room of the disk has changed');
    workers.renew();
    return false;
  };
  place.keep({ wake: 'disk', run: watchDisk });
  place.keep({
    wake: 'sweep',
    run: () => sweep(objects, Date.now(), keepUnfinished).then(() => false),
    pollMs: hour,
  });
  const doors = timeAuthoritiesOf(settings).map(({ name, door }) => {
    const to = door();
    return { name, post: (request: Uint8Array) => postTimeQuery(to, request) };
  });
  const stamps = new PostStamps(place.store, place.journal.stamps, doors, (authority, err) => {
    logFailure(
      logger,
      { step: 'stamp-post', authority },
      err,
      'time-stamp authority gave no answer',
    );
  });
  if (doors.length > 0) place.keep({ wake: 'stamp-post', run: () => stamps.run() });
  const refusals = new TellRefusals(place.store, place.mailbox, place.journal);
  place.measure('refused', refusals.numbers);
  place.keep({ wake: 'refusals', run: () => refusals.run().then(() => false), pollMs: 10_000 });
  const look = async (): Promise<boolean> => {
    await place.ready([...disk.degraded, ...refusals.degraded, ...(await workers.run())]);
    return false;
  };
  await look();
  place.keep({ wake: 'links', run: look, pollMs: 2_000 });
  const confirmed = () =>
    place.trust
      .peers()
      .list()
      .map(({ linkId }) => linkId);
  const sight = new NoteLinks(place.store, place.mailbox, border, confirmed);
  place.keep({ wake: 'link-sight', run: () => sight.run().then(() => false), pollMs: 2_000 });
  return async () => {
    await border.close();
    await place.close();
  };
}

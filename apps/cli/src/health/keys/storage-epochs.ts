import { compartments, type Compartment } from '#kernel';
import { keyFile } from '#trust';
import { say } from '#language/console';
import { sayCount } from '#language/count';
import { readEpochUse, type EpochUse } from '../../installation/keys/epoch-use.js';
import { changedIfThere } from '../../installation/files.js';
import { storageServices, type Layout } from '../../installation/layout.js';
import { epochsThere } from '../../installation/keys/epoch-files.js';
import { epochMs, storageFiles } from '../../installation/keys/storage-epochs.js';
import { ok, warn, type Finding } from '../finding.js';

export interface EpochView {
  readonly compartment: Compartment;
  readonly epoch: number;
  readonly madeAt: Date | null;
  readonly services: readonly string[];
  readonly wrapped: number | null;
  readonly emptiedAt: Date | null;
}

const dayMs = 24 * 3_600_000;

export async function epochsOf(layout: Layout): Promise<EpochView[]> {
  return epochViews(layout, await readEpochUse(layout).catch(() => undefined));
}

/** Storage keys of a State, by their files and by `uses`: what the database says, undefined while it does not answer. */
export async function epochViews(
  layout: Layout,
  uses: readonly EpochUse[] | undefined,
): Promise<EpochView[]> {
  const found: EpochView[] = [];
  for (const compartment of compartments) {
    const own = uses?.filter((use) => use.compartment === compartment);
    found.push(...(await epochsIn(layout, compartment, own)));
  }
  return found;
}

async function epochsIn(
  layout: Layout,
  compartment: Compartment,
  uses: readonly EpochUse[] | undefined,
): Promise<EpochView[]> {
  const wrapping = (uses ?? []).filter(({ wrapped }) => wrapped > 0).map(({ epoch }) => epoch);
  const epochs = new Set([...wrapping, ...(await epochsThere(layout, storageFiles(compartment)))]);
  const found: EpochView[] = [];
  for (const epoch of [...epochs].sort((a, b) => a - b)) {
    const key = await keyOf(layout, compartment, epoch);
    // Listed above and destroyed since, as a running State does with keys that nothing needs.
    if (key.madeAt === null && !wrapping.includes(epoch)) continue;
    found.push({ compartment, epoch, ...key, ...useOf(uses, epoch) });
  }
  return found;
}

function useOf(
  uses: readonly EpochUse[] | undefined,
  epoch: number,
): Pick<EpochView, 'wrapped' | 'emptiedAt'> {
  const { wrapped = 0, emptiedAt = null } = uses?.find((each) => each.epoch === epoch) ?? {};
  return { wrapped: uses === undefined ? null : wrapped, emptiedAt };
}

async function keyOf(
  layout: Layout,
  compartment: Compartment,
  epoch: number,
): Promise<Pick<EpochView, 'madeAt' | 'services'>> {
  const file = keyFile.storage(compartment, epoch);
  let first: Date | undefined;
  const services: string[] = [];
  for (const service of storageServices) {
    const madeAt = await changedIfThere(layout.key(service, file));
    if (madeAt === undefined) continue;
    first ??= madeAt;
    services.push(service);
  }
  return { madeAt: first ?? null, services };
}

const day = (at: Date): string => at.toISOString().slice(0, 10);

export const epochLines = (epochs: readonly EpochView[]): string[] =>
  epochs.map(({ compartment, epoch, madeAt, wrapped, emptiedAt }) => {
    const words = [
      madeAt === null
        ? say('keysStorageEpochs.keyDestroyed')
        : say('keysStorageEpochs.since', { madeAt: day(madeAt) }),
      ...(wrapped === null ? [] : [sayCount('keysStorageEpochs.wraps', { wrapped })]),
      ...(emptiedAt === null
        ? []
        : [say('keysStorageEpochs.neededBackupsAloneSince', { emptiedAt: day(emptiedAt) })]),
    ];
    return say('keysStorageEpochs.epochOf', { epoch, compartment, words: words.join(', ') });
  });

const restore = say('keysStorageEpochs.restore');
const make = say('keysStorageEpochs.make', { restore });

export function judgeEpochs(epochs: readonly EpochView[], now: Date): Finding[] {
  return compartments.flatMap((compartment) =>
    judgeCompartment(
      say('keysStorageEpochs.storageKeys', { compartment }),
      epochs.filter((each) => each.compartment === compartment),
      now,
    ),
  );
}

function judgeCompartment(name: string, own: readonly EpochView[], now: Date): Finding[] {
  const newest = own.findLast(({ madeAt }) => madeAt !== null);
  if (newest?.madeAt == null)
    return [warn(name, say('keysStorageEpochs.thereAreNone'), own.length === 0 ? make : restore)];
  const age = Math.floor((now.getTime() - newest.madeAt.getTime()) / dayMs);
  const isOld = age * dayMs > epochMs + dayMs;
  const old = sayCount('keysStorageEpochs.old', { age });
  const findings = [
    ...(isOld ? [warn(name, old, say('keysStorageEpochs.letLiaiseUpRun'))] : []),
    ...own.flatMap((each) => epochFindings(name, each, newest.epoch)),
  ];
  return findings.length > 0
    ? findings
    : [
        ok(
          name,
          sayCount('keysStorageEpochs.epochDaysOldPast', {
            epoch: newest.epoch,
            age,
            ownCount: own.length - 1,
          }),
        ),
      ];
}

function epochFindings(name: string, each: EpochView, newest: number): Finding[] {
  const { epoch, services, wrapped, madeAt } = each;
  if (madeAt === null) {
    const what = sayCount('keysStorageEpochs.threadsEpochCannotRead', {
      wrapped: wrapped ?? 0,
      epoch,
    });
    return [warn(name, what, say('keysStorageEpochs.keyGone'))];
  }
  if (services.length === storageServices.length || epoch !== newest) return [];
  const what = say('keysStorageEpochs.notEveryServiceEpoch', { epoch });
  return [warn(name, what, say('keysStorageEpochs.startLiaiseUpAgain'))];
}

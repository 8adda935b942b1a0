import { stat } from 'node:fs/promises';
import { compartments, type Compartment } from '#kernel';
import { keyFile } from '#trust';
import { readEpochUse } from '../installation/keys/epoch-use.js';
import { exists, namesIn } from '../installation/files.js';
import { storageServices, type Layout } from '../installation/layout.js';
import { epochMs } from '../installation/keys/storage-epochs.js';
import { ok, warn, type Finding } from './finding.js';

/** A storage key and what needs it. */
export interface EpochView {
  readonly compartment: Compartment;
  readonly epoch: number;
  /** When its key was made; null when no service has it any more. */
  readonly madeAt: Date | null;
  /** Services that have it; all of them when everything is right. */
  readonly services: readonly string[];
  /** Threads and uploads wrapped by it; null when the database does not run. */
  readonly wrapped: number | null;
  /** Since when nothing alive needs it; null while something does. */
  readonly emptiedAt: Date | null;
}

const dayMs = 24 * 3_600_000;

/** Every epoch that has a key file or something wrapped. The database is asked when it runs. */
export async function epochsOf(layout: Layout): Promise<EpochView[]> {
  const uses = await readEpochUse(layout).catch(() => undefined);
  const found: EpochView[] = [];
  for (const compartment of compartments) {
    const form = new RegExp(`^storage-${compartment}-([0-9]{1,9})\\.key$`);
    const own = uses?.filter((use) => use.compartment === compartment);
    const epochs = new Set(
      (own ?? []).filter(({ wrapped }) => wrapped > 0).map((use) => use.epoch),
    );
    for (const service of storageServices)
      for (const name of await namesIn(layout.path('keys', service))) {
        const epoch = form.exec(name)?.[1];
        if (epoch !== undefined) epochs.add(Number(epoch));
      }
    for (const epoch of [...epochs].sort((a, b) => a - b)) {
      const use = own?.find((each) => each.epoch === epoch);
      const paths = storageServices.map((service) => ({
        service,
        path: layout.key(service, keyFile.storage(compartment, epoch)),
      }));
      const there = [];
      for (const each of paths) if (await exists(each.path)) there.push(each);
      const [first] = there;
      found.push({
        ...{ compartment, epoch },
        madeAt: first === undefined ? null : (await stat(first.path)).mtime,
        services: there.map(({ service }) => service),
        wrapped: own === undefined ? null : (use?.wrapped ?? 0),
        emptiedAt: use?.emptiedAt ?? null,
      });
    }
  }
  return found;
}

const day = (at: Date): string => at.toISOString().slice(0, 10);

/** One line an epoch. Pure. */
export const epochLines = (epochs: readonly EpochView[]): string[] =>
  epochs.map(({ compartment, epoch, madeAt, wrapped, emptiedAt }) => {
    const words = [
      madeAt === null ? 'its key is destroyed' : `since ${day(madeAt)}`,
      ...(wrapped === null ? [] : [`wraps ${wrapped}`]),
      ...(emptiedAt === null ? [] : [`needed by backups alone since ${day(emptiedAt)}`]),
    ];
    return `epoch ${epoch} of ${compartment}: ${words.join(', ')}`;
  });

const restore = 'restore them from a backup';
const make = `${restore}; a State that was set up before there was this compartment makes them: \`liaise authority keys\``;

/** Pure. */
export function judgeEpochs(epochs: readonly EpochView[], now: Date): Finding[] {
  return compartments.flatMap((compartment) => {
    const own = epochs.filter((each) => each.compartment === compartment);
    const newest = own.findLast(({ madeAt }) => madeAt !== null);
    const name = `storage keys: ${compartment}`;
    if (newest?.madeAt == null)
      return [warn(name, 'there are none', own.length === 0 ? make : restore)];
    const findings: Finding[] = [];
    const age = Math.floor((now.getTime() - newest.madeAt.getTime()) / dayMs);
    if (age * dayMs > epochMs + dayMs)
      findings.push(
        warn(name, `the newest is ${age} days old`, 'let `liaise up` run: it makes one'),
      );
    for (const { epoch, services, wrapped, madeAt } of own)
      if (madeAt === null)
        findings.push(
          warn(
            name,
            `${wrapped ?? 0} threads of epoch ${epoch} cannot be read`,
            'their key is gone',
          ),
        );
      else if (services.length < storageServices.length && epoch === newest.epoch)
        findings.push(
          warn(
            name,
            `not every service has epoch ${epoch}`,
            'start `liaise up` again: it gives it',
          ),
        );
    return findings.length > 0
      ? findings
      : [ok(name, `epoch ${newest.epoch}, ${age} days old; ${own.length - 1} past`)];
  });
}

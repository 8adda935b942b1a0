import type { Settings } from '#config';
import { DiskReserve } from '#runner';
import { diskLevel, readDisk, type DiskLevel, type DiskSpace } from '#runtime';
import { isStoring } from '#border';
import type { Layout } from '../installation/layout.js';

export type DiskEvent =
  | { readonly kind: 'disk'; readonly level: DiskLevel; readonly space: DiskSpace }
  | {
      readonly kind: 'disk-reserve';
      readonly did: 'made' | 'released';
      readonly space: DiskSpace;
    }
  | { readonly kind: 'border-storage' };

interface Hooks {
  readonly tell: (event: DiskEvent) => void;
  readonly restartBorder: () => void;
}

const standardAskMs = 10_000;
// Negative answers in a row before a restart: a starting broker answers before its store is open.
const answersInARow = 2;

/**
 * Warns of low disk space; deletes a reserve file when almost no space is left. Restarts a border broker that stopped storing
 * messages.
 */
export class DiskKeeper {
  readonly #reserve: DiskReserve;
  #level: DiskLevel = 'OK';
  #askAt = 0;
  #closed = 0;
  #looking = false;

  constructor(
    private readonly layout: Pick<Layout, 'dir' | 'diskReserve'>,
    private readonly settings: { readonly border: Pick<Settings['border'], 'monitorUrl'> },
    private readonly hooks: Hooks,
    private readonly askEveryMs = standardAskMs,
  ) {
    this.#reserve = new DiskReserve(layout.diskReserve);
  }

  async checkDisk(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      await this.#look();
    } catch {
      // The folder or the broker did not answer; the next look asks again.
    } finally {
      this.#looking = false;
    }
  }

  async #look(): Promise<void> {
    const space = await readDisk(this.layout.dir);
    const level = diskLevel(space.free, this.#level);
    if (level !== this.#level) this.hooks.tell({ kind: 'disk', level, space });
    this.#level = level;
    const did = this.#reserve.look(space);
    if (did !== undefined) this.hooks.tell({ kind: 'disk-reserve', did, space });
    if (level !== 'NEARLY_FULL') await this.#openStore();
  }

  async #openStore(): Promise<void> {
    if (performance.now() < this.#askAt) return;
    this.#askAt = performance.now() + this.askEveryMs;
    const storing = await isStoring(Number(new URL(this.settings.border.monitorUrl).port));
    this.#closed = storing ? 0 : this.#closed + 1;
    if (this.#closed < answersInARow) return;
    this.#closed = 0;
    this.hooks.tell({ kind: 'border-storage' });
    this.hooks.restartBorder();
  }
}

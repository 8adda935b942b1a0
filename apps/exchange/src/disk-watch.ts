import { diskLevel, type DiskLevel, type DiskSpace } from '#runtime';

const mib = 1024 * 1024;

/** Watches free disk space, so that the gateway stops taking messages from neighbours before the database runs out of space. */
export class DiskWatch {
  readonly numbers = { freeMib: 0, totalMib: 0 };
  #level: DiskLevel = 'OK';

  constructor(private readonly read: () => Promise<DiskSpace>) {}

  get level(): DiskLevel {
    return this.#level;
  }

  get hasRoom(): boolean {
    return this.#level !== 'NEARLY_FULL';
  }

  get degraded(): readonly string[] {
    return { OK: [], LOW: ['DISK_LOW'], NEARLY_FULL: ['DISK_NEARLY_FULL'] }[this.#level];
  }

  async look(): Promise<boolean> {
    const { free, total } = await this.read();
    this.numbers.freeMib = Math.floor(free / mib);
    this.numbers.totalMib = Math.floor(total / mib);
    const before = this.#level;
    this.#level = diskLevel(free, before);
    return this.#level !== before;
  }
}

import { diskLevel, type DiskLevel, type DiskSpace } from '#runtime';

const mib = 1024 * 1024;

/** Whether the disk has room for what neighbours send. The database must not be the one that finds out that it has not. */
export class DiskWatch {
  /** Told with every sign of life. */
  readonly numbers = { freeMib: 0, totalMib: 0 };
  #level: DiskLevel = 'OK';

  constructor(private readonly read: () => Promise<DiskSpace>) {}

  get level(): DiskLevel {
    return this.#level;
  }

  get hasRoom(): boolean {
    return this.#level !== 'NEARLY_FULL';
  }

  /** Troubles that somebody should know of, as codes. */
  get degraded(): readonly string[] {
    return { OK: [], LOW: ['DISK_LOW'], NEARLY_FULL: ['DISK_NEARLY_FULL'] }[this.#level];
  }

  /** Looks; true when the level is another one than before. */
  async look(): Promise<boolean> {
    const { free, total } = await this.read();
    this.numbers.freeMib = Math.floor(free / mib);
    this.numbers.totalMib = Math.floor(total / mib);
    const before = this.#level;
    this.#level = diskLevel(free, before);
    return this.#level !== before;
  }
}

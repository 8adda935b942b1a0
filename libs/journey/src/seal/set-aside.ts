import { isCoded, type LinkId } from '#kernel';
import type { Aside, QueuedDispatch } from '#mailbox';
import { isRowsFault } from '../rows-fault.js';

/** Code of a row that cannot be sealed for a reason that no other code says. */
export const sealFailed = 'SEAL_FAILED';

/** First and longest wait before a row is tried again, and most rows that are remembered. */
const firstMs = 5_000;
const longestMs = 60_000;
const mostAside = 512;

const keyCodes = new Set(['KEY_MISSING', 'KEY_FILE_UNSAFE', 'KEY_FILE_INVALID']);

/** True when a key file is the reason: it says nothing against the document. */
export const isKeys = (error: unknown): boolean => isCoded(error) && keyCodes.has(error.code);

/** True when one row may be the reason why a batch fails: its values, its key, or what is stored beside it. */
export const isSetAside = (error: unknown): boolean =>
  isRowsFault(error) || isKeys(error) || (isCoded(error) && error.code === 'STORAGE_CORRUPT');

type Row = Pick<QueuedDispatch, 'id' | 'linkId'>;

interface Remembered extends Row {
  readonly code: string;
  readonly since: number;
  readonly tries: number;
  readonly until: number;
}

/**
 * Queued rows that failed by themselves: left in the queue, with the reason, and tried again later. Kept in memory: a new process
 * tries each at once. `told` hears of every failure.
 */
export class SetAside {
  private readonly rows = new Map<number, Remembered>();
  /** When a document of a link last left. */
  private readonly sealedAt = new Map<LinkId, number>();

  constructor(private readonly told: (error: unknown) => void) {}

  /** Rows that are set aside, and those that are not tried now. */
  at(now: Date): Aside {
    const rows = [...this.rows.values()];
    return {
      codes: new Map(rows.map(({ id, code }) => [id, code])),
      ids: rows.flatMap(({ id, until }) => (until > now.getTime() ? [id] : [])),
    };
  }

  /** Remembers a row that failed. Returns the code that its officer is shown. */
  add({ id, linkId }: Row, error: unknown, now: Date): string {
    const before = this.rows.get(id);
    const tries = (before?.tries ?? 0) + 1;
    const until = now.getTime() + Math.min(firstMs * 2 ** (tries - 1), longestMs);
    const code = isCoded(error) && !isRowsFault(error) ? error.code : sealFailed;
    this.rows.delete(id);
    this.rows.set(id, { id, linkId, code, since: before?.since ?? now.getTime(), tries, until });
    for (const oldest of this.rows.keys()) {
      if (this.rows.size <= mostAside) break;
      this.rows.delete(oldest);
    }
    this.told(error);
    return code;
  }

  /** Rows that were sealed. */
  sealed(rows: readonly Row[], now: Date): void {
    for (const { id, linkId } of rows) {
      this.rows.delete(id);
      this.sealedAt.set(linkId, now.getTime());
    }
  }

  /**
   * True when the values of a row are the reason for certain: it failed before, and another document of its link has left since.
   * Without that the link, the log or this machine may be the reason, and the row waits.
   */
  isToBlame({ id, linkId }: Row, error: unknown): boolean {
    const since = this.rows.get(id)?.since ?? Infinity;
    return isRowsFault(error) && (this.sealedAt.get(linkId) ?? 0) > since;
  }
}

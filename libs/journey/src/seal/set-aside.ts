import { isCoded, type LinkId } from '#kernel';
import type { Aside, QueuedDispatch } from '#mailbox';
import { StoreError } from '#store';
import { isRowsFault } from '../rows-fault.js';

/** Code of a row that cannot be sealed for a reason that no other code says. */
export const sealFailed = 'SEAL_FAILED';

/** First and longest wait before a row is tried again. */
const firstMs = 5_000;
const longestMs = 60_000;
/** Longest time for which a row is remembered that is not tried again: mostly it is in the queue no more. */
const rememberedMs = 3_600_000;
/** Most rows that are remembered beside those in their pause, some 11 MB; a pause is short, so these are those of a minute. */
const mostAside = 100_000;

/** Codes by which a whole State stands still: no row is the reason. */
const ofState = /^(TRUST_|LOG_|STATE_KEY_UNKNOWN$)/;

/**
 * True when one row may be the reason why a batch fails: false for what passes, for the machine beneath and for a fault of the whole
 * State. Whether the row is to blame is judged apart.
 */
export const isSetAside = (error: unknown): boolean =>
  isRowsFault(error) || (isCoded(error) && error.action !== 'retry' && !ofState.test(error.code));

/** Code that an officer is shown. */
const codeOf = (error: unknown): string =>
  isCoded(error) && !(error instanceof StoreError) && !isRowsFault(error) ? error.code : sealFailed;

type Row = Pick<QueuedDispatch, 'id' | 'linkId'>;

interface Remembered {
  readonly code: string;
  readonly tries: number;
  readonly until: number;
  /** Batches that had left on its link when it first failed. */
  readonly leftBefore: number;
}

/**
 * Queued rows that failed by themselves: left in the queue, with the reason, and tried again later. Kept in memory: a new process
 * tries each at once. `told` hears of every failure; `clock` counts milliseconds and is never set back.
 */
export class SetAside {
  /** The longest untried first. */
  private readonly rows = new Map<number, Remembered>();
  /** Batches of each link that have left. */
  private readonly batches = new Map<LinkId, number>();

  constructor(
    private readonly told: (error: unknown) => void,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  /** Rows that are set aside, and those of them that may be tried again. */
  now(): Aside {
    this.forget();
    const now = this.clock();
    const rows = [...this.rows];
    return {
      codes: new Map(rows.map(([id, { code }]) => [id, code])),
      due: rows.flatMap(([id, { until }]) => (until <= now ? [id] : [])),
    };
  }

  /** Remembers a row that failed. Returns the code that its officer is shown. */
  add({ id, linkId }: Row, error: unknown): string {
    const before = this.rows.get(id);
    const tries = (before?.tries ?? 0) + 1;
    const until = this.clock() + Math.min(firstMs * 2 ** (tries - 1), longestMs);
    const code = codeOf(error);
    this.rows.delete(id);
    const leftBefore = before?.leftBefore ?? this.left(linkId);
    this.rows.set(id, { code, tries, until, leftBefore });
    this.forget();
    this.told(error);
    return code;
  }

  /** A batch that was sealed. */
  sealed(rows: readonly Row[]): void {
    for (const { id } of rows) this.rows.delete(id);
    for (const linkId of new Set(rows.map((row) => row.linkId)))
      this.batches.set(linkId, this.left(linkId) + 1);
  }

  /**
   * True when the values of a row are the reason for certain: it failed before, and another document of its link has left since, by
   * count, for a clock may be set back. Without that the link, the log or this machine may be the reason, and the row waits.
   */
  isToBlame({ id, linkId }: Row, error: unknown): boolean {
    const before = this.rows.get(id)?.leftBefore ?? Infinity;
    return isRowsFault(error) && this.left(linkId) > before;
  }

  private left(linkId: LinkId): number {
    return this.batches.get(linkId) ?? 0;
  }

  /** Forgets rows, but none in its pause: as a new one it would be tried at once, again and again. */
  private forget(): void {
    const now = this.clock();
    for (const [id, { until }] of this.rows) {
      if (until > now) break;
      if (this.rows.size <= mostAside && until + rememberedMs > now) break;
      this.rows.delete(id);
    }
  }
}

import { isCoded, type LinkId } from '#kernel';
import type { Aside, QueuedDispatch } from '#mailbox';
import { StoreError } from '#store';
import { isRowsFault } from '../rows-fault.js';

export const sealFailed = 'SEAL_FAILED';

const firstMs = 5_000;
const longestMs = 60_000;
const rememberedMs = 3_600_000;
const mostAside = 100_000;

/** Codes of faults that concern the whole State, so that no single row is to blame. */
const ofState = /^(TRUST_|LOG_|STATE_KEY_UNKNOWN$)/;

export const isSetAside = (error: unknown): boolean =>
  isRowsFault(error) || (isCoded(error) && error.action !== 'retry' && !ofState.test(error.code));

const codeOf = (error: unknown): string =>
  isCoded(error) && !(error instanceof StoreError) && !isRowsFault(error) ? error.code : sealFailed;

type Row = Pick<QueuedDispatch, 'id' | 'linkId'>;

interface Remembered {
  readonly code: string;
  readonly tries: number;
  readonly until: number;
  readonly leftBefore: number;
}

/** Queued rows that wait for another try at sealing; a restart retries all immediately. `clock`: monotonic milliseconds. */
export class SetAside {
  private readonly rows = new Map<number, Remembered>();
  private readonly batches = new Map<LinkId, number>();

  constructor(
    private readonly onFailure: (error: unknown) => void,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  now(): Aside {
    this.forget();
    const now = this.clock();
    const rows = [...this.rows];
    return {
      codes: new Map(rows.map(([id, { code }]) => [id, code])),
      due: rows.flatMap(([id, { until }]) => (until <= now ? [id] : [])),
    };
  }

  add({ id, linkId }: Row, error: unknown): string {
    const before = this.rows.get(id);
    const tries = (before?.tries ?? 0) + 1;
    const until = this.clock() + Math.min(firstMs * 2 ** (tries - 1), longestMs);
    const code = codeOf(error);
    this.rows.delete(id);
    const leftBefore = before?.leftBefore ?? this.left(linkId);
    this.rows.set(id, { code, tries, until, leftBefore });
    this.forget();
    this.onFailure(error);
    return code;
  }

  sealed(rows: readonly Row[]): void {
    for (const { id } of rows) this.rows.delete(id);
    for (const linkId of new Set(rows.map((row) => row.linkId)))
      this.batches.set(linkId, this.left(linkId) + 1);
  }

  /** True when the row is certainly the cause: it failed again although the link has sealed other documents since. */
  isToBlame({ id, linkId }: Row, error: unknown): boolean {
    const before = this.rows.get(id)?.leftBefore ?? Infinity;
    return isRowsFault(error) && this.left(linkId) > before;
  }

  private left(linkId: LinkId): number {
    return this.batches.get(linkId) ?? 0;
  }

  /**
   * Forgets old rows, except rows that still wait for their next try: a forgotten row would count as new and be retried
   * immediately.
   */
  private forget(): void {
    const now = this.clock();
    for (const [id, { until }] of this.rows) {
      if (until > now) break;
      if (this.rows.size <= mostAside && until + rememberedMs > now) break;
      this.rows.delete(id);
    }
  }
}

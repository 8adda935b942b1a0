import { isCoded } from '#kernel';
import { StoreError } from '#store';

const isSystems = (error: Error): boolean => 'syscall' in error;

/** True when a row's values caused the error, so that a retry would fail again. False for faults of database or machine. */
export function isRowsFault(error: unknown): boolean {
  if (!(error instanceof StoreError))
    return isCoded(error) ? error.action === 'refuse' : error instanceof Error && !isSystems(error);
  if (error.code === 'STORE_DUPLICATE' || error.code === 'STORE_CONSTRAINT') return true;
  return error.code === 'STORE_FAILED' && /^22/.test(error.detail ?? '');
}

export interface One<Row> {
  claimed?: Row | undefined;
  /** Row that failed even alone; the batch must set it aside. */
  readonly doomed?: Row;
  readonly error?: unknown;
}

/**
 * Runs `batch`; if a row makes it fail, runs it again with one row that `batch` chooses. If that row fails alone, runs
 * `batch` once more to set it aside. @returns true if more rows may wait, else false
 */
export async function runAsideOfPoison<Row>(
  batch: (one?: One<Row>) => Promise<boolean>,
  isFault: (error: unknown) => boolean = isRowsFault,
): Promise<boolean> {
  try {
    return await batch();
  } catch (error) {
    if (!isFault(error)) throw error;
  }
  const one: One<Row> = {};
  try {
    await batch(one);
  } catch (error) {
    if (one.claimed === undefined || !isFault(error)) throw error;
    await batch({ doomed: one.claimed, error });
  }
  return true;
}

import { isCoded } from '#kernel';
import { StoreError } from '#store';

/** A failure of the machine beneath, such as a file that cannot be read: Node names the call. */
const isSystems = (error: Error): boolean => 'syscall' in error;

/**
 * True when the values of a row made its step fail (SQLSTATE classes 22 and 23, a refusal, or a fault of the program): it
 * would fail at every try. False for what the database or the machine may be the reason of.
 */
export function isRowsFault(error: unknown): boolean {
  if (!(error instanceof StoreError))
    return isCoded(error) ? error.action === 'refuse' : error instanceof Error && !isSystems(error);
  if (error.code === 'STORE_DUPLICATE' || error.code === 'STORE_CONSTRAINT') return true;
  return error.code === 'STORE_FAILED' && /^22/.test(error.detail ?? '');
}

/** A row that is taken by itself. */
export interface One<Row> {
  /** Set once the row is claimed: what fails before is not its fault. */
  claimed?: Row | undefined;
  /** The one that failed alone, and how. */
  readonly doomed?: Row;
  readonly error?: unknown;
}

/**
 * Runs a batch. When one of its rows makes it fail, they are taken one by one, and the row that fails alone is given to `batch`
 * as `doomed`, to be put aside: it must not stop the others. True when more may wait.
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

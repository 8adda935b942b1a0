import { isCoded } from '#kernel';
import type { Verdict } from './verdict.js';
import { StoreError } from '#store';

/**
 * True when the values of a row made its step fail (SQLSTATE classes 22 and 23, a refusal, or a fault of the program): it
 * would fail at every try. False for what the database or the machine may be the reason of.
 */
export function isRowsFault(error: unknown): boolean {
  if (!(error instanceof StoreError))
    return isCoded(error) ? error.action === 'refuse' : error instanceof Error;
  if (error.code === 'STORE_DUPLICATE' || error.code === 'STORE_CONSTRAINT') return true;
  return error.code === 'STORE_FAILED' && /^22/.test(error.detail ?? '');
}

/** What is said of a delivery that judged well and could not be kept. */
export const openFailed = (error: unknown): Verdict => ({
  as: 'refused',
  code: 'OPEN_FAILED',
  detail:
    error instanceof StoreError ? (error.detail ?? error.code) : isCoded(error) ? error.code : null,
});

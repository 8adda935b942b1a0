import { type Envelope, isCoded } from '#kernel';
import type { PostedSigner } from '#capabilities/directory/postings.contract';
import type { OpenedMessage } from './check-dispatch.js';
import type { OpenedStatement } from '../statements/check-statement.js';
import { StoreError } from '#store';

/** Judgement of the opener on a delivery, before it touched a row. */
export type Verdict =
  | {
      readonly as: 'dispatch';
      readonly message: OpenedMessage;
      /** Officers who signed its enclosed documents from a post. */
      readonly posted: readonly PostedSigner[];
    }
  | { readonly as: 'statement'; readonly opened: OpenedStatement }
  /** Waits for a newer directory of the neighbour. */
  | { readonly as: 'waits' }
  | { readonly as: 'refused'; readonly code: string; readonly detail: string | null };

/** Verdict of the opener on a delivery, and what it noticed of the State that sealed it, whatever the verdict. */
export interface Judged {
  readonly verdict: Verdict;
  /** Set when that State named an older directory than it had said to have. */
  readonly older?: Envelope | undefined;
}

/**
 * A coded refusal as it is; anything unforeseen is our own fault and says so, with the bytes kept. A failed statement is
 * thrown again: its transaction is over.
 */
export function refusal(error: unknown): Extract<Verdict, { as: 'refused' }> {
  if (error instanceof StoreError) throw error;
  if (isCoded(error)) {
    if (error.action === 'retry') throw error;
    return { as: 'refused', code: error.code, detail: error.detail ?? null };
  }
  if (error instanceof Error) return { as: 'refused', code: 'OPEN_FAILED', detail: error.name };
  throw error;
}

/** Verdict on a delivery that was judged good and could not be kept. */
export const openFailed = (error: unknown): Verdict => ({
  as: 'refused',
  code: 'OPEN_FAILED',
  detail:
    error instanceof StoreError ? (error.detail ?? error.code) : isCoded(error) ? error.code : null,
});

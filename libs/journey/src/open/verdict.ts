import { type Envelope, isCoded } from '#kernel';
import type { PostedSigner } from '#capabilities/directory/postings.contract';
import type { OpenedMessage } from './check-dispatch.js';
import type { OpenedStatement } from '../statements/check-statement.js';
import { StoreError } from '#store';

export type Verdict =
  | {
      readonly as: 'dispatch';
      readonly message: OpenedMessage;
      readonly posted: readonly PostedSigner[];
    }
  | { readonly as: 'statement'; readonly opened: OpenedStatement }
  | { readonly as: 'waits' }
  | { readonly as: 'refused'; readonly code: string; readonly detail: string | null };

export interface Judged {
  readonly verdict: Verdict;
  readonly older?: Envelope | undefined;
}

/** Turns an error into a refusal. Rethrows database errors and errors with action `retry`. */
export function refusal(error: unknown): Extract<Verdict, { as: 'refused' }> {
  if (error instanceof StoreError) throw error;
  if (isCoded(error)) {
    if (error.action === 'retry') throw error;
    return { as: 'refused', code: error.code, detail: error.detail ?? null };
  }
  if (error instanceof Error) return { as: 'refused', code: 'OPEN_FAILED', detail: error.name };
  throw error;
}

export const openFailed = (error: unknown): Verdict => ({
  as: 'refused',
  code: 'OPEN_FAILED',
  detail:
    error instanceof StoreError ? (error.detail ?? error.code) : isCoded(error) ? error.code : null,
});

import { CodedError } from '#kernel';
import type { ReceivedStatement, LogStatementKind, Mailbox } from '#mailbox';
import { StoreError, type Store, type Tx } from '#store';
import type { TrustStore } from '#trust';

interface Place {
  readonly store: Store;
  readonly trust: TrustStore;
  readonly mailbox: Mailbox;
}

/**
 * Takes one statement and judges it in the same transaction; false if no statement waits. Drops the statement if `judge`
 * fails permanently. @throws errors before `judge`; retryable errors of `judge`, and its StoreError STORE_DENIED or
 * STORE_DAMAGED
 */
export async function processPeerStatement<K extends LogStatementKind>(
  { store, trust, mailbox }: Place,
  kind: K,
  judge: (tx: Tx, received: ReceivedStatement<K>) => Promise<void>,
  onDropped: (received: ReceivedStatement<K>, error: unknown) => void,
): Promise<boolean> {
  const context = { step: `judge-${kind}` };
  const taken: { received?: ReceivedStatement<K> | undefined } = {};
  try {
    return await store.transaction(context, async (tx) => {
      taken.received = undefined;
      const received = await mailbox.logStatements.takeReceived(tx, kind);
      if (received === undefined) return false;
      // A failure here is not the fault of the statement.
      await trust.refresh(tx);
      taken.received = received;
      await judge(tx, received);
      return true;
    });
  } catch (error) {
    const { received } = taken;
    if (received === undefined || mayPass(error)) throw error;
    await store.transaction(context, (tx) => {
      mailbox.logStatements.drop(tx, kind, received);
      return Promise.resolve();
    });
    onDropped(received, error);
    return true;
  }
}

const mayPass = (error: unknown): boolean =>
  error instanceof CodedError &&
  (error.action === 'retry' ||
    (error instanceof StoreError && ['STORE_DENIED', 'STORE_DAMAGED'].includes(error.code)));

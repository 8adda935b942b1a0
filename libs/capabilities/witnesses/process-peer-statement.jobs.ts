import { CodedError } from '#kernel';
import type { HeardStatement, LogStatementKind, Mailbox } from '#mailbox';
import { StoreError, type Store, type Tx } from '#store';
import type { TrustStore } from '#trust';

interface Place {
  readonly store: Store;
  readonly trust: TrustStore;
  readonly mailbox: Mailbox;
}

/**
 * Judges one statement about a log in one transaction; returns false when none waits. A statement that cannot succeed is
 * dropped with an alarm.
 */
export async function processPeerStatement<K extends LogStatementKind>(
  { store, trust, mailbox }: Place,
  kind: K,
  judge: (tx: Tx, heard: HeardStatement<K>) => Promise<void>,
  onDropped: (heard: HeardStatement<K>, error: unknown) => void,
): Promise<boolean> {
  const context = { step: `judge-${kind}` };
  const taken: { heard?: HeardStatement<K> | undefined } = {};
  try {
    return await store.transaction(context, async (tx) => {
      taken.heard = undefined;
      const heard = await mailbox.logStatements.takeHeard(tx, kind);
      if (heard === undefined) return false;
      // A failure here is not the fault of the statement.
      await trust.refresh(tx);
      taken.heard = heard;
      await judge(tx, heard);
      return true;
    });
  } catch (error) {
    const { heard } = taken;
    if (heard === undefined || mayPass(error)) throw error;
    await store.transaction(context, (tx) => {
      mailbox.logStatements.drop(tx, kind, heard);
      return Promise.resolve();
    });
    onDropped(heard, error);
    return true;
  }
}

const mayPass = (error: unknown): boolean =>
  error instanceof CodedError &&
  (error.action === 'retry' ||
    (error instanceof StoreError && ['STORE_DENIED', 'STORE_DAMAGED'].includes(error.code)));

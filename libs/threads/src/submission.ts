import type { Session } from '#access';
import type { ThreadRecord } from './rows.js';
import type { Document, SignedDocumentInput } from '#kernel';
import type { Submitted } from '#capabilities/requests/submissions/submitted.contract';
import type { Draft } from '#journal';
import type { Tx } from '#store';

/** An act that belongs to the sending of a document, on the locked thread. */
export type Alongside = (
  tx: Tx,
  thread: ThreadRecord,
  document: Document,
) => Promise<readonly Draft[]>;

/** Step 1 of the journey, as acts use it that send a document of their own. */
export interface Submission {
  run(session: Session, input: SignedDocumentInput, alongside?: Alongside): Promise<Submitted>;
}

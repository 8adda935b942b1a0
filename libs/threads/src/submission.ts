import type { Session } from '#access';
import type { ThreadRecord } from './rows.js';
import type { Document, SignedDocumentInput } from '#kernel';
import type { Submitted } from '#capabilities/requests/submissions/submitted.contract';
import type { Draft } from '#journal';
import type { Tx } from '#store';

export type Alongside = (
  tx: Tx,
  thread: ThreadRecord,
  document: Document,
) => Promise<readonly Draft[]>;

export interface Submission {
  submitDocument(
    session: Session,
    input: SignedDocumentInput,
    alongside?: Alongside,
  ): Promise<Submitted>;
}

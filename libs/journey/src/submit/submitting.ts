import type { Session } from '#access';
import type { Item } from '#capabilities/capability';
import type { Told } from '#capabilities/deconfliction/likeness.rows';
import {
  timestamp,
  type Document,
  type Sha256,
  type Side,
  type SignedDocumentInput,
} from '#kernel';
import type { Certificate } from '#seal';
import type { Alongside, ThreadRecord } from '#threads';

/** A submission: the signed bytes, their document and the officer. */
export interface Submitting {
  readonly session: Session;
  /** Side of the threads that the officer's service serves. */
  readonly side: Side;
  readonly input: SignedDocumentInput;
  readonly document: Document;
  readonly documentSha256: Sha256;
  readonly now: Date;
  readonly alongside: Alongside | undefined;
}

/** Facts of a document, read before it is filed. */
export interface Beforehand {
  readonly certificate: Certificate;
  /** Thread of the document, locked; undefined where there is none, and for what opens one. */
  readonly known: ThreadRecord | undefined;
  /** Look for others at work on the same, as the officer was told. */
  readonly looked: Told | undefined;
  /** The log takes nothing. */
  readonly standsStill: boolean;
}

/** Document that an officer hands in, as the capabilities judge it. */
export interface HandedItem extends Item {
  readonly session: Session;
}

export const itemOf = (
  { document, session, input, now }: Pick<Submitting, 'document' | 'session' | 'input' | 'now'>,
  thread: ThreadRecord,
): HandedItem => ({
  ...{ document, thread, direction: 'OUT', at: timestamp(now), session, given: input },
});

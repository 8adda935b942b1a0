import type { Session } from '#access';
import type { Told } from '#capabilities/deconfliction/likeness.rows';
import type { Document, SignedDocumentInput } from '#kernel';
import type { Certificate } from '#seal';
import type { Alongside, ThreadRecord } from '#threads';

/** A submission: the signed bytes, their document and the officer. */
export interface Submitting {
  readonly session: Session;
  readonly input: SignedDocumentInput;
  readonly document: Document;
  readonly now: Date;
  readonly alongside: Alongside | undefined;
}

/** Facts of a document, read before it is filed. */
export interface Beforehand {
  readonly certificate: Certificate;
  /** Thread of the document, locked; undefined where there is none, and for what opens one. */
  readonly known: ThreadRecord | undefined;
  /** Told to the officer of others at work on the same. */
  readonly looked: Told | undefined;
  /** The log takes nothing. */
  readonly standsStill: boolean;
}

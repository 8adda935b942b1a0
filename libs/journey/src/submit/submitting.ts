import type { Session } from '#access';
import type { Item } from '#capabilities/capability';
import type { DeconflictionResult } from '#capabilities/deconfliction/deconfliction.rows';
import {
  timestamp,
  type Document,
  type Sha256,
  type Side,
  type SignedDocumentInput,
} from '#kernel';
import type { Certificate } from '#seal';
import type { Alongside, ThreadRecord } from '#threads';

export interface Submitting {
  readonly session: Session;
  readonly side: Side;
  readonly input: SignedDocumentInput;
  readonly document: Document;
  readonly documentSha256: Sha256;
  readonly now: Date;
  readonly alongside: Alongside | undefined;
}

export interface Beforehand {
  readonly certificate: Certificate;
  readonly known: ThreadRecord | undefined;
  readonly looked: DeconflictionResult | undefined;
  readonly standsStill: boolean;
}

export interface HandedItem extends Item {
  readonly session: Session;
}

export const itemOf = (
  { document, session, input, now }: Pick<Submitting, 'document' | 'session' | 'input' | 'now'>,
  thread: ThreadRecord,
): HandedItem => ({
  ...{ document, thread, direction: 'OUT', at: timestamp(now), session, given: input },
});

import type { RecallAct } from '#capabilities/disclosure/recalls/recalling.model';
import type { DocumentId } from '#kernel';

/** Document that a package rests on. */
export type Rest =
  | { readonly kind: 'ITEM'; readonly document: DocumentId }
  /** Consent that stood when the package was gathered; null: it does not end. */
  | { readonly kind: 'CONSENT'; readonly document: DocumentId; readonly until: Date | null }
  /** Recall, narrowing or correction that the package shows itself. */
  | { readonly kind: 'RECALL'; readonly document: DocumentId };

/** Recall, narrowing or correction in the thread of a package. */
export interface RecallMade {
  readonly document: DocumentId;
  readonly act: RecallAct;
  readonly items: readonly DocumentId[];
}

/** Facts by which a package that is about to be made is judged. */
export interface Standing {
  readonly rests: readonly Rest[];
  readonly recalls: readonly RecallMade[];
  readonly now: Date;
}

/** Items that do not stand any more, and by which document. */
export interface Concern {
  readonly code:
    | 'CONSENT_WITHDRAWN'
    | 'CONSENT_EXPIRED'
    | 'ITEM_RECALLED'
    | 'ITEM_NARROWED'
    | 'ITEM_CORRECTED';
  readonly cause: DocumentId;
}

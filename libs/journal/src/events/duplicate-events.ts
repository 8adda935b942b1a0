import type { AuthorityId, DocumentId, Purpose } from '#kernel';

export interface DuplicatesChecked {
  readonly check: string;
  readonly marks: number;
  readonly found: number;
  readonly otherDesk: boolean;
  readonly purpose: Purpose;
}

/**
 * Tells that a request was sent despite possible duplicates or without comparing all requests. `looked` is false if other
 * authorities' requests were not compared.
 */
export interface DuplicatesPassed {
  readonly document: DocumentId;
  readonly found: number;
  readonly otherDesk: boolean;
  readonly looked: boolean;
  readonly before: boolean;
}

export interface DuplicatesNoticed {
  readonly authority: AuthorityId;
  readonly notice: 'ASKED_ABOUT' | 'OTHER_DESK';
  readonly check: string;
}

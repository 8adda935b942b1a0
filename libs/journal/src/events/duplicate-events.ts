import type { AuthorityId, DocumentId, Purpose } from '#kernel';

export interface DuplicatesChecked {
  readonly check: string;
  readonly marks: number;
  readonly found: number;
  readonly otherDesk: boolean;
  readonly purpose: Purpose;
}

/**
 * Records that a request was sent although others work on the same. `looked` is false when the hourly limit of checks was
 * reached and other desks were not compared.
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

import type { AuthorityId, DocumentId, Purpose } from '#kernel';

export interface DuplicatesChecked {
  readonly check: string;
  readonly marks: number;
  readonly found: number;
  readonly otherDesk: boolean;
  readonly purpose: Purpose;
}

/**
 * Request sent unchecked or despite possible duplicates. `looked`: false if other authorities' requests were not compared,
 * because of the hourly limit or, for a risk to life, a busy lock.
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

import type { AuthorityId, DocumentId, Purpose } from '#kernel';

export interface DuplicatesChecked {
  readonly check: string;
  readonly marks: number;
  readonly found: number;
  readonly otherDesk: boolean;
  readonly purpose: Purpose;
}

/**
 * Tells that a request was sent despite possible or unchecked duplicates. `looked`: false if the hourly limit or a risk to
 * life prevented comparing other authorities' requests.
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

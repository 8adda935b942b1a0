import type { AuthorityId, DocumentId, Purpose } from '#kernel';

export interface DuplicatesChecked {
  readonly check: string;
  readonly marks: number;
  readonly found: number;
  readonly otherDesk: boolean;
  readonly purpose: Purpose;
}

/**
 * A request was sent although duplicates are possible or were not checked. `looked` is false if no check ran (hourly limit
 * reached, or a risk to life that did not wait): other authorities' requests were then not compared.
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

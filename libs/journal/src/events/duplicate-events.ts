import type { AuthorityId, DocumentId, Purpose } from '#kernel';

/**
 * An officer looked whether somebody is already at work on the same: how many marks were compared, how many threads of
 * the own authority were shown, whether it was said that another desk may work on it.
 */
export interface DuplicatesChecked {
  readonly check: string;
  readonly marks: number;
  readonly found: number;
  readonly otherDesk: boolean;
  readonly purpose: Purpose;
}

/**
 * A request was sent although others are at work on the same: how many threads that the officer may read, whether another
 * desk may. `before`: the officer said to have seen all of it. `looked`: false when the checks of the hour were used up,
 * and nobody looked at other desks.
 */
export interface DuplicatesPassed {
  readonly document: DocumentId;
  readonly found: number;
  readonly otherDesk: boolean;
  readonly looked: boolean;
  readonly before: boolean;
}

/**
 * The desk of a thread was told that another one asked about it (`ASKED_ABOUT`), or may already work on it (`OTHER_DESK`);
 * `check`: of which check, or of which comparison of a thread that was filed.
 */
export interface DuplicatesNoticed {
  readonly authority: AuthorityId;
  readonly notice: 'ASKED_ABOUT' | 'OTHER_DESK';
  readonly check: string;
}

import type { DocumentId, StateCode, Timestamp } from '#kernel';
import type { ReleaseOutcome } from '#capabilities/disclosure/kinds/forward-consent.kind';

/** Entries about releases by originators, and about what is handed on by them. */
export interface ReleaseAsked {
  /** The signed question. */
  readonly document: DocumentId;
  readonly item: DocumentId;
  readonly by: StateCode;
  readonly recipient: StateCode;
  readonly until: Timestamp;
}

export interface ReleaseAnswered extends ReleaseAsked {
  readonly request: DocumentId | null;
  readonly outcome: ReleaseOutcome;
}

export interface ItemForwarded {
  /** Document that `originator` has said. */
  readonly document: DocumentId;
  readonly forward: DocumentId;
  readonly originator: StateCode;
  readonly through: StateCode;
  readonly to: StateCode;
}

import type { DocumentId, StateCode, Timestamp } from '#kernel';
import type { ReleaseOutcome } from '#capabilities/disclosure/kinds/forward-consent.kind';

export interface ReleaseAsked {
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
  readonly document: DocumentId;
  readonly forward: DocumentId;
  readonly originator: StateCode;
  readonly through: StateCode;
  readonly to: StateCode;
}

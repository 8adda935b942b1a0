import { Parsed, Part, Text, Whole } from '#contract';
import {
  parseDocumentId,
  parseOfficerId,
  parseSha256,
  parseStateCode,
  parseTimestamp,
  type DirectoryPoint,
  type DocumentId,
  type OfficerId,
  type Sha256,
  type StateCode,
  type Timestamp,
} from '#kernel';

/** Post at which the State `sending` has an officer in the State `host`. */
export class Posting {
  @Parsed(parseStateCode)
  readonly host: StateCode;
  @Parsed(parseStateCode)
  readonly sending: StateCode;
  @Text({ example: 'Joint contact office' })
  readonly post: string;
  @Parsed(parseOfficerId, {
    nullable: true,
    description: 'For whom the officer stands in there.',
  })
  readonly standInFor: OfficerId | null;
  @Parsed(parseTimestamp)
  readonly from: Timestamp;
  @Parsed(parseTimestamp)
  readonly to: Timestamp;
}

export class PostedSigner {
  @Parsed(parseDocumentId)
  readonly document: DocumentId;
  @Parsed(parseStateCode)
  readonly state: StateCode;
  @Parsed(parseOfficerId)
  readonly officer: OfficerId;
  @Part(() => Posting)
  readonly posting: Posting;
}

export class PointView implements DirectoryPoint {
  @Whole({ min: 0, description: 'Number of entries.' })
  readonly version: number;
  @Parsed(parseSha256)
  readonly head: Sha256;
}

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

/**
 * Where an officer is posted: to authorities of `host`, sent by `sending`, one of the two being the State that says so. While an
 * officer stands in for another, `standInFor` names whom, and the rest is that officer's post.
 */
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

/** Officer who signed a document from such a post. */
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

/** A State's directory at one of its entries. */
export class PointView implements DirectoryPoint {
  @Whole({ min: 0, description: 'Number of entries.' })
  readonly version: number;
  @Parsed(parseSha256)
  readonly head: Sha256;
}

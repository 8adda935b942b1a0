import {
  auditing,
  Bytes,
  call,
  conditioned,
  mostOfPage,
  Parsed,
  Part,
  purposeful,
  Read,
  ReadPage,
  Text,
  Whole,
} from '#contract';
import {
  parseLinkId,
  parseMessageId,
  parseSha256,
  parseTimestamp,
  uuid7,
  type LinkId,
  type MessageId,
  type Sha256,
  type Timestamp,
} from '#kernel';

const mostEvidence = 1024 * 1024;

export class QuarantineView {
  @Text({ pattern: uuid7 })
  readonly id: string;
  @Parsed(parseLinkId)
  readonly link: LinkId;
  @Parsed(parseMessageId, { nullable: true })
  readonly messageId: MessageId | null;
  @Text({ description: 'Why it was refused.', example: 'SIGNATURE_INVALID' })
  readonly code: string;
  @Text({ nullable: true, example: 'link' })
  readonly detail: string | null;
  @Whole({ min: 0, description: 'Bytes of it.' })
  readonly size: number;
  @Parsed(parseSha256, { description: 'Of the bytes as they came.' })
  readonly sha256: Sha256;
  @Parsed(parseTimestamp)
  readonly at: Timestamp;
}

export class QuarantinePageAsked extends ReadPage {
  @Text({
    pattern: uuid7,
    nullable: true,
    standard: true,
    description: 'The last row already seen: `next` of the page before.',
  })
  readonly after: string | null = null;
}

export class QuarantinePage {
  @Part(() => QuarantineView, { list: mostOfPage, description: 'Newest first.' })
  readonly rows: readonly QuarantineView[];
  @Text({
    pattern: uuid7,
    nullable: true,
    description: '`after` of the next page; null when nothing follows.',
  })
  readonly next: string | null;
}

export class QuarantinedAsked extends Read {
  @Text({ pattern: uuid7, description: 'Quarantine id.' })
  readonly id: string;
}

export class QuarantinedMessage extends QuarantineView {
  @Bytes(mostEvidence, { min: 0, description: 'The message exactly as it came.' })
  readonly evidence: Uint8Array;
}

export const listQuarantine = call('quarantine-list', QuarantinePageAsked, QuarantinePage, {
  audit: purposeful(conditioned),
});
export const showQuarantined = call('quarantine-show', QuarantinedAsked, QuarantinedMessage, {
  audit: purposeful(auditing),
});

export const quarantineCalls = [listQuarantine, showQuarantined];

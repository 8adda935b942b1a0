import { call, Flag, One, Parsed, Part, signers } from '#contract';
import {
  parseAuthorityId,
  parseDocumentId,
  parseMessageId,
  parseStateCode,
  parseThreadId,
  parseTimestamp,
  priorities,
  type AuthorityId,
  type DocumentId,
  type MessageId,
  type Priority,
  type StateCode,
  type ThreadId,
  type Timestamp,
} from '#kernel';
import { ReceiptProof } from '#capabilities/requests/dispatches.contract';
import { DispatchStage, mostStages } from '#capabilities/requests/stages.contract';

export class LinkSight {
  @Flag({
    nullable: true,
    description:
      'Whether the neighbour is connected; null: the border has not looked for a while, or never.',
  })
  readonly up: boolean | null;
  @Parsed(parseTimestamp, { nullable: true, description: 'Last seen up; null: never.' })
  readonly upAt: Timestamp | null;
  @Parsed(parseTimestamp, { nullable: true })
  readonly lookedAt: Timestamp | null;
}

export class DeliveryView {
  @Parsed(parseDocumentId)
  readonly dispatch: DocumentId;
  @Parsed(parseThreadId)
  readonly thread: ThreadId;
  @Parsed(parseStateCode)
  readonly peer: StateCode;
  @Parsed(parseAuthorityId)
  readonly peerAuthority: AuthorityId;
  @One(Object.values(priorities), {
    description: 'Of its thread. 0: a risk to life; 1: urgent; 2: the rest.',
  })
  readonly priority: Priority;
  @Parsed(parseMessageId, { nullable: true, description: 'Null until it was sealed.' })
  readonly messageId: MessageId | null;
  @Part(() => DispatchStage, { list: mostStages })
  readonly stages: readonly DispatchStage[];
  @Flag({ description: 'It was voided here and does not leave; the code of `QUEUED` says why.' })
  readonly keptBack: boolean;
  @Part(() => ReceiptProof, {
    nullable: true,
    description:
      'Proves the signed stage that settles it: `OPENED`, `REJECTED`, else `DELIVERED`. Null before.',
  })
  readonly proof: ReceiptProof | null;
  @Part(() => LinkSight)
  readonly link: LinkSight;
}

export class DeliveryAsked {
  @Parsed(parseDocumentId, {
    description: 'Id of the document, as it was answered when it was handed in.',
  })
  readonly dispatch: DocumentId;
}

export const showDelivery = call('delivery', DeliveryAsked, DeliveryView, { requests: signers });

export const deliveryCalls = [showDelivery];

import type { DeliveryView, LinkSight } from '#capabilities/requests/deliveries.contract';
import {
  Count,
  Id128,
  Name,
  Part,
  Parts,
  State,
  Time,
  Truth,
  Uuid,
  type Edge,
  type EdgeOf,
} from './members.js';
import { ReceiptProofAnswer, StagePart } from './threads.js';

/** Answers about what became of a document that left. */

export class LinkSightPart implements Edge<LinkSight> {
  @Truth({
    nullable: true,
    description: 'Whether the neighbour is connected; null: the border has not looked for a while.',
  })
  readonly up: boolean | null;
  @Time({ nullable: true, description: 'Last seen up; null: never.' })
  readonly upAt: EdgeOf<LinkSight, 'upAt'>;
  @Time({ nullable: true })
  readonly lookedAt: EdgeOf<LinkSight, 'lookedAt'>;
}

export class DeliveryAnswer implements Edge<DeliveryView> {
  @Uuid()
  readonly dispatch: EdgeOf<DeliveryView, 'dispatch'>;
  @Uuid()
  readonly thread: EdgeOf<DeliveryView, 'thread'>;
  @State()
  readonly peer: EdgeOf<DeliveryView, 'peer'>;
  @Name()
  readonly peerAuthority: EdgeOf<DeliveryView, 'peerAuthority'>;
  @Count({ description: 'Of its thread; 0: a risk to life.' })
  readonly priority: EdgeOf<DeliveryView, 'priority'>;
  @Id128({ nullable: true, description: 'Null until it was sealed.' })
  readonly messageId: EdgeOf<DeliveryView, 'messageId'>;
  @Parts(() => StagePart)
  readonly stages: readonly StagePart[];
  @Truth({ description: 'It was voided here and does not leave; the code of `QUEUED` says why.' })
  readonly keptBack: boolean;
  @Part(() => ReceiptProofAnswer, {
    nullable: true,
    description:
      'Proves the signed stage that settles it: `OPENED`, `REJECTED`, else `DELIVERED`. Null before.',
  })
  readonly proof: ReceiptProofAnswer | null;
  @Part(() => LinkSightPart)
  readonly link: LinkSightPart;
}

import type { BracketView, OutsideTimeView } from '#capabilities/audit/outside-time.contract';
import type { Calls, QuarantineView } from '#capabilities/calls';
import type { ServiceView } from '#capabilities/audit/audit.contract';
import {
  Base64,
  Count,
  Id128,
  Numbers,
  Objects,
  One,
  Part,
  Parts,
  Schemas,
  Sha256Hex,
  Text,
  Texts,
  Time,
  Truth,
  Whatever,
  type Edge,
  type EdgeOf,
} from './members.js';

/** Answers with proofs of the custody log, of the quarantine, and about the processes. */

export class OutsideTimePart implements Edge<OutsideTimeView> {
  @Time()
  readonly at: EdgeOf<OutsideTimeView, 'at'>;
  @Text({ description: 'A time-stamp authority of the settings, or a witness by its name.' })
  readonly by: string;
  @Count({ description: 'Size of the checkpoint that carries it.' })
  readonly size: number;
}

export class BracketPart implements Edge<BracketView> {
  @Part(() => OutsideTimePart, { nullable: true, description: 'The event came after this.' })
  readonly after: OutsideTimePart | null;
  @Part(() => OutsideTimePart, { nullable: true, description: 'It was there by this time-stamp.' })
  readonly before: OutsideTimePart | null;
  @Part(() => OutsideTimePart, { nullable: true, description: 'And by this cosignature.' })
  readonly seen: OutsideTimePart | null;
  @One(['timed', 'untimed', 'contradictory'])
  readonly state: EdgeOf<BracketView, 'state'>;
}

export class ProofAnswer implements Edge<Calls['audit.proof']['out']> {
  @Base64()
  readonly leaf: string;
  @Count()
  readonly index: number;
  @Text({ description: 'A tlog-proof.' })
  readonly proof: string;
  @Part(() => BracketPart)
  readonly bracket: BracketPart;
}

export class CheckpointAnswer implements Edge<Calls['audit.checkpoint']['out']> {
  @Text({ description: 'A signed note.' })
  readonly note: string;
  @Count()
  readonly size: number;
}

export class QuarantinePart implements Edge<QuarantineView> {
  @Text()
  readonly id: string;
  @Id128()
  readonly link: EdgeOf<QuarantineView, 'link'>;
  @Id128({ nullable: true })
  readonly messageId: EdgeOf<QuarantineView, 'messageId'>;
  @Text()
  readonly code: string;
  @Text({ nullable: true })
  readonly detail: string | null;
  @Count()
  readonly size: number;
  @Sha256Hex()
  readonly sha256: EdgeOf<QuarantineView, 'sha256'>;
  @Time()
  readonly at: EdgeOf<QuarantineView, 'at'>;
}

export class QuarantineAnswer implements Edge<Calls['audit.quarantine-list']['out']> {
  @Parts(() => QuarantinePart)
  readonly rows: readonly QuarantinePart[];
}

export class EvidenceAnswer
  extends QuarantinePart
  implements Edge<Calls['audit.quarantine-show']['out']>
{
  @Base64()
  readonly evidence: string;
}

export class ServicePart implements Edge<ServiceView> {
  @Text()
  readonly service: string;
  @Truth()
  readonly ready: boolean;
  @Texts()
  readonly degraded: readonly string[];
  @Text()
  readonly version: string;
  @Time()
  readonly startedAt: EdgeOf<ServiceView, 'startedAt'>;
  @Time()
  readonly beatAt: EdgeOf<ServiceView, 'beatAt'>;
  @Numbers()
  readonly metrics: Readonly<Record<string, number>>;
}

export class StatusAnswer implements Edge<Calls['audit.status']['out']> {
  @Parts(() => ServicePart)
  readonly services: readonly ServicePart[];
}

export class KindsAnswer {
  @Schemas({
    description:
      'Of each kind of document: JSON Schema of its body, its form, the roles that may sign it.',
  })
  readonly kinds: Readonly<Record<string, object>>;
  @Schemas({
    description:
      'Of each type of request that is taken: what the member `details` of its body holds as JSON Schema (null: nothing), its form, its compartment.',
  })
  readonly requestTypes: Readonly<Record<string, object>>;
}

export class DescriptionAnswer {
  @Text()
  readonly openapi: string;
  @Whatever()
  readonly info: object;
  @Whatever()
  readonly paths: object;
  @Whatever()
  readonly components: object;
  @Objects()
  readonly tags: readonly object[];
  @Objects()
  readonly servers: readonly object[];
}

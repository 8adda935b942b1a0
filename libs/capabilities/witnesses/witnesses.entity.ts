import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * Newest checkpoint of a neighbour's log that this State has cosigned. The key includes `peer`: neighbours may choose equal
 * log names.
 */
@Entity({ schema: 'journal', name: 'witnessed' })
@Index('witnessed_link_id_idx', ['link_id'])
@Check('witnessed_root_check', 'octet_length(root) = 32')
@Check('witnessed_size_check', 'size >= 0')
export class WitnessedEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'witnessed_pkey' }) peer: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'witnessed_pkey' }) origin: string;
  @Column('text') link_id: string;
  @Column('bigint') size: number;
  @Column('bytea') root: Buffer;
  @Column('text') note: string;
  @Column('timestamptz') offered_at: Date;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) cosigned_at: Date;
}

@Entity({ schema: 'journal', name: 'peer_checkpoint' })
export class PeerCheckpointEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'peer_checkpoint_pkey' }) peer: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'peer_checkpoint_pkey' }) origin: string;
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'peer_checkpoint_pkey' }) size: number;
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'peer_checkpoint_pkey' }) root: Buffer;
  @Column('text') note: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) seen_at: Date;
  @Column('timestamptz', { nullable: true }) asked_at: Date | null;
  @Column('bigint', { nullable: true }) asked_size: number | null;
}

@Entity({ schema: 'journal', name: 'witness' })
export class WitnessEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'witness_pkey' }) link_id: string;
  @Column('bigint', { default: () => '0' }) size: number;
  @Column('jsonb', { default: () => "'[]'" }) prove: unknown;
  @Column('timestamptz', { nullable: true }) answered_at: Date | null;
}

@Entity({ schema: 'journal', name: 'cosignature' })
@Index('cosignature_witness_size_idx', ['witness', 'size'])
export class CosignatureEntity {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'cosignature_pkey' }) size: number;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'cosignature_pkey' }) witness: string;
  /** Signature line (tlog-cosignature) of the witness under the checkpoint of this size. */
  @Column('text') line: string;
  @Column('bigint') unix_seconds: number;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
}

@Entity({ schema: 'journal', name: 'evidence' })
@Index('evidence_at_idx', ['at'])
@Index('evidence_peer_origin_code_at_idx', ['peer', 'origin', 'code', 'at'])
@Check(
  'evidence_code_check',
  "code in ('FORK', 'ROLLED_BACK', 'INCONSISTENT', 'UNPROVEN', 'REPLACED')",
)
export class EvidenceEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'evidence_pkey' }) id: string;
  @Column('text') peer: string;
  @Column('text') origin: string;
  @Column('text') code: string;
  @Column('text') first: string;
  @Column('text') second: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
}

/** Record that this State must not sign checkpoints, because a witness proved an old database or a fork of the log. */
@Entity({ schema: 'journal', name: 'halt' })
export class HaltEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'halt_pkey' }) id: string;
  @Column('text') code: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
}

@Entity({ schema: 'journal', name: 'outside_witness' })
@Check('outside_witness_witness_check', "witness in ('witness1', 'witness2')")
@Check('outside_witness_request_check', 'octet_length(request) <= 266240')
@Check('outside_witness_response_check', 'octet_length(response) <= 65536')
export class OutsideWitnessEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'outside_witness_pkey' }) witness: string;
  @Column('text') key: string;
  @Column('bigint', { default: () => '0' }) held: number;
  @Column('bigint') size: number;
  @Column('bytea') request: Buffer;
  @Column('integer') offer: number;
  @Column('integer', { default: () => '0' }) failures: number;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) made_at: Date;
  @Column('timestamptz', { nullable: true }) sent_at: Date | null;
  @Column('timestamptz', { nullable: true }) received_at: Date | null;
  @Column('integer', { nullable: true }) status: number | null;
  @Column('bytea', { nullable: true }) response: Buffer | null;
  @Column('text', { nullable: true }) failure: string | null;
  @Column('timestamptz', { nullable: true }) judged_at: Date | null;
}

@Entity({ schema: 'journal', name: 'outside_cosignature' })
@Index('outside_cosignature_witness_size_idx', ['witness', 'size'])
export class OutsideCosignatureEntity {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'outside_cosignature_pkey' }) size: number;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'outside_cosignature_pkey' }) witness: string;
  @Column('text') line: string;
  /**
   * Second note (the same checkpoint under another name) that the witness cosigned. Null when the witness cosigned the
   * checkpoint itself.
   */
  @Column('text', { nullable: true }) second: string | null;
  @Column('bigint') unix_seconds: number;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
}

import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'mailbox', name: 'link' })
export class LinkEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'link_pkey' }) link_id: string;
  @Column('text') peer: string;
  @Column('integer', { default: 0 }) directory_sent: number;
  @Column('timestamptz', { nullable: true }) directory_sent_at: Date | null;
  @Column('integer', { nullable: true }) directory_wanted: number | null;
  @Column('timestamptz', { nullable: true }) directory_asked_at: Date | null;
  @Column('timestamptz', { nullable: true }) gaps_asked_at: Date | null;
  /**
   * Highest protocol version used. Never lowered, so that nobody can force a downgrade, unless the neighbour is
   * confirmed anew.
   */
  @Column('integer', { default: 0 }) protocol: number;
  /** Index, in the chain of peers, of the confirmation under which `protocol` was used. */
  @Column('integer', { default: -1 }) protocol_entry: number;
  /** Last time void numbers were sent; bounds how often a neighbour's question is answered. */
  @Column('timestamptz', { nullable: true }) voids_told_at: Date | null;
  /** Last time a false claim in a statement was recorded; at most one record an hour. */
  @Column('timestamptz', { nullable: true }) claim_told_at: Date | null;
}

@Entity({ schema: 'mailbox', name: 'link_numbers' })
export class LinkNumbersEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'link_numbers_pkey' }) link_id: string;
  @Column('bigint', { default: () => '0' }) last_seq: number;
  @Column('text', { nullable: true }) last_envelope: string | null;
}

@Entity({ schema: 'mailbox', name: 'link_receipts' })
export class LinkReceiptsEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'link_receipts_pkey' }) link_id: string;
  @Column('bigint', { default: () => '0' }) last_rseq: number;
}

/** Receipt counters of a link. Each counter has a row of its own, so that steps do not wait for each other's lock. */
@Entity({ schema: 'mailbox', name: 'link_heard' })
export class LinkHeardEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'link_heard_pkey' }) link_id: string;
  /**
   * `rack_in`: highest receipt number of the peer verified without a gap. `rack_out`: highest of ours that the peer
   * acknowledged.
   */
  @Column('bigint', { default: () => '0' }) rack_in: number;
  @Column('bigint', { default: () => '0' }) rack_out: number;
  @Column('jsonb', { nullable: true }) peer_checkpoint: unknown;
}

@Entity({ schema: 'mailbox', name: 'link_sight' })
export class LinkSightEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'link_sight_pkey' }) link_id: string;
  @Column('boolean') up: boolean;
  @Column('timestamptz', { nullable: true }) up_at: Date | null;
  @Column('timestamptz') looked_at: Date;
}

/** Refused messages of a link in one day (UTC): either kept as evidence or only counted. */
@Entity({ schema: 'mailbox', name: 'refusals' })
@Check('refusals_kind_check', "kind in ('SEALED', 'OPENED', 'ALARM')")
export class RefusalsEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'refusals_pkey' }) link_id: string;
  @PrimaryColumn('date', { primaryKeyConstraintName: 'refusals_pkey' }) day: Date;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'refusals_pkey' }) kind: string;
  @Column('text') peer: string;
  @Column('integer') kept: number;
  @Column('bigint') kept_bytes: number;
  @Column('bigint') counted: number;
  @Column('bigint') counted_bytes: number;
  /** Share of `counted` that the custody log already states. */
  @Column('bigint') told: number;
  @Column('timestamptz') told_at: Date;
}

/** Sequence number without a message, not yet reported to the neighbour. */
@Entity({ schema: 'mailbox', name: 'void_due' })
export class VoidDueEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'void_due_pkey' }) link_id: string;
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'void_due_pkey' }) seq: number;
}

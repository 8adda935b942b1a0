import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** Link with a neighbour, with what the opener was asked and told. */
@Entity({ schema: 'mailbox', name: 'link' })
export class LinkEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'link_pkey' }) link_id: string;
  @Column('text') peer: string;
  @Column('integer', { default: 0 }) directory_sent: number;
  @Column('timestamptz', { nullable: true }) directory_sent_at: Date | null;
  @Column('integer', { nullable: true }) directory_wanted: number | null;
  @Column('timestamptz', { nullable: true }) directory_asked_at: Date | null;
  @Column('timestamptz', { nullable: true }) gaps_asked_at: Date | null;
  /** Highest protocol version used: never lower, unless the neighbour is confirmed anew. */
  @Column('integer', { default: 0 }) protocol: number;
  /** Place, in the chain of peers, of the confirmation under which it was used. */
  @Column('integer', { default: -1 }) protocol_entry: number;
  /** Time at which void numbers were last told: a neighbour may ask as often as it likes. */
  @Column('timestamptz', { nullable: true }) voids_told_at: Date | null;
  /** Time at which a false claim of a statement was last recorded: once an hour. */
  @Column('timestamptz', { nullable: true }) claim_told_at: Date | null;
}

/** Number and hash of the last envelope sealed; locked while numbers are given. */
@Entity({ schema: 'mailbox', name: 'link_numbers' })
export class LinkNumbersEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'link_numbers_pkey' }) link_id: string;
  @Column('bigint', { default: () => '0' }) last_seq: number;
  @Column('text', { nullable: true }) last_envelope: string | null;
}

/** Number of the last receipt issued; locked while receipts are. */
@Entity({ schema: 'mailbox', name: 'link_receipts' })
export class LinkReceiptsEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'link_receipts_pkey' }) link_id: string;
  @Column('bigint', { default: () => '0' }) last_rseq: number;
}

/** Receipts counted on a link. Each counter has a row of its own, so that steps do not wait for each other. */
@Entity({ schema: 'mailbox', name: 'link_heard' })
export class LinkHeardEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'link_heard_pkey' }) link_id: string;
  /** Receipts of the peer that we have verified without a hole, and of ours that the peer has. */
  @Column('bigint', { default: () => '0' }) rack_in: number;
  @Column('bigint', { default: () => '0' }) rack_out: number;
  /** Newest checkpoint of the peer that a receipt proved against. */
  @Column('jsonb', { nullable: true }) peer_checkpoint: unknown;
}

/** Sight of a link by the border post: up or not, and when it looked. */
@Entity({ schema: 'mailbox', name: 'link_sight' })
export class LinkSightEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'link_sight_pkey' }) link_id: string;
  @Column('boolean') up: boolean;
  /** Time at which it was last seen up; null: never. */
  @Column('timestamptz', { nullable: true }) up_at: Date | null;
  @Column('timestamptz') looked_at: Date;
}

/** Refusals of a link in a day: kept as evidence, or only counted. */
@Entity({ schema: 'mailbox', name: 'refusals' })
@Check('refusals_kind_check', "kind in ('SEALED', 'OPENED', 'ALARM')")
export class RefusalsEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'refusals_pkey' }) link_id: string;
  /** Day in UTC. */
  @PrimaryColumn('date', { primaryKeyConstraintName: 'refusals_pkey' }) day: Date;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'refusals_pkey' }) kind: string;
  @Column('text') peer: string;
  @Column('integer') kept: number;
  @Column('bigint') kept_bytes: number;
  @Column('bigint') counted: number;
  @Column('bigint') counted_bytes: number;
  /** Part of the counted that the custody log tells of. */
  @Column('bigint') told: number;
  /** Time since which that part is told. */
  @Column('timestamptz') told_at: Date;
}

/** Number of ours that carries nothing: the neighbour must be told. */
@Entity({ schema: 'mailbox', name: 'void_due' })
export class VoidDueEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'void_due_pkey' }) link_id: string;
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'void_due_pkey' }) seq: number;
}

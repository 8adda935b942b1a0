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
   * Highest protocol version used on the link, so that nobody can force a downgrade. Becomes lower only after the neighbour
   * is confirmed again.
   */
  @Column('integer', { default: 0 }) protocol: number;
  /**
   * Index of the entry that confirmed the neighbour when `protocol` was last stored; -1: never stored. An entry with another
   * index permits a lower version.
   */
  @Column('integer', { default: -1 }) protocol_entry: number;
  /**
   * Time when this State last told the neighbour numbers from `void_due`; null if never. A neighbour can cause only one message
   * in 5 s.
   */
  @Column('timestamptz', { nullable: true }) voids_told_at: Date | null;
  /**
   * Time when the custody log last recorded a neighbour's false acknowledgement of receipts. At most one an hour is recorded,
   * against log flooding.
   */
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

/** Receipt counters of one link, in a separate row, so that counting does not wait for the lock on the link's row. */
@Entity({ schema: 'mailbox', name: 'link_heard' })
export class LinkProgressEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'link_heard_pkey' }) link_id: string;
  /**
   * Receipt numbers. `rack_in`: all receipts of the neighbour up to this number are verified; `rack_out`: the neighbour
   * acknowledged our receipts up to this number.
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

/** Counts refused messages per link, UTC day and `RefusalKind`. `kept` ones have stored evidence, `counted` ones have none. */
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
  /** Part of `counted` that the custody log already records. */
  @Column('bigint') told: number;
  @Column('timestamptz') told_at: Date;
}

/** Sequence number of a message that is not sent again. The row stays until the neighbour is told the number. */
@Entity({ schema: 'mailbox', name: 'void_due' })
export class VoidDueEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'void_due_pkey' }) link_id: string;
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'void_due_pkey' }) seq: number;
}

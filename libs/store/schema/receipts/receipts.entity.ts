import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Receipt to issue for one event, such as the opening of a message. Each row becomes exactly one receipt. */
@Entity({ schema: 'mailbox', name: 'receipt_due' })
export class ReceiptDueEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'receipt_due_pkey' }) link_id: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'receipt_due_pkey' }) message_id: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'receipt_due_pkey' }) stage: string;
  @Column('text', { nullable: true }) code: string | null;
  @Column('text') ciphertext_sha256: string;
  @Column('timestamptz') at: Date;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'receipt_due_pkey' }) event: string;
  @Column('bigint', { nullable: true }) rseq: number | null;
  @Column('smallint', { default: () => '2' }) priority: number;
  /** Link of the neighbour that reported the emergency access; null unless `stage` is `BREAK_GLASS_ONWARD`. */
  @Column('text', { nullable: true }) told_by: string | null;
}

/** Issued receipt. Sent again until the neighbour acknowledges the receipt's number (`rack`). */
@Entity({ schema: 'mailbox', name: 'receipt_out' })
export class ReceiptOutEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'receipt_out_pkey' }) link_id: string;
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'receipt_out_pkey' }) rseq: number;
  @Column('text') message_id: string;
  @Column('text') stage: string;
  @Column('bytea') receipt: Buffer;
  @Column('bigint') size: number;
  @Column('integer', { default: 0 }) attempts: number;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) send_after: Date;
  @Column('smallint', { default: () => '2' }) priority: number;
}

@Entity({ schema: 'mailbox', name: 'receipt_in' })
@Index('receipt_in_message_id_idx', ['message_id'])
export class ReceiptInEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'receipt_in_pkey' }) link_id: string;
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'receipt_in_pkey' }) rseq: number;
  @Column('text') message_id: string;
  @Column('text') stage: string;
  @Column('text', { nullable: true }) code: string | null;
  @Column('timestamptz') at: Date;
  @Column('bytea') receipt: Buffer;
  @Column('text') statement_sha256: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) verified_at: Date;
}

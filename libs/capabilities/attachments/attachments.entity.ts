import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { DispatchEntity } from '#schema/threads/threads.entity';

@Entity({ schema: 'cases', name: 'attachment' })
@Index('attachment_root_idx', ['root'])
@Check('attachment_ciphertext_size_check', 'ciphertext_size between 0 and 9007199254740991')
@Check(
  'attachment_scan_check',
  "scan ->> 'verdict' in ('CLEAN', 'INFECTED', 'NOT_SCANNED') and octet_length(scan::text) <= 1000",
)
export class AttachmentEntity {
  @ForeignKey(() => DispatchEntity, { name: 'attachment_dispatch_fkey' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'attachment_pkey' })
  dispatch: string;
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'attachment_pkey' }) position: number;
  @Column('text') authority: string;
  @Column('text') compartment: string;
  @Column('text') root: string;
  @Column('bigint') ciphertext_size: number;
  @Column('bytea', { nullable: true }) key_wrapped: Buffer | null;
  @Column('jsonb', { nullable: true }) scan: unknown;
}

@Entity({ schema: 'cases', name: 'upload' })
@Index('upload_root_idx', ['root'])
@Index('upload_uploaded_at_idx', ['uploaded_at'])
@Index('upload_epoch_idx', ['compartment', 'key_epoch'])
@Check(
  'upload_scan_check',
  "scan ->> 'verdict' in ('CLEAN', 'INFECTED', 'NOT_SCANNED') and octet_length(scan::text) <= 1000",
)
export class UploadEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'upload_pkey' }) id: string;
  @Column('text') authority: string;
  @Column('text') compartment: string;
  @Column('text') officer: string;
  @Column('text') root: string;
  @Column('bigint') ciphertext_size: number;
  @Column('bigint') size: number;
  @Column('text') sha256: string;
  @Column('text') sha512: string;
  @Column('integer') key_epoch: number;
  @Column('bytea') key_wrapped: Buffer;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) uploaded_at: Date;
  @Column('uuid', { nullable: true }) dispatch: string | null;
  @Column('jsonb', { nullable: true }) scan: unknown;
}

@Entity({ schema: 'objects', name: 'transfer' })
@Check('transfer_attempt_check', 'attempt >= 0')
@Check('transfer_chunks_check', 'chunks between 1 and 8192')
@Check('transfer_direction_check', "direction in ('OUT', 'IN')")
@Check('transfer_in_flight_check', 'in_flight >= 0')
@Check('transfer_missing_check', "jsonb_typeof(missing) = 'array'")
@Check('transfer_next_chunk_check', 'next_chunk between 0 and chunks')
@Check(
  'transfer_size_check',
  'ciphertext_size > (chunks - 1) * 262160::bigint and ciphertext_size <= chunks * 262160::bigint',
)
@Check('transfer_state_check', "state in ('WAITING', 'ACTIVE', 'COMPLETE', 'CORRUPT', 'REMOVED')")
export class TransferEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'transfer_pkey' }) root: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'transfer_pkey' }) link_id: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'transfer_pkey' }) direction: string;
  @Column('text') message_id: string;
  @Column('integer') chunks: number;
  @Column('bigint') ciphertext_size: number;
  @Column('integer', { default: 0 }) next_chunk: number;
  @Column('jsonb', { default: () => "'[]'" }) missing: unknown;
  @Column('text') state: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) report_after: Date;
  @Column('text', { nullable: true }) reported: string | null;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) updated_at: Date;
  @Column('integer', { default: 0 }) in_flight: number;
  /** Time when chunks were last sent; null if none were sent. Missing chunks are queued again only four seconds later. */
  @Column('timestamptz', { nullable: true }) sent_at: Date | null;
  /**
   * Number of attempts without an answer from the other State; 0 after an answer. Each attempt doubles the wait, up to one
   * hour.
   */
  @Column('integer', { default: 0 }) attempt: number;
}

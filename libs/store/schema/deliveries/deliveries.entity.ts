import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity({ schema: 'mailbox', name: 'delivery' })
@Check(
  'delivery_state_check',
  "state in ('PARTIAL', 'RECEIVED', 'WAITING', 'OPENED', 'QUARANTINED')",
)
export class DeliveryEntity {
  @Column({ type: 'bigint', insert: false, update: false }) serial: number;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'delivery_pkey' }) link_id: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'delivery_pkey' }) message_id: string;
  @Column('text') peer: string;
  @Column('boolean') statement: boolean;
  @Column('smallint') parts: number;
  @Column('text') state: string;
  @Column('text', { nullable: true }) waits_for: string | null;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) try_after: Date;
  /**
   * Received ciphertext; null after opening or quarantine. `kept`: the same ciphertext after opening, encrypted again under
   * the thread key.
   */
  @Column('bytea', { nullable: true }) ciphertext: Buffer | null;
  @Column('bytea', { nullable: true }) kept: Buffer | null;
  /**
   * Session key of the opened message, encrypted under the thread key. Decrypts the message after the receiving subkey is
   * destroyed.
   */
  @Column('bytea', { nullable: true }) session_key: Buffer | null;
  @Column('text', { nullable: true }) ciphertext_sha256: string | null;
  @Column('text', { nullable: true }) ciphertext_sha512: string | null;
  @Column('integer', { nullable: true }) size: number | null;
  @Column('uuid', { nullable: true }) event: string | null;
  @Column('uuid', { nullable: true }) dispatch: string | null;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) received_at: Date;
  @Column('timestamptz', { nullable: true }) opened_at: Date | null;
  /** Priority, with the same values as in the outbox. Null (sorted last) until the message has been decrypted. */
  @Column('smallint', { nullable: true }) lane: number | null;
}

@Entity({ schema: 'mailbox', name: 'delivery_part' })
export class DeliveryPartEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'delivery_part_pkey' }) link_id: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'delivery_part_pkey' }) message_id: string;
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'delivery_part_pkey' }) part: number;
  @Column('bytea') ciphertext: Buffer;
}

/**
 * Document accepted from a neighbour. The row is never deleted, so no second envelope can file the same document again.
 */
@Entity({ schema: 'mailbox', name: 'accepted' })
@Unique('accepted_origin_message_id_key', ['origin', 'message_id'])
export class AcceptedEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'accepted_pkey' }) origin: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'accepted_pkey' }) document_id: string;
  @Column('text') message_id: string;
  @Column('text') document_sha256: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) accepted_at: Date;
}

@Entity({ schema: 'mailbox', name: 'chain' })
@Check('chain_direction_check', "direction in ('OUT', 'IN')")
export class ChainEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'chain_pkey' }) link_id: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'chain_pkey' }) direction: string;
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'chain_pkey' }) seq: number;
  @Column('text') message_id: string;
  @Column('text') envelope_sha256: string;
  @Column('text', { nullable: true }) prev: string | null;
  @Column('text') outcome: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) noted_at: Date;
}

/** Refused message. The evidence for the refusal may be deleted after the configured number of months; the row stays. */
@Entity({ schema: 'mailbox', name: 'quarantine' })
@Index('quarantine_at_idx', ['at'])
// Auditors read these rows: the checks keep one malformed row, written by a captured service, from failing the whole
// answer.
@Check('quarantine_link_id_check', "link_id ~ '^[0-9a-f]{32}$'")
@Check('quarantine_message_id_check', "message_id ~ '^[0-9a-f]{32}$'")
@Check('quarantine_evidence_sha256_check', "evidence_sha256 ~ '^[0-9a-f]{64}$'")
@Check('quarantine_at_check', "at < '10000-01-01Z'")
export class QuarantineEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'quarantine_pkey' }) id: string;
  @Column('text') link_id: string;
  @Column('text', { nullable: true }) message_id: string | null;
  @Column('boolean') statement: boolean;
  @Column('text') code: string;
  @Column('text', { nullable: true }) detail: string | null;
  @Column('bytea') evidence: Buffer;
  @Column('text') evidence_sha256: string;
  @Column('text') evidence_sha512: string;
  /** Size of the evidence in bytes, also after its deletion. */
  @Column('integer') evidence_size: number;
  @Column('uuid') event: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
}

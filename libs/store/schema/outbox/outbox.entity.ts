import { Check, Column, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** Outgoing message. Each step stores a new `state` and commits; the next step selects its messages by `state`. */
@Entity({ schema: 'mailbox', name: 'outbox' })
@Unique('outbox_dispatch_key', ['dispatch'])
@Unique('outbox_link_id_seq_key', ['link_id', 'seq'])
@Unique('outbox_message_id_key', ['message_id'])
// Lists join by thread, over any number of threads.
@Index('outbox_of_thread', ['thread'])
@Check('outbox_state_check', "state in ('QUEUED', 'SEALED', 'RELAYED', 'CLOSED', 'VOID')")
export class OutboxEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'outbox_pkey',
  })
  id: number;
  @Column('text') link_id: string;
  @Column('text') peer: string;
  @Column('boolean') statement: boolean;
  @Column('text') state: string;
  @Column('uuid', { nullable: true }) thread: string | null;
  @Column('uuid', { nullable: true }) dispatch: string | null;
  @Column('smallint') priority: number;
  @Column('text', { nullable: true }) message_id: string | null;
  @Column('bigint', { nullable: true }) seq: number | null;
  /**
   * Contains the sealed message; null before sealing. The bytes of a statement are deleted once it is relayed; those of an
   * erased document, once a receipt has closed the message.
   */
  @Column('bytea', { nullable: true }) ciphertext: Buffer | null;
  @Column('text', { nullable: true }) ciphertext_sha256: string | null;
  @Column('text', { nullable: true }) envelope_sha256: string | null;
  /**
   * Session key of `ciphertext`, encrypted under the thread key. After erasure of the thread key, this State cannot decrypt
   * `ciphertext`.
   */
  @Column('bytea', { nullable: true }) session_key: Buffer | null;
  @Column('uuid', { nullable: true }) intent_event: string | null;
  @Column('text', { nullable: true }) outcome: string | null;
  @Column('text', { nullable: true }) code: string | null;
  @Column('integer', { default: 0 }) attempt: number;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) next_attempt_at: Date;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) queued_at: Date;
  @Column('timestamptz', { nullable: true }) sealed_at: Date | null;
  @Column('timestamptz', { nullable: true }) relayed_at: Date | null;
  @Column('timestamptz', { nullable: true }) closed_at: Date | null;
  /**
   * Event `msg.signed`, by which the custody log records the officer's signature. The message carries the event's inclusion
   * proof.
   */
  @Column('uuid', { nullable: true }) signed_event: string | null;
  /** Reason why the message is not sealed yet; shown to the officer who signed the document. */
  @Column('text', { nullable: true }) waits_for: string | null;
  /** Envelope of the message. Shows which signed document a receipt is about, because a receipt names only the message. */
  @Column('bytea', { nullable: true }) envelope: Buffer | null;
  @Column('bytea', { nullable: true }) envelope_signature: Buffer | null;
  /** Hash of the document. Detects a second submission of the same document, even after the thread moved to another authority. */
  @Column('text', { nullable: true }) document_sha256: string | null;
  /** End of the waiting period before a formal act is sealed; null for other documents. */
  @Column('timestamptz', { nullable: true }) formal_until: Date | null;
}

import { Check, Column, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** Message that leaves. The row that the last step committed is the baton of the next. */
@Entity({ schema: 'mailbox', name: 'outbox' })
@Unique('outbox_dispatch_key', ['dispatch'])
@Unique('outbox_link_id_seq_key', ['link_id', 'seq'])
@Unique('outbox_message_id_key', ['message_id'])
// A list looks for those of its own threads, however many there are.
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
  /** Sealed bytes; of a message they stay until its thread is erased, of a statement until it has left. */
  @Column('bytea', { nullable: true }) ciphertext: Buffer | null;
  @Column('text', { nullable: true }) ciphertext_sha256: string | null;
  @Column('text', { nullable: true }) envelope_sha256: string | null;
  /** Session key of the sealed message under the thread key: erasing that erases the sender's copy too. */
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
  /** Event that says when the document was signed: its proof travels with the message. */
  @Column('uuid', { nullable: true }) signed_event: string | null;
  /** Reason why it does not leave yet: shown to its officer. */
  @Column('text', { nullable: true }) waits_for: string | null;
  /** Ids and hashes only; binds the message id of receipts to the document that the officer signed. */
  @Column('bytea', { nullable: true }) envelope: Buffer | null;
  @Column('bytea', { nullable: true }) envelope_signature: Buffer | null;
  /** Hash that tells a repetition, also where the thread is in another authority's file by now. */
  @Column('text', { nullable: true }) document_sha256: string | null;
  /** End of the wait of a document until formal acts may be done; null for any other. */
  @Column('timestamptz', { nullable: true }) formal_until: Date | null;
}

import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/**
 * Thread between two authorities. Content is encrypted under the thread key; unencrypted columns hold only what queries and
 * rules need.
 */
@Entity({ schema: 'cases', name: 'thread' })
@Check(
  'thread_compartment_check',
  "compartment in ('ENFORCEMENT', 'PROTECTION', 'DATA_PROTECTION')",
)
@Check('thread_side_check', "side in ('ASKING', 'ASKED')")
@Check('thread_signed_months_check', 'signed_months between 1 and 60')
export class ThreadEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'thread_pkey' }) id: string;
  @Column('text') authority: string;
  @Column('text') compartment: string;
  @Column('text') side: string;
  @Column('text') request_type: string;
  @Column('text') peer: string;
  @Column('text') peer_authority: string;
  @Column('text') link_id: string;
  @Column('text') state: string;
  @Column('smallint') priority: number;
  @Column('text', { nullable: true }) holder: string | null;
  /**
   * Epoch of the storage key that wraps the thread key in `key_wrapped`. Erasing the thread key makes the thread's content
   * unreadable.
   */
  @Column('integer') key_epoch: number;
  @Column('bytea', { nullable: true }) key_wrapped: Buffer | null;
  @Column('bytea', { nullable: true }) summary: Buffer | null;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) opened_at: Date;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) updated_at: Date;
  @Column('timestamptz', { nullable: true }) erased_at: Date | null;
  /** Time after which the answer is late; null while no deadline runs. */
  @Column('timestamptz', { nullable: true }) due_at: Date | null;
  /** Authorities of the asked State that had the thread before it was transferred; stored in both States. */
  @Column('text', { array: true, default: () => "'{}'" }) former_authorities: string[];
  /** Authority of this State to which a notice of transfer moves the thread; null when no move is pending. */
  @Column('text', { nullable: true }) moving_to: string | null;
  /** Time of the next check for alerts, such as a late answer; null if no check is needed. */
  @Column('timestamptz', { nullable: true }) watch_at: Date | null;
  /** `state` and `holder` of the thread before a notice of transfer was signed. Restored when the notice cannot be sent. */
  @Column('text', { nullable: true }) left_state: string | null;
  @Column('text', { nullable: true }) left_holder: string | null;
  /** Notice of transfer that moved the thread; null again after the neighbour's OPENED or REJECTED receipt. */
  @Column('uuid', { nullable: true }) moved_by: string | null;
  @Column('text', { nullable: true }) owner: string | null;
  /**
   * Longest permitted storage in months: the smallest number in the signed documents of the thread. The retention rule may
   * require erasure earlier.
   */
  @Column('smallint', { nullable: true }) signed_months: number | null;
  /**
   * Number of the retention rule that gave `ended_at`, `review_at` and `erase_at`. 0: standard rule; -1: dates must be
   * computed again.
   */
  @Column('integer', { default: -1 }) retention_rule: number;
  @Column('timestamptz', { nullable: true }) ended_at: Date | null;
  @Column('timestamptz', { nullable: true }) review_at: Date | null;
  @Column('timestamptz', { nullable: true }) erase_at: Date | null;
  @Column('timestamptz', { nullable: true }) review_due_at: Date | null;
  /** Day until which an officer decided, at a review, to keep the thread. */
  @Column('timestamptz', { nullable: true }) kept_until: Date | null;
  @Column('timestamptz', { nullable: true }) erasure_wanted_at: Date | null;
  @Column('timestamptz', { nullable: true }) kept_at: Date | null;
  @Column('timestamptz', { nullable: true }) kept_erase_at: Date | null;
  /**
   * Time by which a risk to life needs a first reply, such as an acknowledgement. Stays set after the reply; `taken` is then
   * true.
   */
  @Column('timestamptz', { nullable: true }) take_by: Date | null;
  @Column('boolean', { default: false }) taken: boolean;
}

@Entity({ schema: 'cases', name: 'dispatch' })
@Index('dispatch_thread_committed_at_idx', ['thread', 'committed_at'])
@Check(
  'dispatch_check',
  "(clock_act = 'RESUME') = (clock_question is not null) or clock_act is null",
)
@Check(
  'dispatch_check1',
  "clock_act = 'START' or (clock_act in ('EXTEND', 'PROLONG')) = (clock_until is not null) or clock_act is null",
)
@Check(
  'dispatch_check2',
  "clock_limits is null or clock_act = 'START' and cardinality(clock_limits) = 3",
)
@Check(
  'dispatch_clock_act_check',
  "clock_act in ('START', 'ACKNOWLEDGE', 'INDIRECT', 'PAUSE', 'RESUME', 'EXTEND', 'PROLONG', 'STOP')",
)
@Check('dispatch_direction_check', "direction in ('OUT', 'IN')")
export class DispatchEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'dispatch_pkey' }) id: string;
  @ForeignKey(() => ThreadEntity, { name: 'dispatch_thread_fkey' })
  @Column('uuid')
  thread: string;
  @Column('text') authority: string;
  @Column('text') compartment: string;
  @Column('text') direction: string;
  @Column('text') kind: string;
  @Column('uuid', { nullable: true }) in_reply_to: string | null;
  @Column('text') officer: string;
  @Column('text', { nullable: true }) message_id: string | null;
  @Column('text') document_sha256: string;
  /** Document with the officer's signature and certificate, encrypted together under the thread key. */
  @Column('bytea', { nullable: true }) content: Buffer | null;
  @Column('timestamptz') composed_at: Date;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) committed_at: Date;
  @Column('timestamptz', { nullable: true }) delivered_at: Date | null;
  @Column('text', { nullable: true }) clock_act: string | null;
  @Column('uuid', { nullable: true }) clock_question: string | null;
  @Column('timestamptz', { nullable: true }) clock_until: Date | null;
  @Column('timestamptz', { nullable: true }) assessed_until: Date | null;
  @Column('boolean', { nullable: true }) evidential: boolean | null;
  /**
   * Agreed time limits in hours (Directive (EU) 2023/977, art. 5(1)(a) to (c)): urgent with direct data access, urgent with
   * indirect, other requests. Null: standard limits.
   */
  @Column('integer', { array: true, nullable: true }) clock_limits: number[] | null;
  @Column('timestamptz', { nullable: true }) notice_at: Date | null;
  /** Time when this State first stored a `delivered_at` more than five minutes in the future; null if this never happened. */
  @Column('timestamptz', { nullable: true }) heard_at: Date | null;
}

/**
 * Signed envelope of a document that passed between two States, and the version of the sender's directory that the envelope
 * names.
 */
@Entity({ schema: 'cases', name: 'crossing' })
export class TransmittedEnvelopeEntity {
  @ForeignKey(() => DispatchEntity, { name: 'crossing_dispatch_fkey' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'crossing_pkey' })
  dispatch: string;
  @Column('integer') version: number;
  @Column('text') head: string;
  @Column('bytea') envelope: Buffer;
  @Column('bytea') envelope_signature: Buffer;
  /**
   * Postings of the signers to other States at composing, also for enclosed documents. Empty if no signer was posted; null if
   * unrecorded.
   */
  @Column('jsonb', { nullable: true }) posted: unknown;
}

import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Thread of a request. Content is ciphertext under the thread's key; columns hold what lists and rules need. */
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
  /** Thread key wrapped by the storage key of the compartment and epoch; erasing it erases the content. */
  @Column('integer') key_epoch: number;
  @Column('bytea', { nullable: true }) key_wrapped: Buffer | null;
  /** Subject line under the thread key. */
  @Column('bytea', { nullable: true }) summary: Buffer | null;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) opened_at: Date;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) updated_at: Date;
  @Column('timestamptz', { nullable: true }) erased_at: Date | null;
  /** Time at which an answer is late; null while no clock runs. */
  @Column('timestamptz', { nullable: true }) due_at: Date | null;
  /** Authorities of the asked State that had it before, on either side. */
  @Column('text', { array: true, default: () => "'{}'" }) former_authorities: string[];
  /** Authority of this State that it goes to by a signed notice; the sealer moves it there. */
  @Column('text', { nullable: true }) moving_to: string | null;
  /** Time of the next look at its clock: a deadline, or nobody has a risk to life in hand. */
  @Column('timestamptz', { nullable: true }) watch_at: Date | null;
  /** State and holder before a notice of transfer; restored when the notice does not leave. */
  @Column('text', { nullable: true }) left_state: string | null;
  @Column('text', { nullable: true }) left_holder: string | null;
  /** Notice that it was moved by, until the neighbour has answered that. */
  @Column('uuid', { nullable: true }) moved_by: string | null;
  /** Officer who asked, where this State asks. */
  @Column('text', { nullable: true }) owner: string | null;
  /** Fewest months that a document of it says. */
  @Column('smallint', { nullable: true }) signed_months: number | null;
  /** Rule by which the rest was computed: 0 the standard one; -1: to be computed anew. */
  @Column('integer', { default: -1 }) retention_rule: number;
  @Column('timestamptz', { nullable: true }) ended_at: Date | null;
  @Column('timestamptz', { nullable: true }) review_at: Date | null;
  @Column('timestamptz', { nullable: true }) erase_at: Date | null;
  /** Time at which it was recorded that `review_at` had come. */
  @Column('timestamptz', { nullable: true }) review_due_at: Date | null;
  /** Decision of an officer at the review: kept until this day. */
  @Column('timestamptz', { nullable: true }) kept_until: Date | null;
  @Column('timestamptz', { nullable: true }) erasure_wanted_at: Date | null;
  @Column('timestamptz', { nullable: true }) kept_at: Date | null;
  @Column('timestamptz', { nullable: true }) kept_erase_at: Date | null;
  /** Time by which a risk to life must be taken in hand; kept once it is taken. */
  @Column('timestamptz', { nullable: true }) take_by: Date | null;
  @Column('boolean', { default: false }) taken: boolean;
}

/** Signed document of a thread, ours or the neighbour's. */
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
  /** Document, officer's signature and certificate as received, under the thread key. */
  @Column('bytea', { nullable: true }) content: Buffer | null;
  @Column('timestamptz') composed_at: Date;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) committed_at: Date;
  /** Time of delivery by the receiving State's receipt. */
  @Column('timestamptz', { nullable: true }) delivered_at: Date | null;
  /** Act on the clock of the thread. */
  @Column('text', { nullable: true }) clock_act: string | null;
  @Column('uuid', { nullable: true }) clock_question: string | null;
  @Column('timestamptz', { nullable: true }) clock_until: Date | null;
  /** End of an assessment of the risk to people. */
  @Column('timestamptz', { nullable: true }) assessed_until: Date | null;
  @Column('boolean', { nullable: true }) evidential: boolean | null;
  /** Limits in hours where two States agreed on others: urgent and at hand, urgent, any other. */
  @Column('integer', { array: true, nullable: true }) clock_limits: number[] | null;
  @Column('timestamptz', { nullable: true }) notice_at: Date | null;
  /** Time by the clock of this State; null where each of the neighbour's times was possible. */
  @Column('timestamptz', { nullable: true }) heard_at: Date | null;
}

/** Directory version under which a dispatch crossed the border, and the envelope that says so. */
@Entity({ schema: 'cases', name: 'crossing' })
export class CrossingEntity {
  @ForeignKey(() => DispatchEntity, { name: 'crossing_dispatch_fkey' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'crossing_pkey' })
  dispatch: string;
  /** Version of the directory of the sealing State, as its envelope says. */
  @Column('integer') version: number;
  @Column('text') head: string;
  @Column('bytea') envelope: Buffer;
  @Column('bytea') envelope_signature: Buffer;
  /** Signer, and what it encloses, from a post, by the directories of then. Null: not noted. */
  @Column('jsonb', { nullable: true }) posted: unknown;
}

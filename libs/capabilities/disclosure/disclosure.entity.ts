import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { DispatchEntity, ThreadEntity } from '#schema/threads/threads.entity';

@Entity({ schema: 'cases', name: 'recall' })
@Index('recall_authority_filed_at_document_idx', ['authority', 'filed_at', 'document'])
@Index('recall_thread_filed_at_document_idx', ['thread', 'filed_at', 'document'])
@Check('recall_act_check', "act in ('RECALL', 'NARROW', 'CORRECT')")
@Check('recall_direction_check', "direction in ('OUT', 'IN')")
@Check('recall_items_check', 'cardinality(items) between 1 and 32')
export class RecallEntity {
  @ForeignKey(() => DispatchEntity, { name: 'recall_document_fkey' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'recall_pkey' })
  document: string;
  @ForeignKey(() => ThreadEntity, { name: 'recall_thread_fkey' })
  @Column('uuid')
  thread: string;
  @Column('text') authority: string;
  @Column('text') compartment: string;
  /**
   * OUT: this State sent the recall, and the neighbour must answer. IN: the neighbour sent the recall, and this State must
   * answer.
   */
  @Column('text') direction: string;
  @Column('text') act: string;
  @Column('uuid', { array: true }) items: string[];
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) filed_at: Date;
  @Column('timestamptz', { nullable: true }) look_at: Date | null;
}

@Entity({ schema: 'cases', name: 'recall_answer' })
@Unique('recall_answer_document_key', ['document'])
@Check('recall_answer_outcome_check', "outcome in ('COMPLIED', 'CANNOT')")
@Check('recall_answer_unheard_check', 'unheard >= 0')
export class RecallAnswerEntity {
  @ForeignKey(() => RecallEntity, { name: 'recall_answer_recall_fkey' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'recall_answer_pkey' })
  recall: string;
  @ForeignKey(() => DispatchEntity, { name: 'recall_answer_document_fkey' })
  @Column('uuid')
  document: string;
  @Column('text') authority: string;
  @Column('text') compartment: string;
  @Column('text') outcome: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
  @Column('smallint', { default: () => '0' }) unheard: number;
}

/** Document that this State no longer shows, because a recall withdrew the document from use. */
@Entity({ schema: 'cases', name: 'withheld' })
@Index('withheld_recall_idx', ['recall'])
export class WithdrawnFromUseEntity {
  @ForeignKey(() => DispatchEntity, { name: 'withheld_item_fkey' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'withheld_pkey' })
  item: string;
  @ForeignKey(() => RecallEntity, { name: 'withheld_recall_fkey' })
  @Column('uuid')
  recall: string;
  @Column('text') authority: string;
  @Column('text') compartment: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
}

@Entity({ schema: 'cases', name: 'release' })
@Index('release_authority_asked_at_request_idx', ['authority', 'asked_at', 'request'])
@Index('release_thread_asked_at_request_idx', ['thread', 'asked_at', 'request'])
@Check('release_direction_check', "direction in ('OUT', 'IN')")
export class ReleaseEntity {
  @ForeignKey(() => DispatchEntity, { name: 'release_request_fkey' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'release_pkey' })
  request: string;
  @ForeignKey(() => ThreadEntity, { name: 'release_thread_fkey' })
  @Column('uuid')
  thread: string;
  @Column('text') authority: string;
  @Column('text') compartment: string;
  @Column('text') direction: string;
  @ForeignKey(() => DispatchEntity, { name: 'release_item_fkey' })
  @Column('uuid')
  item: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) asked_at: Date;
}

@Entity({ schema: 'cases', name: 'release_answer' })
@Unique('release_answer_document_key', ['document'])
@Check('release_answer_outcome_check', "outcome in ('GRANTED', 'REFUSED')")
export class ReleaseAnswerEntity {
  @ForeignKey(() => ReleaseEntity, { name: 'release_answer_request_fkey' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'release_answer_pkey' })
  request: string;
  @ForeignKey(() => DispatchEntity, { name: 'release_answer_document_fkey' })
  @Column('uuid')
  document: string;
  @Column('text') authority: string;
  @Column('text') compartment: string;
  @Column('text') outcome: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
}

@Entity({ schema: 'cases', name: 'forwarded' })
@Index('forwarded_item_idx', ['item'])
@Index('forwarded_thread_idx', ['thread'])
@Check('forwarded_direction_check', "direction in ('OUT', 'IN')")
export class ForwardedEntity {
  @ForeignKey(() => DispatchEntity, { name: 'forwarded_forward_fkey' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'forwarded_pkey' })
  forward: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'forwarded_pkey' }) item: string;
  @ForeignKey(() => ThreadEntity, { name: 'forwarded_thread_fkey' })
  @Column('uuid')
  thread: string;
  @Column('text') authority: string;
  @Column('text') compartment: string;
  @Column('text') direction: string;
}

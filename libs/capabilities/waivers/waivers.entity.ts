import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ThreadEntity } from '#schema/threads/threads.entity';

/** Waiver of one rule of a profile in a thread. A trigger forbids its deletion. */
@Entity({ schema: 'cases', name: 'waiver' })
@Index('waiver_thread_idx', ['thread', 'waived_at', 'id'])
@Check('waiver_check', '(ended_at is null) = (ended_by is null)')
@Check('waiver_check1', '(ended_at is null) = (end_reason is null)')
@Check('waiver_rule_check', "rule !~ '^(INT|LOG)-' and rule <> 'CON-01'")
export class WaiverEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'waiver_pkey' }) id: string;
  @ForeignKey(() => ThreadEntity, { name: 'waiver_thread_fkey' })
  @Column('uuid')
  thread: string;
  @Column('text') authority: string;
  @Column('text') compartment: string;
  @Column('text') rule: string;
  @Column('text') profile: string;
  @Column('text') reason: string;
  @Column('text') officer: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) waived_at: Date;
  @Column('timestamptz', { nullable: true }) ended_at: Date | null;
  @Column('text', { nullable: true }) ended_by: string | null;
  @Column('text', { nullable: true }) end_reason: string | null;
}

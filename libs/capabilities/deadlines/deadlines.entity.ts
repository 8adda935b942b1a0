import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { ThreadEntity } from '#schema/threads/threads.entity';

@Entity({ schema: 'cases', name: 'alert' })
@Unique('alert_event_key', ['event'])
@Check(
  'alert_alert_check',
  "alert in ('ESCALATED', 'EXPIRED', 'RECALL_OWED', 'NOTICE_OWED', 'TERM_ENDING', 'TERM_ENDED')",
)
export class AlertEntity {
  @ForeignKey(() => ThreadEntity, { name: 'alert_thread_fkey' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'alert_pkey' })
  thread: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'alert_pkey' }) authority: string;
  @Column('text') compartment: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'alert_pkey' }) alert: string;
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'alert_pkey' }) level: number;
  @Column('integer', { nullable: true }) minutes: number | null;
  @Column('timestamptz') at: Date;
  @Column('uuid') event: string;
}

@Entity({ schema: 'mailbox', name: 'silence_due' })
@Index('silence_due_due_at_idx', ['due_at'])
export class SilenceDueEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'silence_due_pkey' }) dispatch: string;
  @Column('timestamptz') due_at: Date;
}

/** Delay of a sent document, one row for each `stage` not reached in time. Later receipts delete no row. */
@Entity({ schema: 'mailbox', name: 'silence' })
@Unique('silence_event_key', ['event'])
@Check('silence_stage_check', "stage in ('NOT_RELAYED', 'NOT_DELIVERED', 'NOT_RETRIEVED')")
export class SilenceEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'silence_pkey' }) dispatch: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'silence_pkey' }) stage: string;
  @Column('timestamptz') since: Date;
  @Column('timestamptz') at: Date;
  @Column('uuid') event: string;
}

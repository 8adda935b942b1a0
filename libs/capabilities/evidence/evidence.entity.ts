import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { DispatchEntity, ThreadEntity } from '#schema/threads/threads.entity';

/** Permanent mark that a document is exculpatory. On transfer of the thread, the new authority gets it. */
@Entity({ schema: 'cases', name: 'exculpatory_mark' })
@Index('exculpatory_mark_thread_idx', ['thread'])
@Check('exculpatory_mark_direction_check', "direction in ('OUT', 'IN')")
export class ExculpatoryMarkEntity {
  @ForeignKey(() => DispatchEntity, { name: 'exculpatory_mark_item_fkey' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'exculpatory_mark_pkey' })
  item: string;
  @ForeignKey(() => ThreadEntity, { name: 'exculpatory_mark_thread_fkey' })
  @Column('uuid')
  thread: string;
  @Column('text') authority: string;
  @Column('text') compartment: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'exculpatory_mark_pkey' }) direction: string;
  @ForeignKey(() => DispatchEntity, { name: 'exculpatory_mark_notice_fkey' })
  @Column('uuid', { nullable: true })
  notice: string | null;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) marked_at: Date;
}

/** Single row with the obstacles to formal acts. No formal act is possible while the row is missing or older than 60 seconds. */
@Entity({ schema: 'journal', name: 'formal_acts' })
@Check('formal_acts_obstacles_check', 'cardinality(obstacles) <= 16')
@Check('formal_acts_one_check', 'one')
export class FormalActsEntity {
  @PrimaryColumn('boolean', { primaryKeyConstraintName: 'formal_acts_pkey', default: true })
  one: boolean;
  @Column('text', { array: true }) obstacles: string[];
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
}

import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { ThreadEntity } from '#schema/threads/threads.entity';

@Entity({ schema: 'cases', name: 'stop_word' })
@Check('stop_word_act_check', "act in ('HALTED', 'LIFTED')")
@Check('stop_word_direction_check', "direction in ('OUT', 'IN')")
export class StopWordEntity {
  @ForeignKey(() => ThreadEntity, { name: 'stop_word_thread_fkey' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'stop_word_pkey' })
  thread: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'stop_word_pkey' }) halt: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'stop_word_pkey' }) act: string;
  @Column('text') direction: string;
  @Column('text', { nullable: true }) message_id: string | null;
  @Column('integer', { default: 0 }) attempt: number;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) said_at: Date;
  @Column('timestamptz', { nullable: true }) confirmed_at: Date | null;
  @Column('text', { nullable: true }) confirmed_by: string | null;
}

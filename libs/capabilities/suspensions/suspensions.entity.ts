import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { DispatchEntity, ThreadEntity } from '#schema/threads/threads.entity';

@Entity({ schema: 'cases', name: 'stop' })
@Index('stop_thread_raised_at_id_idx', ['thread', 'raised_at', 'id'])
@Check('stop_check', '(lifted_by is null) = (lifted_at is null)')
@Check('stop_check1', '(proposed_by is null) = (proposed_at is null)')
@Check('stop_check2', 'lifted_by is null or (proposed_by is not null and proposed_by <> lifted_by)')
export class StopEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'stop_pkey' }) id: string;
  @ForeignKey(() => ThreadEntity, { name: 'stop_thread_fkey' })
  @Column('uuid')
  thread: string;
  @Column('text') authority: string;
  @Column('text') compartment: string;
  @Column('text') raised_by: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) raised_at: Date;
  @Column('bytea', { nullable: true }) content: Buffer | null;
  @ForeignKey(() => DispatchEntity, { name: 'stop_withdrawal_fkey' })
  @Column('uuid', { nullable: true })
  withdrawal: string | null;
  @Column('text', { nullable: true }) proposed_by: string | null;
  @Column('timestamptz', { nullable: true }) proposed_at: Date | null;
  @Column('bytea', { nullable: true }) lift_text: Buffer | null;
  @Column('text', { nullable: true }) lifted_by: string | null;
  @Column('timestamptz', { nullable: true }) lifted_at: Date | null;
}

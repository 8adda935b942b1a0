import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { DispatchEntity, ThreadEntity } from '#schema/threads/threads.entity';

@Entity({ schema: 'cases', name: 'copy' })
// Index for moving or reading the copies of a thread.
@Index('copy_of_thread', ['thread'])
@Check(
  'copy_kind_check',
  "kind in ('request', 'spontaneous-information', 'response', 'forward', 'clarification', 'correction')",
)
export class CopyEntity {
  @ForeignKey(() => ThreadEntity, { name: 'copy_thread_fkey' })
  @Column('uuid')
  thread: string;
  @Column('text') authority: string;
  @Column('text') compartment: string;
  @Column('text', { nullable: true }) contact_point: string | null;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
  @ForeignKey(() => DispatchEntity, { name: 'copy_dispatch_fkey' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'copy_pkey' })
  dispatch: string;
  @Column('text') kind: string;
  @Column('boolean', { default: false }) by_release: boolean;
}

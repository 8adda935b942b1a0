import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { ThreadEntity } from '#schema/threads/threads.entity';

@Entity({ schema: 'cases', name: 'taken_over' })
@Check('taken_over_reason_check', "reason in ('RISK_TO_LIFE', 'HOLDER_UNREACHABLE', 'STAND_IN')")
export class TakenOverEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'taken_over_pkey' }) event: string;
  @ForeignKey(() => ThreadEntity, { name: 'taken_over_thread_fkey' })
  @Column('uuid')
  thread: string;
  @Column('text') authority: string;
  @Column('text') compartment: string;
  @Column('text') officer: string;
  @Column('text') taken_by: string;
  @Column('text') reason: string;
  @Column('timestamptz') at: Date;
}

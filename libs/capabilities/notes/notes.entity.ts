import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ThreadEntity } from '#schema/threads/threads.entity';

@Entity({ schema: 'cases', name: 'note' })
@Index('note_thread_written_at_id_idx', ['thread', 'written_at', 'id'])
export class NoteEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'note_pkey' }) id: string;
  @ForeignKey(() => ThreadEntity, { name: 'note_thread_fkey' })
  @Column('uuid')
  thread: string;
  @Column('text') authority: string;
  @Column('text') compartment: string;
  @Column('text') officer: string;
  @Column('bytea', { nullable: true }) content: Buffer | null;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) written_at: Date;
}

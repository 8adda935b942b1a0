import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ThreadEntity } from '#schema/threads/threads.entity';

@Entity({ schema: 'cases', name: 'broadcast' })
@Index('broadcast_members', ['broadcast', 'authority'])
export class BroadcastEntity {
  @ForeignKey(() => ThreadEntity, { name: 'broadcast_thread_fkey' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'broadcast_pkey' })
  thread: string;
  @Column('uuid') broadcast: string;
  @Column('text') authority: string;
  @Column('text') compartment: string;
  @Column('text') peer: string;
  @Column('text') peer_authority: string;
}

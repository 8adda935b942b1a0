import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { ThreadEntity } from '#schema/threads/threads.entity';

@Entity({ schema: 'cases', name: 'roster' })
export class AccessListEntity {
  @ForeignKey(() => ThreadEntity, { name: 'roster_thread_fkey' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'roster_pkey' })
  thread: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'roster_pkey' }) officer: string;
  @Column('text') authority: string;
  @Column('text') compartment: string;
  @Column('text') reason: string;
  @Column('text') added_by: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
  /** End of emergency access. Null for a member of the access list, who may read until removed. */
  @Column('timestamptz', { nullable: true }) until: Date | null;
}

/**
 * Emergency access of an officer who is not on the access list. `content` holds the officer's explanation, encrypted under
 * the thread key.
 */
@Entity({ schema: 'cases', name: 'broken_glass' })
@Unique('broken_glass_event_key', ['event'])
@Index('broken_glass_officer_at_idx', ['officer', 'at'])
export class EmergencyAccessEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'broken_glass_pkey' }) id: string;
  @ForeignKey(() => ThreadEntity, { name: 'broken_glass_thread_fkey' })
  @Column('uuid')
  thread: string;
  @Column('text') authority: string;
  @Column('text') compartment: string;
  @Column('text') officer: string;
  @Column('text') reason: string;
  @Column('bytea', { nullable: true }) content: Buffer | null;
  @Column('timestamptz') at: Date;
  @Column('timestamptz') until: Date;
  @Column('uuid') event: string;
}

@Entity({ schema: 'cases', name: 'glass_there' })
@Index('glass_there_link_id_at_idx', ['link_id', 'at'])
@Index('glass_there_message_id_way_at_idx', ['message_id', 'way', 'at'])
@Check('glass_there_alert_check', "alert in ('GLASS_BROKEN_THERE', 'GLASS_BROKEN_BEYOND')")
@Check('glass_there_check', 'state = way[1]')
@Check('glass_there_way_check', 'cardinality(way) between 1 and 4')
export class EmergencyAccessThereEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'glass_there_pkey' }) id: string;
  @ForeignKey(() => ThreadEntity, { name: 'glass_there_thread_fkey' })
  @Column('uuid')
  thread: string;
  @Column('text') authority: string;
  @Column('text') compartment: string;
  @Column('text') link_id: string;
  @Column('text') message_id: string;
  @Column('text', { array: true }) way: string[];
  @Column('text') state: string;
  @Column('text') alert: string;
  @Column('text', { nullable: true }) reason: string | null;
  @Column('timestamptz') at: Date;
}

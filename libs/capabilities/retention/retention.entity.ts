import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { ThreadEntity } from '#schema/threads/threads.entity';

/** Database copy of one line of the erasure file, which lies outside the database. `n`: number of the line, from 1. */
@Entity({ schema: 'journal', name: 'erasure' })
@Unique('erasure_thread_key', ['thread'])
@Check('erasure_n_check', 'n > 0')
export class ErasureEntity {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'erasure_pkey' }) n: number;
  @Column('uuid') thread: string;
  @Column('bytea') record: Buffer;
  @Column('text') record_sha256: string;
  @Column('text', { array: true }) digests: string[];
  @Column('text', { array: true }) keys: string[];
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
}

@Entity({ schema: 'cases', name: 'erasure_stop' })
@Unique('erasure_stop_event_key', ['event'])
@Check(
  'erasure_stop_ground_check',
  "ground in ('PACKAGE_HANDED', 'FORMAL_REQUESTED', 'CONSENT_GRANTED')",
)
export class ErasureStopEntity {
  @ForeignKey(() => ThreadEntity, { name: 'erasure_stop_thread_fkey' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'erasure_stop_pkey' })
  thread: string;
  @Column('text') ground: string;
  @Column('timestamptz') since: Date;
  @Column('timestamptz') look_at: Date;
  @Column('boolean', { default: true }) stands: boolean;
  @Column('timestamptz') at: Date;
  @Column('uuid') event: string;
}

/** Epoch whose storage key no thread or upload uses any more. `emptied_at`: time when this was noted. */
@Entity({ schema: 'ops', name: 'storage_epoch' })
@Check(
  'storage_epoch_compartment_check',
  "compartment in ('ENFORCEMENT', 'PROTECTION', 'DATA_PROTECTION')",
)
export class StorageEpochEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'storage_epoch_pkey' }) compartment: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'storage_epoch_pkey' }) epoch: number;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) emptied_at: Date;
}

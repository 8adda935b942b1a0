import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** Line of the file of erasures outside the database; `n` is its place there, from 1 on. */
@Entity({ schema: 'journal', name: 'erasure' })
@Unique('erasure_thread_key', ['thread'])
@Check('erasure_n_check', 'n > 0')
export class ErasureEntity {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'erasure_pkey' }) n: number;
  @Column('uuid') thread: string;
  @Column('bytea') record: Buffer;
  @Column('text') record_sha256: string;
  /** Digests in leaves whose salt and value are gone, and SHA-256 of each wrapped key that is gone. */
  @Column('text', { array: true }) digests: string[];
  @Column('text', { array: true }) keys: string[];
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
}

/** Moment since which no living thread is wrapped by an epoch's storage key. No row for the newest epoch. */
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

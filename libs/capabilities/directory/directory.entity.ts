import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** Chain entry as received. Signatures are verified again whenever the entry is read. */
@Entity({ schema: 'trust', name: 'entry' })
@Check('entry_chain_check', "chain in ('directory', 'peers', 'retention')")
@Check('entry_version_check', 'version >= 0')
export class EntryEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'entry_pkey' }) state: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'entry_pkey' }) chain: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'entry_pkey' }) version: number;
  @Column('bytea') entry: Buffer;
  @Column('bytea', { array: true }) signatures: Buffer[];
  @Column('text') head: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) recorded_at: Date;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'entry_pkey' }) root: string;
}

/**
 * OpenPGP certificate of an officer. The officer's directory entry holds the fingerprint, so that a changed certificate is
 * detected on use.
 */
@Entity({ schema: 'trust', name: 'certificate' })
export class CertificateEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'certificate_pkey' }) fingerprint: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'certificate_pkey' }) sha256: string;
  @Column('bytea') certificate: Buffer;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) recorded_at: Date;
}

@Entity({ schema: 'trust', name: 'freshness' })
export class FreshnessEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'freshness_pkey' }) state: string;
  @Column('integer') version: number;
  @Column('text') head: string;
  @Column('timestamptz') fresh_until: Date;
  @Column('bytea') statement: Buffer;
  @Column('bytea') signature: Buffer;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'freshness_pkey' }) root: string;
}

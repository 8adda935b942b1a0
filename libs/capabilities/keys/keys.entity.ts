import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** Time since when no neighbour has used a subkey. Only the administrator's database role reads and writes these rows. */
@Entity({ schema: 'ops', name: 'quiet_subkey' })
@Check('quiet_subkey_fingerprint_check', "fingerprint ~ '^[0-9A-F]{40,64}$'")
export class QuietSubkeyEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'quiet_subkey_pkey' }) fingerprint: string;
  @Column('timestamptz') since: Date;
}

@Entity({ schema: 'ops', name: 'subkey_failure' })
export class SubkeyFailureEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'subkey_failure_pkey' }) key: string;
  @Column('text') code: string;
  @Column('timestamptz') since: Date;
}

@Entity({ schema: 'ops', name: 'held_subkey' })
@Check('held_subkey_fingerprint_check', "fingerprint ~ '^[0-9A-F]{40,64}$'")
@Check('held_subkey_key_check', "key ~ '^[0-9A-F]{40,64}$'")
export class HeldSubkeyEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'held_subkey_pkey' }) fingerprint: string;
  @Column('text') key: string;
}

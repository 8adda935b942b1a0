import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** Moment since which a subkey is unused by every neighbour. Only the administrator's connection reads and writes it. */
@Entity({ schema: 'ops', name: 'quiet_subkey' })
@Check('quiet_subkey_fingerprint_check', "fingerprint ~ '^[0-9A-F]{40,64}$'")
export class QuietSubkeyEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'quiet_subkey_pkey' }) fingerprint: string;
  @Column('timestamptz') since: Date;
}

/** Key, by the name of its file, that could not be looked after at the last try, and since when. */
@Entity({ schema: 'ops', name: 'subkey_failure' })
export class SubkeyFailureEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'subkey_failure_pkey' }) key: string;
  @Column('text') code: string;
  @Column('timestamptz') since: Date;
}

/** Subkey whose secret the opener holds, as it has told the log. The opener may not read the log. */
@Entity({ schema: 'ops', name: 'held_subkey' })
@Check('held_subkey_fingerprint_check', "fingerprint ~ '^[0-9A-F]{40,64}$'")
@Check('held_subkey_key_check', "key ~ '^[0-9A-F]{40,64}$'")
export class HeldSubkeyEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'held_subkey_pkey' }) fingerprint: string;
  @Column('text') key: string;
}

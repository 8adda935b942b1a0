import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'access', name: 'enrolment' })
export class EnrolmentEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'enrolment_pkey' }) token_sha256: string;
  @Column('text') officer: string;
  @Column('text') fingerprint: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) used_at: Date;
}

@Entity({ schema: 'access', name: 'login' })
@Index('login_at_idx', ['at'])
export class LoginEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'login_pkey' }) signer: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'login_pkey' }) nonce: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
}

@Entity({ schema: 'access', name: 'session' })
@Index('session_officer_idx', ['officer'])
@Check('session_login_check', 'octet_length(login) <= 2048')
@Check('session_signature_check', 'octet_length(signature) <= 4096')
export class SessionEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'session_pkey' }) token_sha256: string;
  @Column('text') officer: string;
  @Column('text') authority: string;
  @Column('text') fingerprint: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) opened_at: Date;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) seen_at: Date;
  @Column('timestamptz') expires_at: Date;
  @Column('timestamptz', { nullable: true }) closed_at: Date | null;
  @Column('bytea') login: Buffer;
  @Column('bytea') signature: Buffer;
}

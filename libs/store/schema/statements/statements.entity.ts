import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'mailbox', name: 'statement_in' })
export class StatementInEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'statement_in_pkey' }) sha256: string;
  @Column('text') link_id: string;
  @Column('bytea') statement: Buffer;
  @Column('bytea') signature: Buffer;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) verified_at: Date;
}

@Entity({ schema: 'mailbox', name: 'statement_out' })
export class StatementOutEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'statement_out_pkey' }) sha256: string;
  @Column('text') link_id: string;
  @Column('bytea') statement: Buffer;
  @Column('bytea') signature: Buffer;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) signed_at: Date;
}

/**
 * Statement that the audit or evidence service asks the sealer to sign and send. Only the newest is kept for each link and
 * kind.
 */
@Entity({ schema: 'mailbox', name: 'statement_due' })
export class StatementDueEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'statement_due_pkey' }) link_id: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'statement_due_pkey' }) kind: string;
  @Column('jsonb') body: unknown;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
}

/** Verified statement of a neighbour for the audit, sealer or evidence service, which processes it and deletes the row. */
@Entity({ schema: 'mailbox', name: 'statement_heard' })
export class StatementWaitingEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'statement_heard_pkey' }) link_id: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'statement_heard_pkey' }) kind: string;
  @Column('text') peer: string;
  @Column('timestamptz') issued_at: Date;
  @Column('jsonb') body: unknown;
  /** Insert time of the row; stays when a newer statement overwrites the row. */
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) heard_at: Date;
  @Column('text', { nullable: true }) statement_sha256: string | null;
  @Column('bytea', { nullable: true }) statement: Buffer | null;
  @Column('bytea', { nullable: true }) signature: Buffer | null;
}

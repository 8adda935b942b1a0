import { Column, Entity, PrimaryColumn } from 'typeorm';

/** State that a service reports of itself. The gateway has no database and asks for it over the bus. */
@Entity({ schema: 'ops', name: 'service' })
export class ServiceEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'service_pkey' }) service: string;
  @Column('integer') pid: number;
  @Column('text') version: string;
  @Column('timestamptz') started_at: Date;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) beat_at: Date;
  @Column('boolean') ready: boolean;
  @Column('text', { array: true, default: () => "'{}'" }) degraded: string[];
  @Column('jsonb', { default: () => "'{}'" }) metrics: unknown;
}

/** Failures that stay reported for a day, and how often: one row for a service and code. */
@Entity({ schema: 'ops', name: 'failure' })
export class FailureEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'failure_pkey' }) service: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'failure_pkey' }) code: string;
  @Column('bigint', { default: () => '1' }) count: number;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) first_at: Date;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) last_at: Date;
}

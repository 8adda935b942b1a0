import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** State that a service reports of itself. The gateway has no database and asks for it over the bus. */
@Entity({ schema: 'ops', name: 'service' })
export class ServiceEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'service_pkey' }) service: string;
  @Column('integer') pid: number;
  @Column('text') version: string;
  /** SHA-256 of the settings it runs with. */
  @Column('text', { default: () => "''" }) config: string;
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

/** Signs of life, starts, settings and faults of a service within one hour (UTC), until the custody log has them. */
@Entity({ schema: 'ops', name: 'health' })
export class HealthEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'health_pkey' }) service: string;
  @PrimaryColumn('timestamptz', { primaryKeyConstraintName: 'health_pkey' }) hour: Date;
  @Column('integer', { default: 0 }) beats: number;
  @Column('timestamptz', { nullable: true }) first_beat: Date | null;
  @Column('timestamptz', { nullable: true }) last_beat: Date | null;
  /** Longest time (ms) between two signs of life within the hour. */
  @Column('integer', { default: 0 }) gap_ms: number;
  @Column('integer', { default: 0 }) starts: number;
  @Column('integer', { default: 0 }) instances: number;
  /** Processes that gave one, the newest sixteen: process id and start. */
  @Column('text', { array: true, default: () => "'{}'" }) processes: string[];
  /** The same of the hours before too: what is not among them is a start. */
  @Column('text', { array: true, default: () => "'{}'" }) known: string[];
  /** Version and hash of the settings, in the order in which they came; the last sixteen. */
  @Column('text', { array: true, default: () => "'{}'" }) ran: string[];
  /** How often either was another than before. */
  @Column('integer', { default: 0 }) changes: number;
  /** By code, how many signs of life said it. */
  @Column('jsonb', { default: () => "'{}'" }) said: unknown;
  /** By code, how often a failure was written down. */
  @Column('jsonb', { default: () => "'{}'" }) noted: unknown;
  /** The custody log has it. The newest of a service stays: the next one is compared with it. */
  @Column('boolean', { default: false }) told: boolean;
}

/** Time up to which the custody log says how the services were; null before the first hour. */
@Entity({ schema: 'ops', name: 'health_told' })
@Check('health_told_one', 'one')
export class HealthToldEntity {
  @PrimaryColumn('boolean', { primaryKeyConstraintName: 'health_told_pkey' }) one: boolean;
  @Column('timestamptz', { nullable: true }) until: Date | null;
}

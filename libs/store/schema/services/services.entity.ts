import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'ops', name: 'service' })
export class ServiceEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'service_pkey' }) service: string;
  @Column('integer') pid: number;
  @Column('text') version: string;
  @Column('text', { default: () => "''" }) config: string;
  @Column('timestamptz') started_at: Date;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) beat_at: Date;
  @Column('boolean') ready: boolean;
  @Column('text', { array: true, default: () => "'{}'" }) degraded: string[];
  @Column('jsonb', { default: () => "'{}'" }) metrics: unknown;
}

/** Failure shown for a day: one row for each service and code, with a count. */
@Entity({ schema: 'ops', name: 'failure' })
export class FailureEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'failure_pkey' }) service: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'failure_pkey' }) code: string;
  @Column('bigint', { default: () => '1' }) count: number;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) first_at: Date;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) last_at: Date;
}

/** Heartbeats, starts, settings and faults of a service in one hour (UTC), kept until the custody log states them. */
@Entity({ schema: 'ops', name: 'health' })
export class HealthEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'health_pkey' }) service: string;
  @PrimaryColumn('timestamptz', { primaryKeyConstraintName: 'health_pkey' }) hour: Date;
  @Column('integer', { default: 0 }) beats: number;
  @Column('timestamptz', { nullable: true }) first_beat: Date | null;
  @Column('timestamptz', { nullable: true }) last_beat: Date | null;
  /** Longest time (ms) between two heartbeats. */
  @Column('integer', { default: 0 }) gap_ms: number;
  @Column('integer', { default: 0 }) starts: number;
  @Column('integer', { default: 0 }) instances: number;
  @Column('text', { array: true, default: () => "'{}'" }) processes: string[];
  /** Processes known from earlier hours too; a heartbeat of any other process counts as a start. */
  @Column('text', { array: true, default: () => "'{}'" }) known: string[];
  @Column('text', { array: true, default: () => "'{}'" }) ran: string[];
  @Column('integer', { default: 0 }) changes: number;
  @Column('jsonb', { default: () => "'{}'" }) said: unknown;
  @Column('jsonb', { default: () => "'{}'" }) noted: unknown;
  /** True when the custody log states this hour. The newest such row stays: the next hour is compared with it. */
  @Column('boolean', { default: false }) told: boolean;
}

/** Time up to which the custody log states the health of services; null before the first hour. */
@Entity({ schema: 'ops', name: 'health_told' })
@Check('health_told_one', 'one')
export class HealthToldEntity {
  @PrimaryColumn('boolean', { primaryKeyConstraintName: 'health_told_pkey' }) one: boolean;
  @Column('timestamptz', { nullable: true }) until: Date | null;
}

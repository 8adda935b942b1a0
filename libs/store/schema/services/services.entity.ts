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

/** Count of the failures of one service with one code. Shown to administrators for a day after the last failure. */
@Entity({ schema: 'ops', name: 'failure' })
export class FailureEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'failure_pkey' }) service: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'failure_pkey' }) code: string;
  @Column('bigint', { default: () => '1' }) count: number;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) first_at: Date;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) last_at: Date;
}

/**
 * Heartbeats, starts, settings and faults of one service in one hour (UTC), kept until the custody log records them.
 */
@Entity({ schema: 'ops', name: 'health' })
export class HealthEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'health_pkey' }) service: string;
  @PrimaryColumn('timestamptz', { primaryKeyConstraintName: 'health_pkey' }) hour: Date;
  @Column('integer', { default: 0 }) beats: number;
  @Column('timestamptz', { nullable: true }) first_beat: Date | null;
  @Column('timestamptz', { nullable: true }) last_beat: Date | null;
  @Column('integer', { default: 0 }) gap_ms: number;
  @Column('integer', { default: 0 }) starts: number;
  @Column('integer', { default: 0 }) instances: number;
  @Column('text', { array: true, default: () => "'{}'" }) processes: string[];
  /** Processes of this service with the latest heartbeats, at most 16. The heartbeat of an unlisted process counts as a start. */
  @Column('text', { array: true, default: () => "'{}'" }) known: string[];
  @Column('text', { array: true, default: () => "'{}'" }) ran: string[];
  @Column('integer', { default: 0 }) changes: number;
  @Column('jsonb', { default: () => "'{}'" }) said: unknown;
  @Column('jsonb', { default: () => "'{}'" }) noted: unknown;
  /** True when the custody log records this hour; otherwise false. */
  @Column('boolean', { default: false }) told: boolean;
}

/** Time up to which the custody log records the health of services; null before the first recorded hour. */
@Entity({ schema: 'ops', name: 'health_told' })
@Check('health_told_one', 'one')
export class HealthLoggedEntity {
  @PrimaryColumn('boolean', { primaryKeyConstraintName: 'health_told_pkey' }) one: boolean;
  @Column('timestamptz', { nullable: true }) until: Date | null;
}

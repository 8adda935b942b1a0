import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity({ schema: 'journal', name: 'stamp_request' })
@Check('stamp_request_authority_check', "authority in ('tsa1', 'tsa2')")
@Check('stamp_request_request_check', 'octet_length(request) <= 1024')
@Check('stamp_request_response_check', 'octet_length(response) <= 65536')
export class StampRequestEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'stamp_request_pkey' }) authority: string;
  @Column('bigint') size: number;
  @Column('bytea') request: Buffer;
  @Column('bytea') nonce: Buffer;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) made_at: Date;
  @Column('integer') tries: number;
  @Column('timestamptz', { nullable: true }) sent_at: Date | null;
  @Column('timestamptz', { nullable: true }) received_at: Date | null;
  @Column('bytea', { nullable: true }) response: Buffer | null;
  @Column('text', { nullable: true }) failure: string | null;
}

@Entity({ schema: 'journal', name: 'stamp_material' })
@Check('stamp_material_check', 'sha256 = sha256(der)')
@Check('stamp_material_kind_check', "kind in ('certificate', 'list')")
export class StampMaterialEntity {
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'stamp_material_pkey' }) sha256: Buffer;
  @Column('text') kind: string;
  @Column('bytea') der: Buffer;
}

@Entity({ schema: 'journal', name: 'stamp' })
@Unique('stamp_event_key', ['event'])
@Index('stamp_size_idx', ['size'])
export class StampEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'stamp_pkey' }) authority: string;
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'stamp_pkey' }) size: number;
  @Column('bytea') request: Buffer;
  @Column('bytea') token: Buffer;
  @Column('timestamptz') gen_time: Date;
  @Column('timestamptz') earliest: Date;
  @Column('timestamptz') latest: Date;
  @Column('text') policy: string;
  @Column('text') serial: string;
  @Column('bytea', { array: true }) chain: Buffer[];
  @Column('bytea', { array: true }) lists: Buffer[];
  /** Lower and upper bound of the database clock minus the time-stamp, in milliseconds; negative when the clock was behind. */
  @Column('bigint') low_ms: number;
  @Column('bigint') high_ms: number;
  @Column('timestamptz') sent_at: Date;
  @Column('timestamptz') received_at: Date;
  @Column('uuid') event: string;
}

@Entity({ schema: 'journal', name: 'clock' })
@Index('clock_read_at_idx', ['read_at'])
@Check('clock_kind_check', "kind in ('stamp', 'witness')")
export class ClockEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'clock_pkey' }) source: string;
  @Column('text') kind: string;
  @Column('bigint') low_ms: number;
  @Column('bigint') high_ms: number;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) read_at: Date;
}

@Entity({ schema: 'journal', name: 'time_alarm' })
export class TimeAlarmEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'time_alarm_pkey' }) code: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) since: Date;
}

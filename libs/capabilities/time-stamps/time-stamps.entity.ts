import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/** Question to a time-stamp authority, one at a time. The audit service asks and judges, the exchange carries. */
@Entity({ schema: 'journal', name: 'stamp_request' })
@Check('stamp_request_authority_check', "authority in ('tsa1', 'tsa2')")
@Check('stamp_request_request_check', 'octet_length(request) <= 1024')
@Check('stamp_request_response_check', 'octet_length(response) <= 65536')
export class StampRequestEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'stamp_request_pkey' }) authority: string;
  /** Size of the checkpoint: the imprint is over the exact bytes of its note. */
  @Column('bigint') size: number;
  @Column('bytea') request: Buffer;
  @Column('bytea') nonce: Buffer;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) made_at: Date;
  /** Questions before this one that were not answered well. */
  @Column('integer') tries: number;
  @Column('timestamptz', { nullable: true }) sent_at: Date | null;
  @Column('timestamptz', { nullable: true }) received_at: Date | null;
  /** Response from outside, not yet judged. */
  @Column('bytea', { nullable: true }) response: Buffer | null;
  @Column('text', { nullable: true }) failure: string | null;
}

/** Certificate or revocation list that stamps rest on, once. */
@Entity({ schema: 'journal', name: 'stamp_material' })
@Check('stamp_material_check', 'sha256 = sha256(der)')
@Check('stamp_material_kind_check', "kind in ('certificate', 'list')")
export class StampMaterialEntity {
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'stamp_material_pkey' }) sha256: Buffer;
  @Column('text') kind: string;
  @Column('bytea') der: Buffer;
}

/** Time-stamp that was verified. Kept for ever, like the checkpoint it is over. */
@Entity({ schema: 'journal', name: 'stamp' })
@Unique('stamp_event_key', ['event'])
@Index('stamp_size_idx', ['size'])
export class StampEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'stamp_pkey' }) authority: string;
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'stamp_pkey' }) size: number;
  @Column('bytea') request: Buffer;
  /** TimeStampToken (RFC 3161), exact bytes. */
  @Column('bytea') token: Buffer;
  @Column('timestamptz') gen_time: Date;
  /** Earliest moment of that time. */
  @Column('timestamptz') earliest: Date;
  /** Latest moment of that time. */
  @Column('timestamptz') latest: Date;
  @Column('text') policy: string;
  @Column('text') serial: string;
  /** Hashes of certificates from the signer to the authority, and of the lists that were looked at. */
  @Column('bytea', { array: true }) chain: Buffer[];
  @Column('bytea', { array: true }) lists: Buffer[];
  /** Lead of this database's clock, at least and at most (ms). */
  @Column('bigint') low_ms: number;
  @Column('bigint') high_ms: number;
  @Column('timestamptz') sent_at: Date;
  @Column('timestamptz') received_at: Date;
  /** Event that says so in the log. */
  @Column('uuid') event: string;
}

/** Newest word of an outside clock about this one. */
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

/** Alarm that stands, so that it is told once. */
@Entity({ schema: 'journal', name: 'time_alarm' })
export class TimeAlarmEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'time_alarm_pkey' }) code: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) since: Date;
}

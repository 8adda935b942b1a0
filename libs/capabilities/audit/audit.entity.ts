import {
  Check,
  Column,
  Entity,
  Index,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';

/** Note of the heads of chains as written outside the database; nothing is judged by it. */
@Entity({ schema: 'journal', name: 'chain_note' })
export class ChainNoteEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'chain_note_pkey',
  })
  n: number;
  @Column('text') note: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
}

/** Case that an officer has read of late, and when last. */
@Entity({ schema: 'access', name: 'reading' })
@Index('reading_at', ['officer', 'at'])
export class ReadingEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'reading_pkey' }) officer: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'reading_pkey' }) thread: string;
  @Column('timestamptz') at: Date;
}

/** Document or attachment that an officer was shown within the hour. Unlogged: after a crash it begins anew. */
@Entity({ schema: 'access', name: 'item_read' })
@Index('item_read_at', ['at'])
export class ItemReadEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'item_read_pkey' }) officer: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'item_read_pkey' }) item: string;
  @Column('timestamptz') at: Date;
}

/** Case that an officer was shown in lists within the hour. Unlogged: after a crash it begins anew. */
@Entity({ schema: 'access', name: 'listing' })
@Index('listing_at', ['at'])
export class ListingEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'listing_pkey' }) officer: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'listing_pkey' }) thread: string;
  @Column('timestamptz') at: Date;
}

/** Officer who read, or was shown, many cases within an hour. */
@Entity({ schema: 'access', name: 'bulk_reading' })
@Unique('bulk_reading_event_key', ['event'])
@Index('bulk_reading_at', ['at'])
@Index('bulk_reading_officer', ['officer', 'at'])
@Check('bulk_reading_check', '(threads is null) <> (listed is null)')
// The alarm about one officer must not end with the name of another, which a service that lists says itself.
@Check('bulk_reading_officer_check', "officer ~ '^[a-z][a-z0-9.-]{1,31}$'")
export class BulkReadingEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'bulk_reading_pkey',
  })
  id: number;
  @Column('text') officer: string;
  @Column('text') service: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
  /** Cases read; null where cases were shown in lists. */
  @Column('integer', { nullable: true }) threads: number | null;
  /** Entry in the custody log; null until it is written. */
  @Column('uuid', { nullable: true }) event: string | null;
  @Column('text', { nullable: true }) role: string | null;
  /** Cases shown in lists; null where cases were read. */
  @Column('integer', { nullable: true }) listed: number | null;
  /** Documents and attachments read in these cases; null for none, and for lists. */
  @Column('integer', { nullable: true }) items: number | null;
}

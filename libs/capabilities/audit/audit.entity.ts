import {
  Check,
  Column,
  Entity,
  Index,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';

/**
 * Table of chain notes: signed lengths and last hashes of this State's chains. Checks read the file outside the database
 * (`ChainNoteFile`) instead.
 */
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

@Entity({ schema: 'access', name: 'reading' })
@Index('reading_at', ['officer', 'at'])
export class ReadingEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'reading_pkey' }) officer: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'reading_pkey' }) thread: string;
  @Column('timestamptz') at: Date;
}

/**
 * Documents and attachments that each officer saw in the last hour, kept to notice bulk reading. The table is unlogged, so
 * PostgreSQL empties it after a crash.
 */
@Entity({ schema: 'access', name: 'item_read' })
@Index('item_read_at', ['at'])
export class ItemReadEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'item_read_pkey' }) officer: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'item_read_pkey' }) item: string;
  @Column('timestamptz') at: Date;
}

@Entity({ schema: 'access', name: 'listing' })
@Index('listing_at', ['at'])
export class ListingEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'listing_pkey' }) officer: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'listing_pkey' }) thread: string;
  @Column('timestamptz') at: Date;
}

@Entity({ schema: 'access', name: 'bulk_reading' })
@Unique('bulk_reading_event_key', ['event'])
@Index('bulk_reading_at', ['at'])
@Index('bulk_reading_officer', ['officer', 'at'])
@Check('bulk_reading_check', '(threads is null) <> (listed is null)')
// Restricts the form: a service inserts the name, and a crafted one could pass for another officer in an alarm.
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
  @Column('integer', { nullable: true }) threads: number | null;
  @Column('uuid', { nullable: true }) event: string | null;
  @Column('text', { nullable: true }) role: string | null;
  @Column('integer', { nullable: true }) listed: number | null;
  @Column('integer', { nullable: true }) items: number | null;
}

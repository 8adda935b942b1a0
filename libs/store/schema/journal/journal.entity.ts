import { Check, Column, Entity, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';

@Entity({ schema: 'journal', name: 'event' })
@Check('event_check', "leaf_hash = sha256('\\x00'::bytea || leaf)")
@Check('event_leaf_check', 'octet_length(leaf) <= 4096')
// Auditors read these rows: the checks keep one malformed row, written by a captured service, from failing the whole
// answer.
@Check('event_id_check', "id::text ~ '^.{14}7.{4}[89ab]'")
@Check('event_message_id_check', "message_id ~ '^[0-9a-f]{32}$'")
@Check('event_officer_check', "officer ~ '^[a-z][a-z0-9.-]{1,31}$'")
export class EventEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'event_pkey' }) id: string;
  @Column('text') typ: string;
  @Column('text') service: string;
  @Column('bytea') leaf: Buffer;
  @Column('bytea') leaf_hash: Buffer;
  @Column('timestamptz') at: Date;
  /** Time of the insert by the database's clock; `at` is the time written in the leaf. */
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) recorded_at: Date;
  /**
   * Columns `thread`, `message_id` and `officer` serve auditors' queries only. The leaf holds a pseudonym or a salted
   * digest of each value.
   */
  @Column('uuid', { nullable: true }) thread: string | null;
  @Column('text', { nullable: true }) message_id: string | null;
  @Column('text', { nullable: true }) officer: string | null;
}

/**
 * Value of an event, encrypted under the thread key; the event's leaf contains only a salted digest. Erasure deletes this
 * row; the leaf stays.
 */
@Entity({ schema: 'journal', name: 'disclosure' })
export class DisclosureEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'disclosure_pkey' }) event: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'disclosure_pkey' }) digest: string;
  @Column('bytea') content: Buffer;
}

/** Event that is not yet in the log's tree. A lower `position` can become visible after a higher one. */
@Entity({ schema: 'journal', name: 'pending' })
@Unique('pending_event_key', ['event'])
export class PendingEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'pending_pkey',
  })
  position: number;
  @Column('uuid') event: string;
}

/**
 * Hash of the last leaf of a thread (`case`), service (`src`), or link and direction (`chan`). Writers lock the row until
 * commit.
 */
@Entity({ schema: 'journal', name: 'head' })
@Check('head_kind_check', "kind in ('case', 'src', 'chan')")
export class HeadEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'head_pkey' }) kind: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'head_pkey' }) key: string;
  @Column('bytea', { nullable: true }) leaf_hash: Buffer | null;
}

@Entity({ schema: 'journal', name: 'leaf' })
@Unique('leaf_event_key', ['event'])
export class LeafEntity {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'leaf_pkey' }) index: number;
  @Column('uuid') event: string;
  @Column('bytea') leaf_hash: Buffer;
}

/**
 * Tile of the Merkle tree (C2SP tlog-tiles, height 8). Only the rightmost tile of a level changes, and only by
 * appending hashes.
 */
@Entity({ schema: 'journal', name: 'tile' })
export class TileEntity {
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'tile_pkey' }) level: number;
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'tile_pkey' }) index: number;
  @Column('bytea') hashes: Buffer;
}

@Entity({ schema: 'journal', name: 'checkpoint' })
export class CheckpointEntity {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'checkpoint_pkey' }) size: number;
  @Column('bytea') root: Buffer;
  @Column('text') note: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
}

/** Number of released leaves, which are also stored outside the database. Steps must not use leaves after these. */
@Entity({ schema: 'journal', name: 'released' })
@Check('released_one_check', 'one')
export class ReleasedEntity {
  @PrimaryColumn('boolean', { primaryKeyConstraintName: 'released_pkey', default: true })
  one: boolean;
  @Column('bigint') size: number;
}

/** Item that an event names: a document, message, hash or neighbour. Event ids sort by time. */
@Entity({ schema: 'journal', name: 'mention' })
export class MentionEntity {
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'mention_pkey' }) item: Buffer;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'mention_pkey' }) event: string;
}

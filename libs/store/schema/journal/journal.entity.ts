import { Check, Column, Entity, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** Event of the custody log as inserted. */
@Entity({ schema: 'journal', name: 'event' })
@Check('event_check', "leaf_hash = sha256('\\x00'::bytea || leaf)")
@Check('event_leaf_check', 'octet_length(leaf) <= 4096')
// Auditors are answered by these: a row that a captured service writes must not end the answer about those beside it.
@Check('event_id_check', "id::text ~ '^.{14}7.{4}[89ab]'")
@Check('event_message_id_check', "message_id ~ '^[0-9a-f]{32}$'")
@Check('event_officer_check', "officer ~ '^[a-z][a-z0-9.-]{1,31}$'")
export class EventEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'event_pkey' }) id: string;
  @Column('text') typ: string;
  @Column('text') service: string;
  /** Exact leaf bytes (RFC 8785 JSON). */
  @Column('bytea') leaf: Buffer;
  @Column('bytea') leaf_hash: Buffer;
  /** Time inside the leaf. */
  @Column('timestamptz') at: Date;
  /** Time of the database. */
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) recorded_at: Date;
  /** Known to auditors' queries only, as the next two; the leaf holds a pseudonym or a salted digest. */
  @Column('uuid', { nullable: true }) thread: string | null;
  @Column('text', { nullable: true }) message_id: string | null;
  @Column('text', { nullable: true }) officer: string | null;
}

/** Salted value behind a digest of a leaf, under the key of its thread; destroyed by lawful erasure. */
@Entity({ schema: 'journal', name: 'disclosure' })
export class DisclosureEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'disclosure_pkey' }) event: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'disclosure_pkey' }) digest: string;
  @Column('bytea') content: Buffer;
}

/** Event that has no index yet. The position orders visible rows only: a lower one may become visible later. */
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

/** Previous leaf of a case, a service or a channel; the row is locked while the next event is made. */
@Entity({ schema: 'journal', name: 'head' })
@Check('head_kind_check', "kind in ('case', 'src', 'chan')")
export class HeadEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'head_pkey' }) kind: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'head_pkey' }) key: string;
  @Column('bytea', { nullable: true }) leaf_hash: Buffer | null;
}

/** Place of an event in the tree (RFC 6962). */
@Entity({ schema: 'journal', name: 'leaf' })
@Unique('leaf_event_key', ['event'])
export class LeafEntity {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'leaf_pkey' }) index: number;
  @Column('uuid') event: string;
  @Column('bytea') leaf_hash: Buffer;
}

/** Tile of the tree (tlog-tiles, height 8). Only the right edge of a level is rewritten, always longer. */
@Entity({ schema: 'journal', name: 'tile' })
export class TileEntity {
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'tile_pkey' }) level: number;
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'tile_pkey' }) index: number;
  @Column('bytea') hashes: Buffer;
}

/** Signed checkpoint of the tree at a size. */
@Entity({ schema: 'journal', name: 'checkpoint' })
export class CheckpointEntity {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'checkpoint_pkey' }) size: number;
  @Column('bytea') root: Buffer;
  @Column('text') note: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
}

/** Size up to which leaves are fixed outside the database. Nobody uses a leaf at or above it. */
@Entity({ schema: 'journal', name: 'released' })
@Check('released_one_check', 'one')
export class ReleasedEntity {
  @PrimaryColumn('boolean', { primaryKeyConstraintName: 'released_pkey', default: true })
  one: boolean;
  @Column('bigint') size: number;
}

/** Item that an event names. Event ids are UUIDs of version 7: their order is the order of time. */
@Entity({ schema: 'journal', name: 'mention' })
export class MentionEntity {
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'mention_pkey' }) item: Buffer;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'mention_pkey' }) event: string;
}

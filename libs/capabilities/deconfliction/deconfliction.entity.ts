import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ThreadEntity } from '#schema/threads/threads.entity';

/**
 * Keyed hash of an identifier, such as the number of a document, that a thread names. Equal hashes show threads on the same
 * matter.
 */
@Entity({ schema: 'cases', name: 'likeness' })
@Index('likeness_thread_idx', ['thread'])
@Check('likeness_token_check', 'octet_length(token) = 8')
export class MatchKeyEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'likeness_pkey' }) compartment: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'likeness_pkey' }) type: string;
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'likeness_pkey' }) token: Buffer;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'likeness_pkey' }) authority: string;
  @PrimaryColumn('timestamptz', { primaryKeyConstraintName: 'likeness_pkey' }) opened_at: Date;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'likeness_pkey' }) thread: string;
}

@Entity({ schema: 'cases', name: 'duplicate_check' })
@Check('duplicate_check_asked_check', 'octet_length(asked) = 8')
export class DuplicateCheckEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'duplicate_check_pkey' }) id: string;
  @Column('text') authority: string;
  @Column('text') compartment: string;
  @Column('text', { nullable: true }) officer: string | null;
  @Column('uuid', { nullable: true }) thread: string | null;
  @Column('text', { array: true, nullable: true }) types: string[] | null;
  @Column('bytea', { array: true, nullable: true }) tokens: Buffer[] | null;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
  @Column('timestamptz', { nullable: true }) told_at: Date | null;
  @Column('bytea', { nullable: true }) asked: Buffer | null;
  @Column('boolean', { nullable: true }) other_desk: boolean | null;
}

@Entity({ schema: 'cases', name: 'duplicate_notice' })
@Index('duplicate_notice_thread_idx', ['thread'])
@Check('duplicate_notice_notice_check', "notice in ('ASKED_ABOUT', 'OTHER_DESK')")
export class DuplicateNoticeEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'duplicate_notice_pkey' }) event: string;
  @ForeignKey(() => ThreadEntity, { name: 'duplicate_notice_thread_fkey' })
  @Column('uuid')
  thread: string;
  @Column('text') authority: string;
  @Column('text') compartment: string;
  @Column('text') notice: string;
  @Column('timestamptz') at: Date;
}

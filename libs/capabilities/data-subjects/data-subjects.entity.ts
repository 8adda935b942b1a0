import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Search by a data protection officer. SQL function `of_subject` requires a row from the same transaction. */
@Entity({ schema: 'cases', name: 'subject_search' })
@Index('subject_search_officer_at_idx', ['officer', 'at'])
export class SubjectSearchEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'subject_search_pkey' }) id: string;
  @Column('text') officer: string;
  @Column('text') authority: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
}

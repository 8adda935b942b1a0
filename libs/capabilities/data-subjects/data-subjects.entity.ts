import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Search over all authorities. The SQL function `of_subject` returns nothing without a row of the same transaction. */
@Entity({ schema: 'cases', name: 'subject_search' })
@Index('subject_search_officer_at_idx', ['officer', 'at'])
export class SubjectSearchEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'subject_search_pkey' }) id: string;
  @Column('text') officer: string;
  @Column('text') authority: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
}

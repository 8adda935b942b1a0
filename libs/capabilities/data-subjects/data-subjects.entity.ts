import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * Searches by data protection officers. The SQL function `of_subject` returns rows only after a search inserted in the same
 * transaction.
 */
@Entity({ schema: 'cases', name: 'subject_search' })
@Index('subject_search_officer_at_idx', ['officer', 'at'])
export class SubjectSearchEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'subject_search_pkey' }) id: string;
  @Column('text') officer: string;
  @Column('text') authority: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
}

import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Search for a data subject over all authorities. Without a row of this transaction `of_subject` gives nothing. */
@Entity({ schema: 'cases', name: 'subject_search' })
@Index('subject_search_officer_at_idx', ['officer', 'at'])
export class SubjectSearchEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'subject_search_pkey' }) id: string;
  @Column('text') officer: string;
  @Column('text') authority: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
}

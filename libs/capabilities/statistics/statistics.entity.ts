import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'journal', name: 'request' })
export class RequestEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'request_pkey' }) event: string;
  @Column('timestamptz') composed_at: Date;
  @Column('text') peer: string;
}

import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Search index without readable words: keyed hashes of normalised words, cut to 64 bits. */
@Entity({ schema: 'cases', name: 'token' })
@Index('token_dispatch_idx', ['dispatch'])
@Check('token_token_check', 'octet_length(token) = 8')
export class TokenEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'token_pkey' }) authority: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'token_pkey' }) compartment: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'token_pkey' }) type: string;
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'token_pkey' }) token: Buffer;
  @Column('uuid') thread: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'token_pkey' }) dispatch: string;
}

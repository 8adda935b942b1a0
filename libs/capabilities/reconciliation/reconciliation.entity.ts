import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'journal', name: 'reconciliation' })
@Check('reconciliation_phase_check', "phase in ('OPEN', 'ANSWER', 'SHOW', 'REPORT', 'SIGNED')")
export class ReconciliationEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'reconciliation_pkey' }) link_id: string;
  @PrimaryColumn('date', { primaryKeyConstraintName: 'reconciliation_pkey' }) day: Date;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'reconciliation_pkey' }) part: number;
  @Column('text') phase: string;
  @Column('jsonb') own: unknown;
  @Column('jsonb', { nullable: true }) peer: unknown;
  @Column('text', { nullable: true }) report: string | null;
  @Column('integer', { nullable: true }) differences: number | null;
  @Column('text', { nullable: true }) own_statement: string | null;
  @Column('text', { nullable: true }) peer_statement: string | null;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) started_at: Date;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) updated_at: Date;
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, insertOnly, rowSecurity } from './grants.js';

/**
 * A request is taken over from an officer who cannot be reached: who it was taken from is told. And what the desk is told is
 * found newest first, of each authority alone: broken glasses, here and at the neighbour, and what time has led to.
 */
export class TakenOver1764000000085 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table cases.taken_over (
        event uuid primary key,
        thread uuid not null references cases.thread (id),
        authority text not null,
        compartment text not null,
        -- From whose hands, and into whose.
        officer text not null,
        taken_by text not null,
        reason text not null check (reason in ('RISK_TO_LIFE', 'HOLDER_UNREACHABLE', 'STAND_IN')),
        at timestamptz not null
      );
      create index on cases.taken_over (authority, officer, at desc, event desc);
      ${insertOnly('cases.taken_over')}
      ${rowSecurity('cases.taken_over', ['inbox'], [])}
      ${grant('cases.taken_over', { inbox: ['select', 'insert'] })}
      create index on cases.alert (authority, at desc, event desc);
      create index on cases.broken_glass (authority, at desc, event desc);
      create index receipt_in_glass_at on mailbox.receipt_in (verified_at desc) where stage = 'BREAK_GLASS';`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('what was taken over is not undone; restore a backup instead'));
  }
}

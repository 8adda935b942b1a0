import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from './grants.js';

/**
 * What a document does to the clock of its thread, and when it was delivered by the receiving State's receipt: enough
 * to compute the same deadline as the neighbour without opening any content.
 */
export class Clocks1764000000027 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table cases.dispatch
        add delivered_at timestamptz,
        add clock_act text check (clock_act in
          ('START', 'ACKNOWLEDGE', 'INDIRECT', 'PAUSE', 'RESUME', 'EXTEND', 'STOP')),
        add clock_question uuid,
        add clock_until timestamptz,
        add check ((clock_act = 'RESUME') = (clock_question is not null) or clock_act is null),
        add check ((clock_act = 'EXTEND') = (clock_until is not null) or clock_act is null);
      create index dispatch_clock on cases.dispatch (thread, clock_act, delivered_at, id) where clock_act is not null;
      -- When an answer is late; null while no clock runs.
      alter table cases.thread add due_at timestamptz;
      create index on cases.thread (authority, side, due_at, id) where due_at is not null;

      update cases.dispatch d set delivered_at = y.received_at
      from mailbox.delivery y where d.direction = 'IN' and y.message_id = d.message_id;
      update cases.dispatch d set delivered_at = r.at
      from mailbox.receipt_in r
      where d.direction = 'OUT' and r.message_id = d.message_id and r.stage = 'DELIVERED';
      update cases.dispatch set clock_act = 'START' where kind = 'request';
      update cases.dispatch set clock_act = 'ACKNOWLEDGE' where kind = 'acknowledgement';
      update cases.dispatch d set clock_act = 'STOP'
      from cases.thread t where t.id = d.thread and (d.kind in ('refusal', 'withdrawal')
        or (d.kind = 'response' and t.state = 'ANSWERED'
          and not exists (select from cases.dispatch later where later.thread = d.thread
            and later.kind = 'response' and (later.committed_at, later.id) > (d.committed_at, d.id))));

      ${grant('cases.dispatch', { opener: ['update (delivered_at)'] })}
      ${grant('cases.thread', { opener: ['update (due_at)'] })}`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('clocks are not undone; restore a backup instead'));
  }
}

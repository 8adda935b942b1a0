import type { MigrationInterface, QueryRunner } from 'typeorm';
import { roleOf, type DatabaseService } from './grants.js';

const officers = `${roleOf('requests')}, ${roleOf('inbox')}`;
const inStep = `coalesce(current_setting('liaise.step', true), '') <> ''`;

/** SQL: forced row-level security; those who serve officers as `policies` say, the steps of others inside of transactions. */
const wall = (table: string, policies: string, steps: readonly DatabaseService[]): string => `
      alter table mailbox.${table} enable row level security;
      alter table mailbox.${table} force row level security;
      ${policies}
      create policy steps on mailbox.${table} to ${steps.map(roleOf).join(', ')} using (${inStep}) with check (${inStep});`;
const seen = (table: string, rows: string): string =>
  `create policy officers on mailbox.${table} to ${officers} using (${rows}) with check (${rows});`;

/** The document must be open to the officer: authority, compartment and roster. */
const ofDispatch = (table: string): string =>
  `exists (select from cases.dispatch d where d.id = ${table}.dispatch)`;

/**
 * The carriage behind the same wall as the threads that it carries. What was queued and what was acknowledged of it is seen by the
 * desk of its thread, because its lists say how far and how late everything is; what came, what is silent and what is to be
 * acknowledged, by whoever may read the document. Rows of statements between gateways are no desk's.
 */
export class MailboxWalls1764000000078 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Called, not put in place by the planner: a list names the outbox in a dozen places, and planned each with the policies
      -- of the thread behind it. And called last, after what picks the few rows. Each sees what whoever asks may see.
      create function mailbox.of_desk(asked uuid) returns boolean language plpgsql stable as
        $$ begin return exists (select from cases.thread t where t.id = asked); end $$;
      create function mailbox.of_sent(link text, message text) returns boolean language plpgsql stable as
        $$ begin return exists (select from mailbox.outbox o where o.message_id = message and o.link_id = link); end $$;
      grant execute on function mailbox.of_desk(uuid), mailbox.of_sent(text, text) to ${officers};
      ${wall('outbox', seen('outbox', 'mailbox.of_desk(outbox.thread)'), ['sealer', 'opener', 'exchange', 'audit'])}
      ${wall('receipt_in', seen('receipt_in', 'mailbox.of_sent(receipt_in.link_id, receipt_in.message_id)'), ['sealer', 'opener', 'audit'])}
      ${wall('delivery', seen('delivery', ofDispatch('delivery')), ['sealer', 'opener', 'exchange', 'audit'])}
      ${wall(
        'receipt_due',
        seen(
          'receipt_due',
          `exists (select from mailbox.delivery d
            where d.link_id = receipt_due.link_id and d.message_id = receipt_due.message_id)`,
        ),
        ['sealer', 'opener', 'exchange'],
      )}
      ${wall('silence', seen('silence', ofDispatch('silence')), ['sealer'])}
      ${wall('silence_due', seen('silence_due', ofDispatch('silence_due')), ['sealer'])}
      -- For the functions that look past a desk, where their owner is no administrator of the cluster.
      create policy beyond on mailbox.outbox for select to current_user using (true);
      create policy beyond on mailbox.receipt_in for select to current_user using (true);`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('walls are not taken down; restore a backup instead'));
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever has handed on what is recalled has complied once every holder has: also where another desk has handed it on. */
export class OnwardAnswers1764000000045 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Forwards of what a recall names by other desks of the State, whose holder has not complied with as much. Only of a
      -- recall that the session's own desk has: nothing else is learnt of what other desks hand on.
      create or replace function cases.owed_by_others(asked uuid) returns table (forward uuid, authority text)
        language sql stable security definer set search_path = pg_catalog
        begin atomic
          select f.forward, f.authority
          from cases.recall r join cases.forwarded f on f.item = any (r.items) and f.direction = 'OUT'
          where r.document = asked and r.direction = 'IN' and f.authority <> r.authority
            and r.authority = current_setting('liaise.authority', true)
            and r.compartment = any (string_to_array(current_setting('liaise.compartments', true), ','))
            and not exists (
              select from cases.recall t join cases.recall_answer a on a.recall = t.document
              where t.thread = f.thread and t.direction = 'OUT' and f.forward = any (t.items)
                and a.outcome = 'COMPLIED'
                and (t.act = 'RECALL' or (t.act = r.act and t.filed_at >= r.filed_at)));
        end;
      create policy told on cases.recall_answer for select to current_user using (true);`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('recalls are not undone; restore a backup instead'));
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** As many of each act as a clock rests on, whatever a neighbour repeats. */
const mark = `select d.thread, d.id, d.delivered_at, d.clock_act, d.clock_question, d.clock_until, d.clock_limits
              from cases.dispatch d where d.thread = t.id and d.clock_act`;
const marks = [
  ...['START', 'ACKNOWLEDGE', 'INDIRECT', 'STOP'].map(
    (act) => `(${mark} = '${act}' order by d.delivered_at, d.id limit 1)`,
  ),
  `(${mark} = 'EXTEND' and d.delivered_at is not null order by d.delivered_at desc, d.id desc limit 1)`,
  `(${mark} in ('PAUSE', 'RESUME'))`,
  `(select s.thread, s.id, s.raised_at, 'STOP', null::uuid, null::timestamptz, null::integer[] from cases.stop s
              where s.thread = t.id and s.lifted_at is null)`,
].join(`
            union all `);

/**
 * The limits that a request states, where two States have agreed on others than the standard ones: hours for what is urgent and at
 * hand, urgent and from others, and any other. Beside the act of its clock, so that a desk knows them of what it may not read.
 */
export class TimeLimits1764000000042 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table cases.dispatch add column clock_limits integer[]
        check (clock_limits is null or clock_act = 'START' and cardinality(clock_limits) = 3);
      drop function cases.desk_marks(uuid[]);
      create function cases.desk_marks(threads uuid[]) returns table (thread uuid, document uuid, delivered_at timestamptz,
          act text, question uuid, until timestamptz, limits integer[])
        language sql stable security definer set search_path = pg_catalog
        begin atomic
          select m.* from cases.thread t cross join lateral (
            ${marks}) m
          where t.id = any (threads) and t.authority = current_setting('liaise.authority', true)
            and t.compartment = any (string_to_array(current_setting('liaise.compartments', true), ','));
        end;
      grant execute on function cases.desk_marks(uuid[]) to liaise_requests, liaise_inbox;`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('agreed limits are not undone; restore a backup instead'));
  }
}

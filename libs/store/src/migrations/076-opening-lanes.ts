import type { MigrationInterface, QueryRunner } from 'typeorm';

/** As many of each act as a clock rests on, whatever a neighbour repeats. */
const mark = `select d.thread, d.id, d.delivered_at, d.clock_act, d.clock_question, d.clock_until, d.clock_limits
              from cases.dispatch d where d.thread = t.id and d.clock_act`;
const marks = [
  ...['START', 'ACKNOWLEDGE', 'INDIRECT', 'STOP'].map(
    (act) => `(${mark} = '${act}' order by d.delivered_at, d.id limit 1)`,
  ),
  `(${mark} = 'EXTEND' and d.delivered_at is not null order by d.delivered_at, d.id limit 64)`,
  `(${mark} in ('PAUSE', 'RESUME'))`,
  `(select s.thread, s.id, s.raised_at, 'STOP', null::uuid, null::timestamptz, null::integer[] from cases.stop s
              where s.thread = t.id and s.lifted_at is null)`,
].join(`
            union all `);

/**
 * What waits to be opened was taken in the order of arrival: a risk to life waited behind whatever had come before it. And of
 * what was announced for a judge the last alone was looked at; whether it came in time rests on those before it.
 */
export class OpeningLanes1764000000076 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- As the priority of the outbox; null until somebody has looked inside, and then it comes after what is known.
      alter table mailbox.delivery add lane smallint;
      grant update (lane) on mailbox.delivery to liaise_opener;
      drop index mailbox.delivery_due;
      create index delivery_due on mailbox.delivery (link_id, statement desc, lane, serial)
        where state in ('RECEIVED', 'WAITING');
      create or replace function cases.desk_marks(threads uuid[]) returns table (thread uuid, document uuid,
          delivered_at timestamptz, act text, question uuid, until timestamptz, limits integer[])
        language sql stable security definer set search_path = pg_catalog
        begin atomic
          select m.* from cases.thread t cross join lateral (
            ${marks}) m
          where t.id = any (threads) and t.authority = current_setting('liaise.authority', true)
            and t.compartment = any (string_to_array(current_setting('liaise.compartments', true), ','));
        end;`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('an order is not undone; restore a backup instead'));
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A holder to whom another desk has handed something on as strictly as it is narrowed now needs no narrowing that says the same. */
export class NarrowedByOthers1764000000065 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Of a narrowing that the session's own desk has: what other desks still owe its holders by the table alone, with the bytes
      -- at rest by which the service judges whether they do; its officer is told no more than which desk. Only where the holder was
      -- not told anything, or has complied with the last narrowing.
      create function cases.narrowed_by_others(asked uuid) returns table (forward uuid, item uuid, thread uuid, authority text,
          side text, compartment text, key_epoch integer, key_wrapped bytea, content bytea, narrowing uuid, narrowed bytea)
        language sql stable security definer set search_path = pg_catalog
        begin atomic
          select f.forward, f.item, t.id, t.authority, t.side, t.compartment, t.key_epoch, t.key_wrapped, d.content,
            n.document, m.content
          from cases.recall r
          join cases.owed_by_others(asked) o on true
          join cases.forwarded f on f.forward = o.forward and f.item = any (r.items) and f.direction = 'OUT'
          join cases.thread t on t.id = f.thread
          join cases.dispatch d on d.id = f.forward
          left join lateral (
            select c.document, a.outcome
            from cases.recall c left join cases.recall_answer a on a.recall = c.document
            where c.thread = f.thread and c.direction = 'OUT' and c.act = 'NARROW' and f.forward = any (c.items)
            order by c.filed_at desc, c.document desc limit 1) n on true
          left join cases.dispatch m on m.id = n.document
          where r.document = asked and r.act = 'NARROW' and t.key_wrapped is not null and d.content is not null
            and (n.document is null or (n.outcome = 'COMPLIED' and m.content is not null))
            and not exists (
              select from cases.recall c
              where c.thread = f.thread and c.direction = 'OUT' and c.act = 'RECALL' and f.forward = any (c.items));
        end;
      grant execute on function cases.narrowed_by_others(uuid) to liaise_requests, liaise_inbox;`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('recalls are not undone; restore a backup instead'));
  }
}

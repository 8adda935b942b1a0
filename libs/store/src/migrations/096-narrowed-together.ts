import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A narrowing without a mark of TLP leaves the one that counts: the last alone says less than all of them together, and a holder
 * who keeps to RED was taken for one who does not.
 */
export class NarrowedTogether1764000000096 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- As it was; with each narrowing with which its holder has complied, the oldest first.
      drop function cases.narrowed_by_others(uuid);
      create function cases.narrowed_by_others(asked uuid) returns table (forward uuid, item uuid, thread uuid, authority text,
          side text, compartment text, key_epoch integer, key_wrapped bytea, content bytea, narrowings uuid[], narrowed bytea[])
        language sql stable security definer set search_path = pg_catalog
        begin atomic
          select f.forward, f.item, t.id, t.authority, t.side, t.compartment, t.key_epoch, t.key_wrapped, d.content,
            coalesce(k.documents, '{}'), coalesce(k.contents, '{}')
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
          left join lateral (
            select array_agg(c.document order by c.filed_at, c.document) as documents,
              array_agg(m.content order by c.filed_at, c.document) as contents
            from cases.recall c join cases.recall_answer a on a.recall = c.document
            join cases.dispatch m on m.id = c.document
            where c.thread = f.thread and c.direction = 'OUT' and c.act = 'NARROW' and f.forward = any (c.items)
              and a.outcome = 'COMPLIED' and m.content is not null) k on true
          where r.document = asked and r.act = 'NARROW' and t.key_wrapped is not null and d.content is not null
            and (n.document is null or (n.outcome = 'COMPLIED' and n.document = any (k.documents)))
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

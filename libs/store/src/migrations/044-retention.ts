import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from './grants.js';

/**
 * How long files are kept: what their documents say, and what the rule makes of it. The sealer computes it, alone, from facts
 * that stand beside it; a file of before this migration says nothing of itself, and goes by the rule.
 */
export class Retention1764000000044 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table cases.thread
        -- The fewest months that a document of it says.
        add signed_months smallint check (signed_months between 1 and 60),
        -- By which rule the rest was computed: 0 the standard one; -1: something was said or noted since.
        add retention_rule integer not null default -1,
        add ended_at timestamptz,
        add review_at timestamptz,
        add erase_at timestamptz,
        -- When it was recorded that \`review_at\` had come.
        add review_due_at timestamptz,
        -- What an officer decided then: that it is kept until a day, or is to go.
        add kept_until timestamptz,
        add erasure_wanted_at timestamptz;
      create index thread_retention on cases.thread (retention_rule) where key_wrapped is not null;
      create index thread_review_coming on cases.thread (review_at)
        where key_wrapped is not null and review_due_at is null;
      create index thread_review_due on cases.thread (authority, side, review_due_at, id)
        where key_wrapped is not null and review_due_at is not null;
      create index thread_erase_at on cases.thread (erase_at) where key_wrapped is not null;

      -- What was refused at the border goes by the rule too; that it was there, and its hash, stay.
      create function mailbox.check_quarantine() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' and new.evidence = '' and old.at < clock_timestamp() - interval '1 month'
           and to_jsonb(new) - 'evidence' = to_jsonb(old) - 'evidence' then
          return new;
        end if;
        raise exception 'LIAISE_INSERT_ONLY: what is in quarantine stays as it came for a month at least'
          using errcode = '42501';
      end $$;
      drop trigger mailbox_quarantine_insert_only on mailbox.quarantine;
      create trigger mailbox_quarantine_kept before update or delete on mailbox.quarantine
        for each row execute function mailbox.check_quarantine();
      create index quarantine_kept on mailbox.quarantine (at) where evidence <> '';`);
    const said = 'update (signed_months, retention_rule)';
    await runner.query(
      [
        grant('cases.thread', {
          requests: [said, 'update (kept_until, erasure_wanted_at)'],
          inbox: [said, 'update (kept_until, erasure_wanted_at)'],
          opener: [said],
          sealer: ['update (retention_rule, ended_at, review_at, erase_at, review_due_at)'],
        }),
        grant('mailbox.quarantine', {
          sealer: ['select (id, link_id, at, evidence, evidence_sha256)', 'update (evidence)'],
        }),
      ].join('\n'),
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('retention is not undone; restore a backup instead'));
  }
}

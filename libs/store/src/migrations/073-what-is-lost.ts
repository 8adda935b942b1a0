import type { MigrationInterface, QueryRunner } from 'typeorm';
import { roleOf } from './grants.js';

const inStep = (...steps: readonly string[]): string =>
  `current_setting('liaise.step', true) in (${steps.map((step) => `'${step}'`).join(', ')})`;
/** As it was. */
const asks = `t.id = any (threads) and (
  t.authority = current_setting('liaise.authority', true)
    and t.compartment = any (string_to_array(current_setting('liaise.compartments', true), ','))
  or coalesce(current_setting('liaise.authority', true), '') = '' and ${inStep('seal-outbox', 'open-delivery')})`;

/**
 * Beside a thread nothing else counts as lost than in it: what the neighbour refused because it has it already lifts. And the
 * opener, which lets a recall be looked at anew when the answer to it was refused, cannot put that off.
 */
export class WhatIsLost1764000000073 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create or replace function cases.halts_beside(threads uuid[]) returns table (thread uuid, document uuid, kind text,
          in_reply_to uuid, direction text, sha256 text)
        language sql stable security definer set search_path = pg_catalog
        begin atomic
          select t.id, d.id, d.kind, d.in_reply_to, d.direction, d.document_sha256
          from cases.thread t join cases.broadcast b on b.thread = t.id
          join cases.broadcast o on o.broadcast = b.broadcast and o.authority = b.authority and o.thread <> b.thread
          join cases.dispatch d on d.thread = o.thread and d.kind in ('halt', 'resume')
          where ${asks}
            and not (d.direction = 'OUT' and d.kind <> 'halt' and exists (
              select from mailbox.outbox q where q.dispatch = d.id and (q.state = 'VOID'
                or q.outcome = 'REJECTED' and coalesce(q.code, '') not in ('DOCUMENT_REPLAYED', 'RECALL_ANSWERED',
                  'RELEASE_ANSWERED', 'EVIDENCE_ANSWERED', 'CONTENT_ERASED'))));
        end;
      alter policy unanswered on cases.recall to ${roleOf('opener')} with check (
        recall.direction = 'IN' and recall.look_at <= clock_timestamp());`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('what is lost is not undone; restore a backup instead'));
  }
}

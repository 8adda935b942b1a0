import { appendFileSync } from 'node:fs';

/** File to which refusals are noted; a run without one notes none. */
const file = process.env['REFUSED_CASES'];

type Sql = <T>(text: string) => Promise<T[]>;

interface Seen {
  readonly end: string;
  readonly kind: string;
  readonly code: string;
}

/**
 * Refusals that a gateway has on record: of its officers' documents at intake, of those at its sealer, and of those at the
 * neighbour.
 */
const refusals = `
  with said as (
    select typ, convert_from(leaf, 'UTF8')::jsonb as body from journal.event
    where typ in ('msg.refused', 'msg.send.abandoned'))
  select 'INTAKE' as end, s.body -> 'data' ->> 'kind' as kind, s.body ->> 'reason' as code
    from said s where s.typ = 'msg.refused'
  union select 'SEALING', d.kind, s.body ->> 'reason'
    from said s join cases.dispatch d on d.id::text = s.body -> 'data' ->> 'document'
    where s.typ = 'msg.send.abandoned'
  union select 'FILING', d.kind, r.code
    from mailbox.outbox o join cases.dispatch d on d.id = o.dispatch
    join mailbox.receipt_in r on r.link_id = o.link_id and r.message_id = o.message_id
    where r.stage = 'REJECTED'`;

/** Notes them with the suite that runs, so that the table of ends can name a case of each. */
export async function noteRefusals(sql: Sql): Promise<void> {
  if (file === undefined) return;
  const { testPath } = expect.getState();
  for (const { end, kind, code } of await sql<Seen>(refusals))
    appendFileSync(file, `${JSON.stringify({ end, kind, code, suite: testPath })}\n`);
}

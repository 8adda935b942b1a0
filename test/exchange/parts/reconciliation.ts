import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readCertificate, verifyDetached } from '#seal';
import { decodeStatement } from '#wire';
import type { TestGateway } from '../../support/gateway.js';
import { eventually } from '../../support/nats.js';
import { insertRow } from '../../support/rows.js';
import { TwoStates } from '../../support/two-states.js';

interface Row {
  readonly day: string;
  readonly phase: string;
  readonly report: string;
  readonly differences: number;
  readonly own_statement: string;
  readonly peer_statement: string | null;
}
interface Report {
  readonly states: readonly string[];
  readonly given: readonly Readonly<
    Record<'messages' | 'receipts', { from: number; to: number }>
  >[];
  readonly differences: readonly {
    readonly by: string;
    readonly ledger: string;
    readonly number: number;
    readonly given: string | null;
    readonly taken: string | null;
  }[];
  readonly complete: boolean;
}

const rowsOf = (gateway: TestGateway): Promise<Row[]> =>
  gateway.sql<Row>(
    `select to_char(day, 'YYYY-MM-DD') as day, phase, report, differences, own_statement, peer_statement
     from journal.reconciliation order by day`,
  );

describe('the daily comparison of a link', () => {
  let two: TwoStates;
  beforeAll(async () => {
    two = await TwoStates.start();
    for (let i = 0; i < 3; i += 1) await exchange();
  }, 60_000);
  afterAll(() => two.stop());

  const exchange = async (): Promise<void> => {
    const sent = await two.request();
    const { thread } = await two.a.submit.submitDocument(two.a.session('ana'), sent);
    const open = `select count(*) as n from mailbox.outbox where not statement and state <> 'CLOSED'`;
    const settled = async ({ sql }: { sql: TestGateway['sql'] }): Promise<boolean> =>
      Number((await sql<{ n: string }>(open))[0]?.n) === 0;
    const until = (gateway: TestGateway): Promise<void> =>
      eventually(() => settled({ sql: (text) => gateway.sql(text) }));
    await until(two.a);
    await two.b.claim.claimRequest(two.b.session('ben'), thread);
    await two.b.answer.submitDocument(two.b.session('ben'), await two.response(thread, sent.id));
    await until(two.b);
  };
  const acknowledged = async (): Promise<void> => {
    for (const gateway of [two.a, two.b])
      await eventually(async () => {
        const [row] = await gateway.sql<{ last: number; heard: number }>(
          `select r.last_rseq as last, h.rack_out as heard from mailbox.link_receipts r
           join mailbox.link_heard h using (link_id)`,
        );
        return row !== undefined && row.last > 0 && row.last === row.heard;
      });
  };
  const compared = async (day: string): Promise<Report> => {
    await acknowledged();
    expect(await two.b.witness.compare(day)).toBe(1);
    for (const gateway of [two.a, two.b])
      await eventually(async () =>
        (await rowsOf(gateway)).some((row) => row.day === day && row.phase === 'SIGNED'),
      );
    const [one, other] = [await rowsOf(two.a), await rowsOf(two.b)];
    expect(one.at(-1)?.report).toBe(other.at(-1)?.report);
    return JSON.parse(one.at(-1)?.report ?? '') as Report;
  };

  it('ends in one report that both have signed, and each holds both signatures', async () => {
    expect(await two.a.witness.compare('2026-03-01')).toBe(0);
    const report = await compared('2026-03-01');
    expect(report).toMatchObject({ states: ['XB', 'XA'], differences: [], complete: true });
    expect(report.given.map(({ messages }) => messages.to)).toEqual([3, 3]);
    expect(report.given.every(({ receipts }) => receipts.to >= 6)).toBe(true);
    for (const [own, peer] of [
      [two.a, two.b],
      [two.b, two.a],
    ] as const) {
      const [row] = await rowsOf(own);
      for (const [table, sha, state] of [
        ['statement_out', row?.own_statement, own.state],
        ['statement_in', row?.peer_statement, peer.state],
      ] as const) {
        const [kept] = await own.sql<{ statement: Buffer; signature: Buffer }>(
          `select statement, signature from mailbox.${table} where sha256 = '${sha ?? ''}'`,
        );
        const statement = decodeStatement(kept?.statement ?? Buffer.alloc(0));
        expect(statement.from).toBe(state.state);
        expect((statement.body as { report: string }).report).toBe(row?.report);
        const at = new Date(statement.issuedAt);
        const certificate = await readCertificate(state.keys.signing.certificate, at);
        await verifyDetached(
          kept?.statement ?? Buffer.alloc(0),
          kept?.signature ?? Buffer.alloc(0),
          certificate,
          at,
        );
      }
    }
    expect([two.a.alarms, two.b.alarms]).toEqual([[], []]);
    const [event] = await two.a.sql<{ n: string }>(
      `select count(*) as n from journal.event where typ = 'recon.report'`,
    );
    expect(Number(event?.n)).toBe(1);
  }, 60_000);

  it('goes on where the last report ended, and begins nothing twice', async () => {
    expect(await two.b.witness.compare('2026-03-01')).toBe(0);
    await exchange();
    const report = await compared('2026-03-02');
    expect(report.given.map(({ messages }) => [messages.from, messages.to])).toEqual([
      [3, 4],
      [3, 4],
    ]);
    expect(report.differences).toEqual([]);
  }, 60_000);

  it('lists and alarms whatever one of them lost, added or changed', async () => {
    await exchange();
    await acknowledged();
    await two.b.sql(`delete from mailbox.chain where direction = 'IN' and seq = 5`);
    await two.a.sql(`alter table mailbox.receipt_in disable trigger all`);
    const [changed] = await two.a.sql<{ rseq: number }>(
      `update mailbox.receipt_in set receipt = receipt || ' ' where rseq = (select max(rseq) from mailbox.receipt_in)
       returning rseq`,
    );
    const { differences, complete } = await compared('2026-03-03');
    expect(complete).toBe(true);
    expect(differences.map(({ by, ledger, number }) => [by, ledger, number])).toEqual([
      ['XA', 'messages', 5],
      ['XB', 'receipts', changed?.rseq ?? 0],
    ]);
    const [lost, other] = differences;
    expect(lost?.given).toMatch(/^[0-9a-f]{32} [0-9a-f]{64}$/);
    expect(lost?.taken).toBeNull();
    expect(other?.given).not.toBe(other?.taken);
    for (const gateway of [two.a, two.b])
      expect(gateway.alarms.splice(0)).toEqual([
        expect.stringMatching(/^RECONCILIATION_DIFFERS: X[AB] 2026-03-03: 2$/),
      ]);
  }, 60_000);

  it('asks again when a signature did not arrive', async () => {
    await two.a.sql('alter table journal.reconciliation disable trigger all');
    await two.a.sql(
      `update journal.reconciliation set phase = 'REPORT', peer_statement = null,
         updated_at = now() - interval '1 hour' where day = '2026-03-03'`,
    );
    await two.a.sql('alter table journal.reconciliation enable trigger all');
    await two.a.witness.compare('2026-03-04');
    await eventually(async () =>
      (await rowsOf(two.a)).every(
        ({ phase, peer_statement }) => phase === 'SIGNED' && peer_statement !== null,
      ),
    );
  }, 60_000);

  it('is refused when numbers would be left out, and nothing is signed', async () => {
    two.a.alarms.splice(0);
    await insertRow(two.b, 'mailbox.statement_due', {
      ...{ link_id: two.linkId, kind: 'reconciliation' },
      body: {
        phase: 'OPEN',
        day: '2026-03-05',
        part: 0,
        given: {
          messages: { from: 6, to: 6, blocks: [] },
          receipts: { from: 0, to: 0, blocks: [] },
        },
        taken: null,
        rows: [],
        report: '',
      },
    });
    await eventually(() => Promise.resolve(two.a.alarms.length === 1));
    expect(two.a.alarms).toEqual(['RECONCILIATION_INVALID: XB messages.from']);
    expect((await rowsOf(two.a)).some(({ day }) => day === '2026-03-05')).toBe(false);
  }, 60_000);
});

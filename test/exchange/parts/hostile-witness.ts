import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  formatOffer,
  leafHash,
  makeSigner,
  MemoryTree,
  openCheckpoint,
  cosign,
  signCheckpoint,
  type Signer,
} from '#tlog';
import { clockReadings } from '../../../libs/journal/src/time/clock-readings.js';
import type { TestGateway } from '../../support/gateway.js';
import { eventually } from '../../support/nats.js';
import { insertRow, insertRows, minutesAgo } from '../../support/rows.js';
import { TwoStates } from '../../support/two-states.js';

const signerOf = ({ state }: TestGateway, purpose: 'log' | 'witness'): Signer => {
  const key = state.noteKeys.get(purpose);
  if (key === undefined) throw new Error(`no ${purpose} key`);
  const use = purpose === 'log' ? 'note' : 'cosignature';
  return makeSigner(`${state.state.toLowerCase()}.example/${purpose}`, key, use);
};
const count = async (gateway: TestGateway, table: string): Promise<number> =>
  Number((await gateway.sql<{ n: string }>(`select count(*) as n from ${table}`))[0]?.n);
const waitUntilProcessed = (gateway: TestGateway): Promise<void> =>
  eventually(async () => (await count(gateway, 'mailbox.statement_heard')) === 0);

// XB signs and sends hostile statements about logs; XA must go on.
describe('a neighbour that says the worst about logs', () => {
  let two: TwoStates;
  beforeAll(async () => {
    two = await TwoStates.start();
    await two.exchange();
  }, 60_000);
  afterAll(() => two.stop());

  const say = (kind: string, body: object): Promise<unknown> =>
    insertRows(two.b, 'mailbox.statement_due', [{ link_id: two.linkId, kind, body }], {
      ifThere: 'replace',
    });
  const answered = async (gateway: TestGateway): Promise<number> =>
    (
      await gateway.sql<{ at: Date | null }>('select max(answered_at) as at from journal.witness')
    )[0]?.at?.getTime() ?? 0;
  const offer = async (gateway: TestGateway): Promise<void> => {
    const before = await answered(gateway);
    await gateway.witness.offer();
    await eventually(async () => (await answered(gateway)) > before);
  };
  const opening = (day: string, part: number, to = 0): object => {
    const blocks = Array.from({ length: Math.ceil(to / 64) }, () => 'a'.repeat(64));
    const given = { messages: { from: 0, to, blocks }, receipts: { from: 0, to: 0, blocks: [] } };
    return { phase: 'OPEN', day, part, given, taken: null, rows: [], report: '' };
  };

  it.each([
    ['a day to come', opening('2999-01-01', 0)],
    ['the second part of nothing', opening('2026-03-01', 7)],
  ])('opens %s: it is told once, and stops nothing', async (_, body) => {
    const errors = two.a.errors.length;
    await say('reconciliation', body);
    await eventually(async () =>
      Promise.resolve(
        two.a.alarms.splice(0).length > 0 || (await count(two.a, 'mailbox.quarantine')) > 0,
      ),
    );
    await waitUntilProcessed(two.a);
    expect(two.a.errors.slice(errors)).toEqual([]);
    expect(await count(two.a, 'journal.reconciliation')).toBe(0);
    await two.a.sql('delete from mailbox.quarantine');
  });

  it('is dropped when what it said cannot even be judged', async () => {
    const sender = { link_id: two.linkId, peer: 'XB' };
    // Judged by this test alone: two processes would report twice.
    await two.a.steps.hold('witness');
    await insertRows(two.a, 'mailbox.statement_heard', [
      { ...sender, kind: 'cosignature', body: {} },
      { ...sender, kind: 'checkpoint-offer', body: {} },
      { ...sender, kind: 'reconciliation', body: { phase: 'OPEN', day: 'never', part: 0 } },
    ]);
    await two.a.witness.judge();
    two.a.steps.resume('witness');
    await waitUntilProcessed(two.a);
    await eventually(() => Promise.resolve(two.a.alarms.length >= 3));
    expect(two.a.alarms.splice(0).sort()).toEqual([
      expect.stringMatching('RECONCILIATION_INVALID'),
      expect.stringMatching('WITNESS_ANSWER_INVALID'),
      expect.stringMatching('WITNESS_OFFER_INVALID'),
    ]);
  });

  it('cosigns at the end of time: that counts as nothing, and the clock can still be judged', async () => {
    const { size, note } = (
      await two.a.sql<{ size: number; note: string }>(
        `select c.size, c.note from journal.checkpoint c join journal.released r using (size)`,
      )
    )[0] ?? { size: 0, note: '' };
    const opened = openCheckpoint(Buffer.from(note), signerOf(two.a, 'log').verifier);
    const line = cosign(opened, signerOf(two.b, 'witness'), Number.MAX_SAFE_INTEGER);
    await say('cosignature', {
      size,
      status: 200,
      answer: line,
      held: '',
      prove: [],
    });
    await eventually(() => Promise.resolve(two.a.alarms.length > 0));
    expect(two.a.alarms.splice(0)).toEqual([expect.stringMatching('WITNESS_ANSWER_INVALID')]);
    expect(await count(two.a, 'journal.cosignature')).toBe(0);
    await two.a.stores.opened[0]?.transaction({ step: 'test' }, (tx) => clockReadings(tx));
  });

  it('is not accused of a proof that it was asked for in an answer that never arrived', async () => {
    for (let i = 0; i < 2; i += 1) await offer(two.b);
    await two.exchange();
    await eventually(async () => (await count(two.a, 'journal.peer_checkpoint')) > 0);
    const asked = (set: string): Promise<unknown> =>
      two.a.sql(`update journal.peer_checkpoint set asked_at = now() - interval '1 hour'${set}`);
    // An answer about a size, and a question, that are unknown to the log.
    await asked(`, asked_size = (select max(size) + 1 from journal.witnessed)`);
    await two.b.sql(`update journal.witness set prove = '[]'`);
    await eventually(async () => {
      await offer(two.b);
      return (await count(two.a, 'journal.peer_checkpoint')) === 0;
    });
    expect(await count(two.a, 'journal.evidence')).toBe(0);
    expect(two.a.alarms).toEqual([]);
  }, 60_000);

  it('is accused when it knows and does not prove, and asked on until it does', async () => {
    const [old] = await two.b.sql<{ size: number; root: Buffer; note: string }>(
      `select size, root, note from journal.checkpoint
       where size < (select size from journal.released) order by size desc limit 1`,
    );
    await two.a.sql('delete from journal.peer_checkpoint');
    await insertRow(two.a, 'journal.peer_checkpoint', {
      ...{ peer: 'XB', origin: 'xb.example/log', ...old },
      ...{ asked_at: minutesAgo(60), asked_size: 1 },
    });
    await two.b.sql(`update journal.witness set prove = '[]'`);
    await offer(two.b);
    expect(await count(two.a, `journal.evidence where code = 'UNPROVEN'`)).toBe(1);
    expect(two.a.alarms.splice(0)).toEqual([expect.stringMatching('WITNESS_ACCUSES: XB UNPROVEN')]);
    expect(two.b.alarms.splice(0)).toEqual([expect.stringMatching('WITNESS_REFUSES: XA UNPROVEN')]);
    await offer(two.b);
    expect(await count(two.a, 'journal.peer_checkpoint')).toBe(0);
    expect(two.b.alarms).toEqual([]);
  }, 60_000);

  it('calls its log by the name of another’s: each State is held to its own', async () => {
    await insertRow(two.a, 'journal.witnessed', {
      ...{ peer: 'XC', origin: 'xb.example/log', link_id: 'c'.repeat(32) },
      ...{ size: 1_000_000, note: 'of XC' },
    });
    await two.exchange();
    await offer(two.b);
    expect(await count(two.a, `journal.evidence where code <> 'UNPROVEN'`)).toBe(0);
    expect([two.a.alarms, two.b.alarms]).toEqual([[], []]);
  }, 60_000);

  it('begins another log in place of the one so far: that is told, and it is cosigned', async () => {
    const table = 'alter table journal.witnessed';
    await two.a.sql(`${table} disable trigger all`);
    await two.a.sql(`update journal.witnessed set origin = 'xb.example/former' where peer = 'XB'`);
    await two.a.sql(`${table} enable trigger all`);
    await eventually(async () => {
      await offer(two.b);
      return (
        (await count(
          two.a,
          `journal.witnessed where origin = 'xb.example/log' and peer = 'XB'`,
        )) === 1
      );
    });
    expect(two.a.alarms.splice(0)).toEqual([expect.stringMatching('WITNESS_ACCUSES: XB REPLACED')]);
    await offer(two.b);
    expect(await count(two.a, `journal.evidence where code = 'REPLACED'`)).toBe(1);
    expect([two.a.alarms, two.b.alarms]).toEqual([[], []]);
    await two.a.sql(`${table} disable trigger all`);
    await two.a.sql(`delete from journal.witnessed where origin = 'xb.example/former'`);
    await two.a.sql(`${table} enable trigger all`);
  }, 60_000);

  it('hides no fork behind another one of the same hour', async () => {
    const [held] = await two.a.sql<{ size: number }>(
      `select size from journal.witnessed where peer = 'XB'`,
    );
    const size = Number(held?.size);
    const log = signerOf(two.b, 'log');
    for (let i = 0; i < 12; i += 1) {
      const leaves = Array.from({ length: size }, (_, n) => leafHash(Buffer.from(`${i} ${n}`)));
      const point = { origin: log.verifier.name, size, root: new MemoryTree(leaves).root() };
      const checkpoint = signCheckpoint(point, log);
      const text = Buffer.from(formatOffer({ old: size, hashes: [], checkpoint })).toString();
      await say('checkpoint-offer', { offer: text, proofs: [] });
      await eventually(
        async () =>
          (await count(two.a, `journal.evidence where code = 'FORK'`)) === Math.min(i + 1, 8),
      );
    }
    expect(two.a.alarms.splice(0)).toHaveLength(8);
  }, 60_000);

  it('proves nothing: what waits for a proof has a bound', async () => {
    await insertRows(
      two.a,
      'journal.peer_checkpoint',
      Array.from({ length: 16_384 }, (_, n) => ({
        ...{ peer: 'XB', origin: 'xb.example/log', size: 1_000_001 + n },
      })),
    );
    await two.exchange();
    expect(await count(two.a, 'journal.peer_checkpoint')).toBe(16_384);
    await two.a.sql('delete from journal.peer_checkpoint');
  }, 60_000);

  it('signs late: it is reminded of an older report though a newer day has begun', async () => {
    const { a, b } = two;
    expect(await b.witness.compare('2026-03-01')).toBe(1);
    const signed = async ({ sql }: Pick<TestGateway, 'sql'>, n: number): Promise<boolean> =>
      Number(
        (
          await sql<{ n: string }>(
            `select count(*) as n from journal.reconciliation where phase = 'SIGNED'`,
          )
        )[0]?.n,
      ) === n;
    await eventually(() => signed({ sql: (text) => a.sql(text) }, 1));
    await a.sql('alter table journal.reconciliation disable trigger all');
    await a.sql(
      `update journal.reconciliation set phase = 'REPORT', peer_statement = null, updated_at = now() - interval '1 hour'`,
    );
    await a.sql('alter table journal.reconciliation enable trigger all');
    expect(await b.witness.compare('2026-03-02')).toBe(1);
    await eventually(() => signed({ sql: (text) => a.sql(text) }, 1));
    expect(await a.witness.compare('2026-03-02')).toBe(0);
    await eventually(() => signed({ sql: (text) => a.sql(text) }, 2));
    expect([a.alarms, b.alarms]).toEqual([[], []]);
  }, 60_000);
});

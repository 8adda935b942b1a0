import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ReportedTrouble, type TroubleReport, WatchTroubles } from '#service-runtime';
import { HostileNeighbour } from '../../support/hostile.js';
import { eventually } from '../../support/nats.js';
import { TwoStates } from '../../support/two-states.js';

describe('62 refused messages and two link alarms of a neighbour', () => {
  let two: TwoStates;
  let xb: HostileNeighbour;
  let first: Awaited<ReturnType<typeof aWatch>>;
  const refused = 62;

  beforeAll(async () => {
    two = await TwoStates.start();
    await two.exchange();
    first = await aWatch();
    xb = await HostileNeighbour.turn(two, 'a');
  }, 60_000);
  afterAll(async () => {
    await xb.close();
    await two.stop();
  }, 60_000);

  async function aWatch() {
    const { store, trust } = await two.b.parts('audit');
    const lines: ReportedTrouble[] = [];
    const watch = new WatchTroubles(
      store,
      trust,
      (line) => lines.push(line),
      () => undefined,
    );
    const look = async (): Promise<TroubleReport & { lines: ReportedTrouble[] }> => {
      const report = await watch.run();
      return { ...report, lines: lines.splice(0) };
    };
    return { look };
  }
  const quarantined = async (): Promise<number> => {
    const [row] = await two.b.sql<{ n: number }>(
      'select count(*)::int as n from mailbox.quarantine',
    );
    return row?.n ?? 0;
  };

  it('are nothing as long as there are none', async () => {
    expect(await first.look()).toEqual({
      alarms: [],
      numbers: { 'XA.alarms': 0, 'XA.refused': 0, 'XA.counted': 0 },
      lines: [],
    });
  });

  it('are told, one line a kind, counted by neighbour, and make the State degraded', async () => {
    const composed = await two.compose(two.a.state, two.b.state, 'ana', {});
    // An envelope for another document: marked as an alarm.
    const wrong = { documentSha256: two.a.state.point().head };
    for (let i = 0; i < refused; i += 1)
      await xb.publish([await xb.message(composed, 'ana', wrong)]);
    await eventually(async () => (await quarantined()) === refused, 60_000);
    const numbers = [1, 2].map((n) => ({
      ...{ seq: 5_000 + n, reason: 'SEALING_FAILED' as const },
      messageId: n.toString(16).padStart(32, '0'),
      envelopeSha256: two.a.state.point().head,
    }));
    for (const body of numbers) await xb.publish([await xb.statement('seq-void', body)]);
    await eventually(async () => {
      const rows = await two.b.sql(`select 1 from journal.event where typ = 'link.alarm'`);
      return rows.length === 2;
    }, 30_000);
    const { alarms, numbers: said, lines } = await first.look();
    expect(alarms).toEqual(['LINK_ALARM']);
    expect(said).toEqual({ 'XA.alarms': 2, 'XA.refused': refused, 'XA.counted': 0 });
    expect(lines).toEqual([
      { what: 'link.alarm', peer: 'XA', code: 'NUMBER_VOID', action: 'alarm', count: 2 },
      { what: 'quarantine', peer: 'XA', code: 'HASH_MISMATCH', action: 'alarm', count: refused },
    ]);
    expect((await first.look()).lines).toEqual([]);
  }, 120_000);

  it('are told once more after a restart, and stay said for a day and no longer', async () => {
    const after = await (await aWatch()).look();
    expect([after.alarms, after.lines.length]).toEqual([['LINK_ALARM'], 2]);
    for (const table of ['journal.event', 'mailbox.quarantine'])
      await two.b.sql(`alter table ${table} disable trigger user`);
    await two.b.sql(
      `update journal.event set at = at - interval '24 hours' where typ = 'link.alarm'`,
    );
    expect((await first.look()).alarms).toEqual(['LINK_ALARM']);
    await two.b.sql(`update mailbox.quarantine set at = at - interval '24 hours'`);
    const later = await first.look();
    expect([later.alarms, later.lines]).toEqual([[], []]);
    expect(later.numbers).toMatchObject({ 'XA.alarms': 0, 'XA.refused': 0 });
  });
});

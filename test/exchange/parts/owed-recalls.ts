import { beforeAll, describe, expect, it } from '@jest/globals';
import { WatchRecalls } from '#capabilities/disclosure/recalls/recalls.jobs';
import type { DocumentId, ThreadId } from '#kernel';
import { unmatched } from '../../instruments/entries/entries.js';
import { eventually } from '../../support/nats.js';
import { Recalling, type Who } from '../fixtures/recalling.js';
import { assertSeenOf } from '../../instruments/seen-counts.js';
import { injector, sharedStates } from './states.js';

describe('an answer to a recall that does not come', () => {
  let at: Recalling;
  beforeAll(async () => {
    at = Recalling.openFor(await sharedStates());
  }, 60_000);

  it('is an alert on both sides after a day, once for each recall', async () => {
    const { thread, request } = await at.opened();
    const recalls = [
      await at.recall('ana', thread, request),
      await at.recall('ana', thread, request),
    ];
    await eventually(async () =>
      (await at.recalls('ana', thread)).every(({ deliveredAt }) => deliveredAt !== null),
    );
    const alerts = async (who: Who) =>
      (await at.row(who, thread)).alerts.map(({ alert, minutes }) => [alert, minutes]);
    for (const who of ['ana', 'ben'] as const) {
      await at.gateway(who).sql(
        `update cases.dispatch set delivered_at = delivered_at - interval '25 hours'
         where id = any ($1::uuid[])`,
        [recalls],
      );
      expect(await alerts(who)).toEqual([]);
      expect((await at.recalls(who, thread)).map(({ overdue }) => overdue)).toEqual([true, true]);
    }
    await at.answer('ben', thread, recalls[1] as DocumentId, 'CANNOT');
    for (const who of ['ana', 'ben'] as const) {
      const gateway = at.gateway(who);
      const look = `update cases.recall set look_at = clock_timestamp() where thread = $1`;
      for (let i = 0; i < 2; i += 1) {
        await gateway.sql(look, [thread]);
        gateway.steps.wake('recalls');
        await eventually(async () => {
          const sql = 'select 1 from cases.recall where thread = $1 and look_at is not null';
          return (await gateway.sql(sql, [thread])).length === 0;
        });
        if (i === 0) expect(await alerts(who)).toEqual([['RECALL_OWED', 1_440]]);
      }
      const owedEvents = await gateway.sql<{ leaf: { data: object } }>(
        `select convert_from(leaf, 'UTF8')::jsonb as leaf from journal.event
         where thread = $1 and typ = 'recall.owed' order by id`,
        [thread],
      );
      expect(owedEvents[0]?.leaf.data).toMatchObject({
        document: recalls[0],
        holder: 'XB',
        level: 1,
      });
    }
    for (const gateway of [at.two.a, at.two.b])
      expect(await unmatched((sql) => gateway.sql(sql), /recall/)).toEqual({});
  }, 60_000);

  it('is recorded with its alert wherever the connection ends, of three threads at once, each once', async () => {
    const { b } = at.two;
    await b.steps.hold('recalls');
    const threads: ThreadId[] = [];
    for (let i = 0; i < 3; i += 1) {
      const { thread, request } = await at.opened();
      await at.recall('ana', thread, request);
      threads.push(thread);
    }
    await b.sql(
      `update cases.dispatch set delivered_at = delivered_at - interval '25 hours'
       where thread = any ($1::uuid[]) and kind = 'recall'`,
      [threads],
    );
    await b.sql(
      'update cases.recall set look_at = clock_timestamp() where thread = any ($1::uuid[])',
      [threads],
    );
    const alerts = async (): Promise<ThreadId[]> => {
      const rows = await b.sql<{ thread: ThreadId }>(
        `select thread from cases.alert where alert = 'RECALL_OWED' and thread = any ($1::uuid[])`,
        [threads],
      );
      return rows.map(({ thread }) => thread).sort();
    };
    const { store, trust, cases, journal } = await b.parts('sealer');
    const look = () => new WatchRecalls(store, trust, cases, journal).run();
    const matched = async (): Promise<void> =>
      expect(await unmatched((sql) => b.sql(sql), /recall is owed/)).toEqual({});
    const cuts = await injector.atEach(look, async () => {
      expect(await alerts()).toEqual([]);
      await matched();
    });
    assertSeenOf('cuts of one look', { recalls: cuts });
    await Promise.all([look(), look()]);
    expect(await alerts()).toEqual([...threads].sort());
    await matched();
    b.steps.resume('recalls');
  }, 60_000);
});

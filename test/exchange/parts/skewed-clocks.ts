import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Clock, DocumentId, RequestBody, ThreadId } from '#kernel';
import { aRequestBody } from '../../support/builders.js';
import { eventually } from '../../support/nats.js';
import { firstPage, type TwoStates } from '../../support/two-states.js';
import { sharedStates } from './states.js';

const urgent = {
  urgent: true,
  urgencyGrounds: ['LOSS_OF_RELEVANCE'],
  urgencyReasons: 'The ferry leaves in the evening.',
} as const;

// Every time that reaches XB is wrong by its clock's error.
describe('one clock of a request while that of the asked State is wrong', () => {
  let two: TwoStates;
  beforeAll(async () => {
    two = await sharedStates();
  }, 60_000);
  const places = [
    ['mailbox.delivery', 'received_at', 'true'],
    // A received message has its time already.
    ['mailbox.receipt_due', 'at', `new.stage <> 'DELIVERED'`],
  ] as const;
  afterEach(async () => {
    for (const [table] of places) await two.b.sql(`drop trigger if exists skew on ${table}`);
  });

  const skew = async (minutes: number): Promise<void> => {
    for (const [table, column, which] of places) {
      await two.b
        .sql(`create or replace function ${table}_skew() returns trigger language plpgsql as
        $$ begin new.${column} := new.${column} + interval '${minutes} minutes'; return new; end $$`);
      await two.b.sql(`create trigger skew before insert on ${table}
        for each row when (${which}) execute function ${table}_skew()`);
    }
  };
  const clocks = async (thread: ThreadId): Promise<readonly Clock[]> => {
    const { a, b } = two;
    const here = await a.asking.show(a.session('ana'), thread, 'INVESTIGATION', firstPage);
    const there = await b.asked.show(b.session('ben'), thread, 'INVESTIGATION', firstPage);
    return [here.clock, there.clock];
  };
  const alike = async (thread: ThreadId, state: Clock['state']): Promise<Clock> => {
    let found: readonly Clock[] = [];
    await two.allClosed(thread);
    await eventually(async () => {
      found = await clocks(thread);
      return found.every((clock) => clock.state === state);
    });
    const [here, there] = found;
    expect(here).toEqual(there);
    if (here === undefined) throw new Error('no clock');
    return here;
  };
  const asked = async (body: Partial<RequestBody>): Promise<ThreadId> => {
    const sent = await two.request({ body: aRequestBody(body) });
    const { thread } = await two.a.submit.submitDocument(two.a.session('ana'), sent);
    await eventually(async () => {
      const sql = `select 1 from cases.thread where id = $1 and state = 'SUBMITTED'`;
      return (await two.b.sql(sql, [thread])).length === 1;
    });
    await two.b.claim.claimRequest(two.b.session('ben'), thread);
    return thread;
  };

  it.each([-20, 20])(
    'by %i minutes: both States compute the same deadline to the millisecond',
    async (minutes) => {
      await skew(minutes);
      const thread = await asked(urgent);
      const running = await alike(thread, 'RUNNING');
      const off = (Date.parse(running.startedAt ?? '') - Date.now()) / 60_000;
      expect(Math.abs(off - Math.max(minutes, -5))).toBeLessThan(2);
      const request = thread as unknown as DocumentId;
      const question = await two.reply(
        'ben',
        { thread, inReplyTo: request },
        'clarification-question',
        {
          question: 'Which of the two?',
        },
      );
      await two.b.answer.submitDocument(two.b.session('ben'), question);
      await alike(thread, 'PAUSED');
      const place = { thread, inReplyTo: question.id };
      const answer = await two.reply('ana', place, 'clarification', { answer: 'The red one.' });
      await two.a.submit.submitDocument(two.a.session('ana'), answer);
      await alike(thread, 'RUNNING');
    },
    60_000,
  );

  it('a day ahead does not put off the alarm of the State that asks, only the deadline that both show', async () => {
    await skew(20 * 60);
    const thread = await asked(urgent);
    const clock = await alike(thread, 'RUNNING');
    const hoursLeft = (Date.parse(clock.dueAt ?? '') - Date.now()) / 3_600_000;
    expect(Math.round(hoursLeft)).toBe(28);
    const shown = () => two.a.asking.show(two.a.session('ana'), thread, 'INVESTIGATION', firstPage);
    const alerts = async () => (await shown()).alerts;
    const later = (minutes: number) =>
      two.a.sql(
        `update cases.dispatch set delivered_at = delivered_at - interval '${minutes} minutes',
           heard_at = heard_at - interval '${minutes} minutes' where thread = $1`,
        [thread],
      );
    const hoursToLook = async (): Promise<number> => {
      const [row] = await two.a.sql<{ hours: number }>(
        `select extract(epoch from watch_at - clock_timestamp())::float8 / 3600 as hours
         from cases.thread where id = $1`,
        [thread],
      );
      return row?.hours ?? NaN;
    };
    expect(await alerts()).toEqual([]);
    expect(await hoursToLook()).toBeGreaterThan(7);
    expect(await hoursToLook()).toBeLessThan(8);
    // Nor does a possible time that it signs shortly before the alarm.
    await later(470);
    const [sent] = await two.a.sql<{ dispatch: DocumentId; at: string }>(
      `select id as dispatch, clock_timestamp()::text as at from cases.dispatch
       where thread = $1 and clock_act = 'START'`,
      [thread],
    );
    const { store, cases } = await two.a.parts('opener');
    await store.transaction({ step: 'test' }, (tx) =>
      cases.clocks.delivered(tx, sent === undefined ? [] : [sent]),
    );
    expect(await hoursToLook()).toBeGreaterThan(0);
    expect(await hoursToLook()).toBeLessThan(0.2);
    // Eight hours after its arrival was known.
    await later(11);
    await two.a.sql(`update cases.thread set watch_at = clock_timestamp() where id = $1`, [thread]);
    two.a.steps.wake('clocks');
    await eventually(async () => (await alerts()).map(({ alert }) => alert).join() === 'EXPIRED');
    const [entry] = await two.a.sql<{ data: { deadline: string; alarmedAt: string } }>(
      `select convert_from(leaf, 'UTF8')::jsonb -> 'data' as data from journal.event
       where typ = 'msg.expired' and thread = $1`,
      [thread],
    );
    const { dueAt } = (await shown()).clock;
    expect(entry?.data).toMatchObject({ side: 'ASKING', deadline: dueAt });
    expect(Date.parse(entry?.data.alarmedAt ?? '')).toBeLessThan(Date.now());
  }, 60_000);

  it('a risk to life is looked at after 15 minutes all the same', async () => {
    await skew(180);
    const thread = await asked({ requestType: 'RISK_TO_LIFE' });
    await alike(thread, 'RUNNING');
    for (const gateway of [two.a, two.b]) {
      const sql = `select 1 from cases.thread
        where id = $1 and watch_at < clock_timestamp() + interval '16 minutes'`;
      expect(await gateway.sql(sql, [thread])).toHaveLength(1);
    }
    // Taken, so that it counts nowhere.
    const place = { thread, inReplyTo: thread as unknown as DocumentId };
    const ack = await two.reply('ben', place, 'acknowledgement', { note: 'A boat has left.' });
    await two.b.answer.submitDocument(two.b.session('ben'), ack);
    await eventually(async () =>
      (await clocks(thread)).every(({ acknowledgeBy }) => acknowledgeBy === null),
    );
  }, 60_000);
});

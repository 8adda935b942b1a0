import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { NoteSilence } from '#capabilities/deadlines/silence.jobs';
import type { ThreadId } from '#kernel';
import { Mailbox } from '#mailbox';
import { unmatched } from '../../instruments/entries/entries.js';
import type { Reached } from '../../support/gateway.js';
import { testLimits } from '../../support/journal.js';
import { assertSeenOf } from '../../instruments/seen-counts.js';
import { eventually } from '../../support/nats.js';
import { firstPage, type TwoStates } from '../../support/two-states.js';
import { injector, sharedStates } from './states.js';

const seconds = 2;
const purpose = 'INVESTIGATION' as const;

let two: TwoStates;

const stagesOf = async (thread: ThreadId): Promise<string[]> =>
  (await two.stages(thread)).map(({ stage }) => stage);
const reached = (thread: ThreadId, stage: Reached): Promise<void> => two.a.reached(thread, stage);

interface Said {
  readonly id: string;
  readonly data: { readonly stage: string; readonly limitSeconds: number; readonly since: string };
}
const said = (thread: ThreadId): Promise<Said[]> =>
  two.a.sql<Said>(
    `select id, convert_from(leaf, 'UTF8')::jsonb -> 'data' as data from journal.event
     where typ = 'msg.silence' and thread = $1 order by id`,
    [thread],
  );
const due = (thread: ThreadId): Promise<unknown[]> =>
  two.a.sql(
    'select 1 from mailbox.silence_due join mailbox.outbox using (dispatch) where thread = $1',
    [thread],
  );
const ask = async (): Promise<ThreadId> =>
  (await two.a.submit.submitDocument(two.a.session('ana'), await two.request())).thread;

describe('a message that nobody takes, nobody receives and nobody reads', () => {
  beforeAll(async () => {
    two = await sharedStates();
    const { limits } = two.a;
    limits.silenceUrgentMinutes = seconds / 60;
    limits.silenceMinutes = seconds / 60;
    two.a.steps.hurry('silence');
  }, 60_000);
  afterAll(async () => {
    two.a.steps.relax('silence');
    Object.assign(two.a.limits, testLimits());
    const waiting = `select 1 from mailbox.outbox where state not in ('CLOSED', 'VOID') and not statement`;
    await eventually(async () => (await two.a.sql(waiting)).length === 0);
  }, 60_000);
  afterEach(async () => {
    await two.a.stopExchange();
    await two.b.stopExchange();
    await two.a.startExchange(two.borders[0], two.neighbour('solicit'));
    await two.b.startExchange(two.borders[1], two.neighbour('listen'));
  });

  it('says so once for each step, and what is heard later stands beside it, in order', async () => {
    const { a, b } = two;
    await a.stopExchange();
    await b.stopExchange();
    const thread = await ask();
    await reached(thread, 'NOT_RELAYED');
    expect(await stagesOf(thread)).toEqual(['QUEUED', 'ACCEPTED', 'NOT_RELAYED']);

    await a.startExchange(two.borders[0], two.neighbour('solicit'));
    await reached(thread, 'NOT_DELIVERED');

    await b.steps.hold('open');
    await b.startExchange(two.borders[1], two.neighbour('listen'));
    await reached(thread, 'NOT_RETRIEVED');

    b.steps.resume('open');
    await reached(thread, 'OPENED');
    await b.askedDocuments.page(b.session('ben'), thread, purpose, firstPage);
    await reached(thread, 'RETRIEVED');
    expect(await stagesOf(thread)).toEqual([
      ...['QUEUED', 'ACCEPTED', 'NOT_RELAYED', 'RELAYED', 'NOT_DELIVERED', 'DELIVERED'],
      ...['NOT_RETRIEVED', 'OPENED', 'RETRIEVED'],
    ]);

    const events = await said(thread);
    expect(events.map(({ data }) => data.stage)).toEqual([
      'NOT_RELAYED',
      'NOT_DELIVERED',
      'NOT_RETRIEVED',
    ]);
    expect(events.every(({ data }) => data.limitSeconds === seconds)).toBe(true);
    // Proven like every own fact of the sender, and shown to nobody else.
    for (const { id } of events)
      await eventually(async () => (await a.proof(id).catch(() => undefined)) !== undefined);
    expect(await b.sql(`select 1 from journal.event where typ = 'msg.silence'`)).toEqual([]);
    const came = `select 1 from mailbox.delivery d join cases.dispatch c using (message_id)
      where not d.statement and c.thread = $1`;
    expect(await b.sql(came, [thread])).toHaveLength(1);
    expect(await due(thread)).toEqual([]);
  }, 90_000);

  it('of which our own opener hears nothing is not delivered as far as we know, until it hears', async () => {
    const { a } = two;
    await a.steps.hold('open');
    const thread = await ask();
    await reached(thread, 'NOT_DELIVERED');
    a.steps.resume('open');
    await reached(thread, 'OPENED');
    expect(await stagesOf(thread)).toEqual(
      expect.arrayContaining(['RELAYED', 'NOT_DELIVERED', 'DELIVERED', 'OPENED']),
    );
  }, 60_000);

  it('and is read in time is no silence at all', async () => {
    const { a, b } = two;
    a.limits.silenceMinutes = 240;
    const thread = await ask();
    await reached(thread, 'OPENED');
    await b.askedDocuments.page(b.session('ben'), thread, purpose, firstPage);
    await reached(thread, 'RETRIEVED');
    // Makes the limit pass.
    await a.sql('update mailbox.silence_due set due_at = clock_timestamp()');
    await eventually(async () => (await due(thread)).length === 0);
    expect((await stagesOf(thread)).filter((stage) => stage.startsWith('NOT_'))).toEqual([]);
    a.limits.silenceMinutes = seconds / 60;
  }, 60_000);

  it('is recorded once with its entry wherever the connection ends, and by two who look at once', async () => {
    const { a } = two;
    await a.stopExchange();
    await a.steps.hold('silence');
    const threads = [await ask(), await ask(), await ask()];
    const { store, journal } = await a.parts('sealer');
    const look = () => new NoteSilence(store, new Mailbox(), journal, a.limits).run();
    const facts = (): Promise<{ dispatch: string }[]> =>
      a.sql(
        `select dispatch from mailbox.silence join mailbox.outbox using (dispatch)
         where thread = any ($1::uuid[])`,
        [threads],
      );
    await eventually(async () => {
      const due = await a.sql(
        `select 1 from mailbox.silence_due join mailbox.outbox using (dispatch)
         where thread = any ($1::uuid[]) and due_at < clock_timestamp()`,
        [threads],
      );
      return due.length === threads.length;
    });
    const cuts = await injector.atEach(look, async () => {
      expect(await facts()).toEqual([]);
      expect(await unmatched((sql) => a.sql(sql), /not heard of in time/)).toEqual({});
    });
    assertSeenOf('cuts of one look', { silence: cuts });
    await Promise.all([look(), look()]);
    expect(await facts()).toHaveLength(threads.length);
    expect(await unmatched((sql) => a.sql(sql), /not heard of in time/)).toEqual({});
    a.steps.resume('silence');
  }, 60_000);
});

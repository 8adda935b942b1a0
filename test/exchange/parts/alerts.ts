import { beforeAll, describe, expect, it } from '@jest/globals';
import { ReadNotices } from '#capabilities/assignment/desk-notices.queries';
import { WatchClocks } from '#capabilities/deadlines/clocks.jobs';
import type { DocumentId, RequestBody, ThreadId } from '#kernel';
import type { ThreadRow } from '#capabilities/requests/thread-row.contract';
import { mayDo } from '../../support/calls.js';
import { aRequestBody } from '../../support/builders.js';
import { disclosed, readableIn } from '../fixtures/disclosed.js';
import { unmatched } from '../../instruments/entries/entries.js';
import type { TestGateway } from '../../support/gateway.js';
import { assertSeenOf } from '../../instruments/seen-counts.js';
import { eventually } from '../../support/nats.js';
import { firstPage, type TwoStates } from '../../support/two-states.js';
import { injector, sharedStates } from './states.js';

const page = { limit: 50, before: null };
const life = { requestType: 'RISK_TO_LIFE' } as const;
const urgent = {
  urgent: true,
  urgencyGrounds: ['LOSS_OF_RELEVANCE'],
  urgencyReasons: 'The ferry leaves in the evening.',
} as const;

let two: TwoStates;
beforeAll(async () => {
  two = await sharedStates();
  // The duty roster has one of XB's two officers on duty.
  const { state } = two.b;
  const { officer, authority } = state.officer('ben');
  const periods = [{ ...state.validity, officers: [officer] }];
  const roster = { authority, contact: 'Duty room', periods };
  await state.add('duty-roster', roster, state.registrars.slice(0, 1));
  await two.b.install();
  await two.a.introduce(await state.directoryStatement(two.a.state.state, two.linkId));
}, 60_000);

const escalatedAt = ({ measured }: TestGateway): number => measured.get('life')?.['escalated'] ?? 0;

const both = (): readonly [TestGateway, TestGateway] => [two.a, two.b];

async function ask(body: Partial<RequestBody>): Promise<{ thread: ThreadId; id: DocumentId }> {
  const sent = await two.request({ body: aRequestBody(body) });
  const { thread } = await two.a.submit.submitDocument(two.a.session('ana'), sent);
  return { thread, id: sent.id };
}

async function opened(body: Partial<RequestBody>): Promise<{ thread: ThreadId; id: DocumentId }> {
  const asked = await ask(body);
  await two.allClosed(asked.thread);
  const states = (await rows(asked.thread)).map((each) => each?.clock.state);
  expect(states).toEqual(['RUNNING', 'RUNNING']);
  return asked;
}

const deskOf = (gateway: TestGateway) =>
  gateway === two.a ? ([two.a.asking, 'ana'] as const) : ([two.b.asked, 'ben'] as const);
const row = async (gateway: TestGateway, thread: ThreadId): Promise<ThreadRow | undefined> => {
  const [desk, who] = deskOf(gateway);
  return (await desk.listThreads(gateway.session(who), page, 'INVESTIGATION')).find(
    (each) => each.thread === thread,
  );
};
const show = (gateway: TestGateway, thread: ThreadId): Promise<ThreadRow> => {
  const [desk, who] = deskOf(gateway);
  return desk.show(gateway.session(who), thread, 'INVESTIGATION', firstPage);
};
const rows = (thread: ThreadId): Promise<(ThreadRow | undefined)[]> =>
  Promise.all(both().map((gateway) => row(gateway, thread)));
const namedIn = (each: ThreadRow | undefined): (readonly string[] | null)[] =>
  (each?.alerts ?? []).map(({ dutyOfficers }) => dutyOfficers);
const minutesOf = (each: ThreadRow | undefined): (number | null)[] =>
  (each?.alerts ?? []).map(({ minutes }) => minutes);

// Moves all times of a thread back by some minutes and makes its clock due.
async function earlier(gateway: TestGateway, thread: ThreadId, minutes: number): Promise<void> {
  await gateway.sql(
    `update cases.dispatch set delivered_at = delivered_at - make_interval(mins => $2),
       committed_at = committed_at - make_interval(mins => $2) where thread = $1`,
    [thread, minutes],
  );
  await gateway.sql(
    `update cases.thread set watch_at = clock_timestamp() where id = $1 and watch_at is not null`,
    [thread],
  );
  gateway.steps.wake('clocks');
}

const looked = (thread: ThreadId): Promise<void> =>
  eventually(async () => {
    const due = await Promise.all(
      both().map((gateway) =>
        gateway.sql('select 1 from cases.thread where id = $1 and watch_at <= clock_timestamp()', [
          thread,
        ]),
      ),
    );
    return due.every((list) => list.length === 0);
  });

const said = (gateway: TestGateway, thread: ThreadId, typ: string) =>
  gateway.sql<{ leaf: { reason?: string; data: Record<string, unknown> } }>(
    `select convert_from(leaf, 'UTF8')::jsonb as leaf from journal.event
     where thread = $1 and typ = $2 order by id`,
    [thread, typ],
  );

const matched = async (): Promise<void> => {
  for (const gateway of both()) {
    expect(await unmatched((sql) => gateway.sql(sql), /escalated|a deadline passed/)).toEqual({});
  }
};

describe('a risk to life', () => {
  it('that nobody has in hand is escalated on both sides at each step, until somebody says so', async () => {
    const { thread, id } = await opened(life);
    expect((await rows(thread)).map(minutesOf)).toEqual([[], []]);
    for (const gateway of both()) await earlier(gateway, thread, 16);
    await looked(thread);
    expect((await rows(thread)).map(minutesOf)).toEqual([[15], [15]]);
    for (const gateway of both()) await earlier(gateway, thread, 15);
    await looked(thread);
    expect((await rows(thread)).map(minutesOf)).toEqual(Array(2).fill([15, 30]));
    for (const [gateway, side] of [
      [two.a, 'ASKING'],
      [two.b, 'ASKED'],
    ] as const) {
      const events = await said(gateway, thread, 'case.escalated');
      expect(
        events.map(({ leaf }) => [leaf.reason, leaf.data['level'], leaf.data['side']]),
      ).toEqual([
        ['NOT_ACKNOWLEDGED', 1, side],
        ['NOT_ACKNOWLEDGED', 2, side],
      ]);
      // Names the officers of the own authority who may act. The leaf holds only the digest.
      const [names] = namedIn(await show(gateway, thread));
      expect(events.every(({ leaf }) => leaf.data['named'] === names?.length)).toBe(true);
      expect(readableIn(events)).not.toMatch(/ben|ana/);
      const shown = await disclosed(gateway, thread);
      expect(
        shown.filter(({ typ }) => typ === 'case.escalated').map(({ values }) => values),
      ).toEqual([{ dutyOfficers: names }, { dutyOfficers: names }]);
      // At each desk: officers of the own State. A list names nobody.
      expect(namedIn(await show(gateway, thread))).toEqual([names, names]);
      expect(names).toEqual(side === 'ASKED' ? ['ben'] : ['ana', 'abe', 'ada', 'ali']);
      // Each named officer may open it, by role and by access list.
      for (const name of names ?? []) {
        const session = gateway.session(name);
        expect(mayDo(session, side === 'ASKED' ? 'inbox.show' : 'requests.show')).toBe(true);
        const [desk] = deskOf(gateway);
        const read = await desk.show(session, thread, 'INVESTIGATION', firstPage);
        expect(read.onRoster).toBe(true);
      }
      expect(namedIn(await row(gateway, thread))).toEqual([null, null]);
      await eventually(() => escalatedAt(gateway) === 1);
    }

    const ack = await two.reply('ben', { thread, inReplyTo: id }, 'acknowledgement', {
      note: 'A boat has left.',
    });
    await two.b.claim.claimRequest(two.b.session('ben'), thread);
    await two.b.answer.submitDocument(two.b.session('ben'), ack);
    await two.allClosed(thread);
    expect((await rows(thread)).map((each) => each?.clock.acknowledgeBy)).toEqual([null, null]);
    for (const gateway of both()) {
      await eventually(() => escalatedAt(gateway) === 0);
      await earlier(gateway, thread, 60);
    }
    await looked(thread);
    expect((await rows(thread)).map(minutesOf)).toEqual([
      [15, 30],
      [15, 30],
    ]);
    await matched();
  }, 90_000);

  it('that has not even left is escalated by its sender', async () => {
    const { a, b } = two;
    await a.stopExchange();
    const { thread } = await ask(life);
    await earlier(a, thread, 31);
    await looked(thread);
    expect(minutesOf(await row(a, thread))).toEqual([15, 30]);
    const events = await said(a, thread, 'case.escalated');
    expect(events.map(({ leaf }) => leaf.reason)).toEqual(['NOT_DELIVERED', 'NOT_DELIVERED']);
    await a.startExchange(two.borders[0], two.neighbour('solicit'));
    await b.arrived(thread);
    expect((await row(b, thread))?.clock.state).toBe('RUNNING');
    expect(minutesOf(await row(b, thread))).toEqual([]);
    // Answered in part at once, so that both States see a holder.
    await b.claim.claimRequest(b.session('ben'), thread);
    const place = { thread, inReplyTo: thread as unknown as DocumentId };
    const part = { final: false, information: 'A boat was sighted at noon; more follows.' };
    await b.answer.submitDocument(
      b.session('ben'),
      await two.reply('ben', place, 'response', part),
    );
    await eventually(() => escalatedAt(a) === 0);
    await two.allClosed(thread);
    expect((await rows(thread)).map((each) => each?.clock.acknowledgeBy)).toEqual([null, null]);
  }, 60_000);
});

describe('a deadline', () => {
  it('that passes unanswered is recorded once on both sides, with the same instant', async () => {
    const { thread, id } = await opened(urgent);
    for (const gateway of both()) await earlier(gateway, thread, 8 * 60 + 1);
    await looked(thread);
    expect((await rows(thread)).map((each) => each?.alerts.map(({ alert }) => alert))).toEqual(
      Array(2).fill(['EXPIRED']),
    );
    for (const gateway of both()) expect(namedIn(await show(gateway, thread))).toEqual([null]);
    const [asking, asked] = await Promise.all(
      both().map(async (gateway) => (await said(gateway, thread, 'msg.expired'))[0]?.leaf.data),
    );
    const notices = two.b.inbox.get(ReadNotices);
    const of = { limit: 50, after: null, purpose: 'INVESTIGATION' } as const;
    const { notices: deskNotices } = await notices.listNotices(two.b.session('ben'), of);
    expect(deskNotices.filter((each) => each.thread === thread).map(({ what }) => what)).toEqual([
      'EXPIRED',
    ]);
    const due = (await row(two.b, thread))?.clock.dueAt;
    expect(asking).toEqual({ side: 'ASKING', deadline: due });
    expect(asked).toEqual({ side: 'ASKED', deadline: due });

    // A question, its answer and the final answer: late once.
    const { a, b } = two;
    await b.claim.claimRequest(b.session('ben'), thread);
    await b.answer.submitDocument(b.session('ben'), await two.response(thread, id));
    await two.allClosed(thread);
    expect((await rows(thread)).map((each) => each?.clock.state)).toEqual(['STOPPED', 'STOPPED']);
    await looked(thread);
    for (const gateway of [a, b])
      expect(await said(gateway, thread, 'msg.expired')).toHaveLength(1);
    await matched();
  }, 60_000);

  it('that was kept is no alert, however late one looks', async () => {
    const { thread, id } = await opened(urgent);
    await two.b.claim.claimRequest(two.b.session('ben'), thread);
    await two.b.answer.submitDocument(two.b.session('ben'), await two.response(thread, id));
    await two.allClosed(thread);
    expect((await rows(thread)).map((each) => each?.clock.state)).toEqual(['STOPPED', 'STOPPED']);
    for (const gateway of both()) {
      await earlier(gateway, thread, 9 * 60);
      await gateway.sql('update cases.thread set watch_at = clock_timestamp() where id = $1', [
        thread,
      ]);
    }
    await looked(thread);
    expect((await rows(thread)).map((each) => each?.alerts)).toEqual([[], []]);
  }, 60_000);

  it('is recorded although the sealer was down when it passed and the answer came meanwhile', async () => {
    await Promise.all(both().map((gateway) => gateway.steps.hold('clocks')));
    const { thread, id } = await opened(urgent);
    for (const gateway of both()) await earlier(gateway, thread, 8 * 60 + 1);
    await two.b.claim.claimRequest(two.b.session('ben'), thread);
    await two.b.answer.submitDocument(two.b.session('ben'), await two.response(thread, id));
    await two.allClosed(thread);
    expect((await rows(thread)).map((each) => each?.clock.state)).toEqual(['STOPPED', 'STOPPED']);
    for (const gateway of both()) gateway.steps.resume('clocks');
    await looked(thread);
    expect((await rows(thread)).map((each) => each?.alerts[0]?.alert)).toEqual(
      Array(2).fill('EXPIRED'),
    );
  }, 60_000);

  it('and an escalation are recorded with their entries wherever the connection ends, once', async () => {
    const { b } = two;
    await b.steps.hold('clocks');
    const danger = await opened(life);
    const late = [await opened(urgent), await opened(urgent)].map(({ thread }) => thread);
    const threads = [...late, danger.thread];
    for (const thread of threads) await earlier(b, thread, 9 * 60);
    const { store, trust, cases, journal } = await b.parts('sealer');
    const look = () => new WatchClocks(store, trust, cases, journal).run();
    const facts = (): Promise<{ alert: string }[]> =>
      b.sql('select alert from cases.alert where thread = any ($1::uuid[])', [threads]);
    // The last statement is a question: the record is committed only with it.
    const cuts = await injector.atEach(look, async () => {
      expect(await facts()).toEqual([]);
      await matched();
    });
    assertSeenOf('cuts of one look', { clocks: cuts });
    await Promise.all([look(), look()]);
    expect((await facts()).map(({ alert }) => alert).sort()).toEqual([
      ...['ESCALATED', 'ESCALATED', 'ESCALATED', 'EXPIRED', 'EXPIRED', 'EXPIRED'],
    ]);
    await matched();
    b.steps.resume('clocks');
    // A final answer also ends the escalation, without an announcement.
    await eventually(() => escalatedAt(b) === 1);
    await b.claim.claimRequest(b.session('ben'), danger.thread);
    await b.answer.submitDocument(b.session('ben'), await two.response(danger.thread, danger.id));
    await eventually(() => escalatedAt(b) === 0);
  }, 60_000);
});

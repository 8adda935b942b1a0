import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { countDifferences, tally } from '#capabilities/statistics/statistics.model';
import {
  timestamp,
  type Body,
  type Clock,
  type DocumentKind,
  type DocumentId,
  type ThreadId,
} from '#kernel';
import type { ThreadRow } from '#capabilities/requests/thread-row.contract';
import { aRequestBody, bodyOf } from '../support/builders.js';
import { eventually } from '../support/nats.js';
import { firstPage, TwoStates } from '../support/two-states.js';

const page = { limit: 10, before: null };
const urgent = {
  urgent: true,
  urgencyGrounds: ['LOSS_OF_RELEVANCE'],
  urgencyReasons: 'The ferry leaves in the evening.',
} as const;

describe('the clock of a request on both sides', () => {
  let two: TwoStates;
  beforeAll(async () => {
    two = await TwoStates.start(undefined, { officers: { bea: ['DUTY_OFFICER'] } });
  }, 60_000);
  afterAll(() => two.stop());

  const rows = async (thread: ThreadId): Promise<readonly [ThreadRow, ThreadRow]> => {
    const { a, b } = two;
    const own = (list: readonly ThreadRow[]): ThreadRow => {
      const row = list.find((each) => each.thread === thread);
      if (row === undefined) throw new Error('not in the list');
      return row;
    };
    return [
      own(await a.asking.listThreads(a.session('ana'), page, 'INVESTIGATION')),
      own(await b.asked.listThreads(b.session('ben'), page, 'INVESTIGATION')),
    ];
  };
  const both = async (
    thread: ThreadId,
    expected: Partial<Record<keyof Clock, unknown>>,
  ): Promise<Clock> => {
    await two.allClosed(thread);
    await eventually(async () => {
      const [{ clock: asking }, { clock: asked }] = await rows(thread);
      return (
        JSON.stringify(asking) === JSON.stringify(asked) &&
        Object.entries(expected).every(([name, value]) => asked[name as keyof Clock] === value)
      );
    });
    return (await rows(thread))[0].clock;
  };
  const opened = async (body: Parameters<typeof aRequestBody>[0]) => {
    const sent = await two.request({ body: aRequestBody(body) });
    const { thread } = await two.a.submit.submitDocument(two.a.session('ana'), sent);
    await two.b.arrived(thread);
    await two.b.claim.claimRequest(two.b.session('ben'), thread);
    return { thread, request: sent.id };
  };
  const fromB = async (
    thread: ThreadId,
    inReplyTo: DocumentId,
    kind: DocumentKind,
    body: Body<DocumentKind>,
  ): Promise<DocumentId> => {
    const sent = await two.reply('ben', { thread, inReplyTo }, kind, body);
    await two.b.answer.submitDocument(two.b.session('ben'), sent);
    return sent.id;
  };
  const due = async (thread: ThreadId): Promise<(string | null)[]> =>
    Promise.all(
      [two.a, two.b].map(async (gateway) => {
        const [row] = await gateway.sql<{ due: Date | null }>(
          'select due_at as due from cases.thread where id = $1',
          [thread],
        );
        return row?.due == null ? null : timestamp(row.due);
      }),
    );
  const secondsBetween = (from: string | null, to: string | null): number =>
    (Date.parse(to ?? '') - Date.parse(from ?? '')) / 1_000;

  it('starts with the signed receipt, stands still for a question, goes on, and stops', async () => {
    const { thread, request } = await opened(urgent);
    const running = await both(thread, { state: 'RUNNING' });
    expect(secondsBetween(running.startedAt, running.dueAt)).toBe(8 * 3600);
    expect(await due(thread)).toEqual([running.dueAt, running.dueAt]);
    // Equal, to the millisecond, to the time that XB signed.
    const [receipt] = await two.a.sql<{ at: Date }>(
      `select r.at from mailbox.receipt_in r join cases.dispatch d using (message_id)
       where d.id = $1 and r.stage = 'DELIVERED'`,
      [request],
    );
    expect(running.startedAt).toBe(receipt && timestamp(receipt.at));

    const question = await fromB(thread, request, 'clarification-question', {
      question: 'Which of the two?',
    });
    const paused = await both(thread, { state: 'PAUSED' });
    expect(paused.remainingSeconds).toBeGreaterThan(8 * 3600 - 120);
    expect(await due(thread)).toEqual([null, null]);
    expect((await rows(thread)).map(({ state }) => state)).toEqual([
      'CLARIFICATION_REQUESTED',
      'CLARIFICATION_REQUESTED',
    ]);
    // A second question must wait for the answer to the first.
    const second = two.reply('ben', { thread, inReplyTo: request }, 'clarification-question', {
      question: 'And when?',
    });
    await expect(
      two.b.answer.submitDocument(two.b.session('ben'), await second),
    ).rejects.toMatchObject({
      code: 'TRANSITION_NOT_ALLOWED',
    });

    const answer = { answer: 'The one without windows.' };
    const astray = await two.reply('ana', { thread, inReplyTo: request }, 'clarification', answer);
    await expect(two.a.submit.submitDocument(two.a.session('ana'), astray)).rejects.toMatchObject({
      code: 'PARENT_MISMATCH',
    });
    const clear = await two.reply('ana', { thread, inReplyTo: question }, 'clarification', answer);
    await two.a.submit.submitDocument(two.a.session('ana'), clear);
    const again = await both(thread, { state: 'RUNNING' });
    const stood = secondsBetween(running.dueAt, again.dueAt);
    expect(stood).toBeGreaterThan(0);
    const [asked, answered] = await Promise.all(
      [question, clear.id].map(async (id) => {
        const [row] = await two.b.sql<{ at: Date }>(
          'select delivered_at as at from cases.dispatch where id = $1',
          [id],
        );
        return row?.at.getTime() ?? NaN;
      }),
    );
    expect(Math.round(stood * 1_000)).toBe((answered ?? NaN) - (asked ?? NaN));

    // An answer must be to the later question: if repeated for the earlier one, the pause would never end.
    const later = await fromB(thread, clear.id, 'clarification-question', { question: 'When?' });
    await both(thread, { state: 'PAUSED' });
    const stale = await two.reply('ana', { thread, inReplyTo: question }, 'clarification', answer);
    await expect(two.a.submit.submitDocument(two.a.session('ana'), stale)).rejects.toMatchObject({
      code: 'PARENT_MISMATCH',
    });
    const last = await two.reply('ana', { thread, inReplyTo: later }, 'clarification', answer);
    await two.a.submit.submitDocument(two.a.session('ana'), last);
    const goingOn = await both(thread, { state: 'RUNNING' });
    const listed = () =>
      two.b.asked.listThreads(two.b.session('ben'), { ...page, order: 'DUE' }, 'INVESTIGATION');
    expect((await listed()).map((row) => row.thread)).toContain(thread);

    await fromB(thread, last.id, 'response', { final: true, information: 'It is registered.' });
    // No work is left here, whether or not the neighbour confirmed the arrival.
    expect((await listed()).map((row) => row.thread)).not.toContain(thread);
    const ended = await both(thread, { state: 'STOPPED' });
    expect(ended.dueAt).toBe(goingOn.dueAt);
    expect((await rows(thread)).map(({ state }) => state)).toEqual(['ANSWERED', 'ANSWERED']);

    const closing = { outcome: 'USED_IN_INVESTIGATION', remarks: '' } as const;
    const feedback = await two.reply('ana', { thread, inReplyTo: clear.id }, 'feedback', closing);
    await two.a.submit.submitDocument(two.a.session('ana'), feedback);
    await two.allClosed(thread);
    await eventually(async () => (await rows(thread)).every(({ state }) => state === 'CLOSED'));
  }, 90_000);

  it('an urgent request that others must be asked for has three days, a judge more', async () => {
    const { thread, request } = await opened(urgent);
    await fromB(thread, request, 'acknowledgement', { note: '', access: 'INDIRECT' });
    const three = await both(thread, { state: 'RUNNING', limitSeconds: 72 * 3600 });
    expect(secondsBetween(three.startedAt, three.dueAt)).toBe(72 * 3600);
    const expectedAt = timestamp(new Date(Date.now() + 20 * 24 * 3_600_000));
    const delay: Body<'delay-notice'> = {
      reason: 'JUDICIAL_AUTHORISATION',
      expectedAt,
      explanation: 'The bank keeps the records.',
    };
    await fromB(thread, request, 'delay-notice', delay);
    await both(thread, { extendedUntil: expectedAt, dueAt: expectedAt });
    expect((await rows(thread)).map(({ state }) => state)).toEqual([
      'AUTHORISATION_PENDING',
      'AUTHORISATION_PENDING',
    ]);
    // A new announcement made in time counts, although it names an earlier day.
    const sooner = timestamp(new Date(Date.now() + 10 * 24 * 3_600_000));
    const again: Body<'delay-notice'> = { ...delay, expectedAt: sooner };
    await fromB(thread, request, 'delay-notice', again);
    await both(thread, { extendedUntil: sooner, dueAt: sooner });
  }, 90_000);

  it('a request that was late stays late, whatever the asked State says of its time', async () => {
    const { thread, request } = await opened(urgent);
    await both(thread, { state: 'RUNNING' });
    for (const gateway of [two.a, two.b])
      await gateway.sql(
        `update cases.dispatch set delivered_at = delivered_at - interval '9 hours' where id = $1`,
        [request],
      );
    await fromB(thread, request, 'acknowledgement', { note: '', access: 'INDIRECT' });
    const expectedAt = timestamp(new Date(Date.now() + 20 * 24 * 3_600_000));
    const delay: Body<'delay-notice'> = {
      reason: 'JUDICIAL_AUTHORISATION',
      expectedAt,
      explanation: 'The bank keeps the records.',
    };
    await fromB(thread, request, 'delay-notice', delay);
    await two.allClosed(thread);
    await eventually(async () =>
      (await rows(thread)).every(({ state }) => state === 'AUTHORISATION_PENDING'),
    );
    const late = await both(thread, { extendedUntil: null, limitSeconds: 8 * 3600 });
    expect(secondsBetween(late.startedAt, late.dueAt)).toBe(8 * 3600);
    expect(Date.parse(late.dueAt ?? '')).toBeLessThan(Date.now());
    await eventually(async () => (await due(thread)).every((at) => at === late.dueAt));
  }, 90_000);

  it('risk to life must be in hand within fifteen minutes, and is once somebody says so', async () => {
    const { thread, request } = await opened({ requestType: 'RISK_TO_LIFE' });
    const first = await both(thread, { state: 'RUNNING' });
    expect(secondsBetween(first.startedAt, first.acknowledgeBy)).toBe(15 * 60);
    await fromB(thread, request, 'acknowledgement', { note: 'A boat has left.' });
    await both(thread, { acknowledgeBy: null });
  }, 60_000);

  it('an answer that crosses a withdrawal counts on both sides', async () => {
    const { a, b } = two;
    const { thread, request } = await opened({});
    await both(thread, { state: 'RUNNING' });
    await Promise.all([a.stopExchange(), b.stopExchange()]);
    const reason = { reason: 'It was found.' };
    const back = await two.reply('ana', { thread, inReplyTo: request }, 'withdrawal', reason);
    await a.submit.submitDocument(a.session('ana'), back);
    await fromB(thread, request, 'response', { final: true, information: 'It lies in our port.' });
    expect((await rows(thread)).map(({ state }) => state)).toEqual(['WITHDRAWN', 'ANSWERED']);
    await a.startExchange(two.borders[0], two.neighbour('solicit'));
    await b.startExchange(two.borders[1], two.neighbour('listen'));
    await two.allClosed(thread);
    await eventually(async () => (await rows(thread)).every(({ state }) => state === 'ANSWERED'));
    await both(thread, { state: 'STOPPED' });
    for (const { sql } of [a, b].map((gateway) => ({ sql: gateway.sql.bind(gateway) })))
      expect(await sql('select 1 as one from mailbox.quarantine')).toEqual([]);
  }, 90_000);

  it('what nobody asked for has no clock, is taken up, and its use is told', async () => {
    const { a, b } = two;
    const information = await two.compose(a.state, b.state, 'ana', {
      kind: 'spontaneous-information',
      body: bodyOf['spontaneous-information'](),
    });
    const { thread } = await a.submit.submitDocument(a.session('ana'), information);
    await b.arrived(thread);
    const [, row] = await rows(thread);
    expect(row).toMatchObject({
      requestType: 'SPONTANEOUS_INFORMATION',
      subjectLine: 'A boat is being fitted out',
      clock: { state: 'NONE', dueAt: null },
    });
    await b.claim.claimRequest(b.session('ben'), thread);
    await fromB(thread, information.id, 'feedback', {
      outcome: 'PREVENTED_HARM',
      remarks: 'Thank you.',
    });
    await two.allClosed(thread);
    await eventually(async () => (await rows(thread)).every(({ state }) => state === 'CLOSED'));
    const shown = await a.asking.show(a.session('ana'), thread, 'INVESTIGATION', firstPage);
    expect(shown.dispatches.map(({ kind }) => kind)).toEqual([
      'spontaneous-information',
      'feedback',
    ]);
  }, 60_000);

  it('both count the same requests, each from its own log (Directive (EU) 2023/977 art. 18)', async () => {
    const { thread, request } = await opened({});
    const refusal: Body<'refusal'> = {
      ground: 'NATIONAL_SECURITY',
      refusedPart: 'All of it.',
      reasons: '',
    };
    await fromB(thread, request, 'refusal', refusal);
    await both(thread, { state: 'STOPPED' });
    await eventually(async () => {
      const [ours, theirs] = [await two.a.counted(), await two.b.counted()];
      return countDifferences(ours, theirs).length === 0;
    });
    const [figures] = tally(await two.b.counted());
    // Without unrequested information; with the answer that crossed a withdrawal.
    expect(figures).toEqual({
      ...{ peer: 'XA', side: 'ASKED', undelivered: 0, judicialDelays: 2 },
      requests: { urgent: 4, other: 2 },
      answered: { urgent: 1, other: 1 },
      refused: { NATIONAL_SECURITY: 1 },
    });
    // As if the answer had been lost: it is listed as missing.
    const missing = (await two.a.counted()).map((each) =>
      each.request === thread ? { ...each, refused: [] } : each,
    );
    expect(countDifferences(missing, await two.b.counted())).toEqual([
      { request: thread, what: 'refused', ours: '', theirs: 'NATIONAL_SECURITY' },
    ]);
  }, 60_000);

  it('has the limits that both States have agreed, and no others, in clock, statistics and log', async () => {
    const { a, b } = two;
    const timeLimits = { urgentDirect: 4, urgentIndirect: 48, other: 120 };
    const before = await opened(urgent);
    const says = async (gateway: typeof a, peer: typeof a): Promise<void> => {
      const now = new Date();
      const { state } = gateway;
      const said = { peer: peer.state.state, ...timeLimits, from: timestamp(now) };
      await state.add('time-limits', said, state.registrars, { issuedAt: now });
      await gateway.install();
      await peer.introduce(await state.directoryStatement(peer.state.state, two.linkId));
    };
    const refused = async (body: Parameters<typeof aRequestBody>[0]): Promise<void> => {
      const sent = await two.request({ body: aRequestBody(body) });
      await expect(a.submit.submitDocument(a.session('ana'), sent)).rejects.toMatchObject({
        code: 'LIMITS_NOT_AGREED',
      });
    };
    await says(a, b);
    // Only one State has declared other limits.
    await refused({ ...urgent, timeLimits });
    await says(b, a);
    await refused({ ...urgent });
    await refused({ ...urgent, timeLimits: { ...timeLimits, urgentDirect: 3 } });

    const { thread, request } = await opened({ ...urgent, timeLimits });
    const four = await both(thread, { state: 'RUNNING', limitSeconds: 4 * 3600 });
    expect(secondsBetween(four.startedAt, four.dueAt)).toBe(4 * 3600);
    expect(await due(thread)).toEqual([four.dueAt, four.dueAt]);
    await fromB(thread, request, 'acknowledgement', { note: '', access: 'INDIRECT' });
    const later = await both(thread, { state: 'RUNNING', limitSeconds: 48 * 3600 });
    expect(await due(thread)).toEqual([later.dueAt, later.dueAt]);
    // A desk also sees the deadline of a thread that it may not read.
    const [bea] = (await b.asked.listThreads(b.session('bea'), page, 'INVESTIGATION')).filter(
      (row) => row.thread === thread,
    );
    expect([bea?.onRoster, bea?.clock.dueAt]).toEqual([false, later.dueAt]);
    // Earlier requests keep their limits.
    await both(before.thread, { state: 'RUNNING', limitSeconds: 8 * 3600 });
    // A judge's date within the standard limit and beyond the agreed one.
    const expectedAt = timestamp(new Date(Date.now() + 60 * 3_600_000));
    const delay = {
      reason: 'JUDICIAL_AUTHORISATION',
      expectedAt,
      explanation: 'A judge.',
    } as const;
    await fromB(thread, request, 'delay-notice', delay);
    await both(thread, { dueAt: expectedAt });
    await eventually(async () => {
      const [ours, theirs] = [await a.counted(), await b.counted()];
      const delayed = [...ours, ...theirs].filter((each) => each.request === thread);
      return (
        countDifferences(ours, theirs).length === 0 &&
        delayed.every(({ judicialDelay }) => judicialDelay)
      );
    });
    // From the log alone, as after an erasure of the content.
    for (const gateway of [a, b]) {
      const logged = await gateway.sql<{ limits: unknown }>(
        `select convert_from(leaf, 'UTF8')::jsonb #> '{data,counts,act,limits}' as limits from journal.event
         where thread = $1 and typ in ('msg.signed', 'msg.accepted')
           and convert_from(leaf, 'UTF8')::jsonb #>> '{data,counts,act,act}' = 'START'`,
        [thread],
      );
      expect(logged).toEqual([{ limits: timeLimits }]);
    }
  }, 90_000);
});

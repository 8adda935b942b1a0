import type { ThreadRow } from '#capabilities/requests/thread-row.contract';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseOfficerId, timestamp, type ThreadId } from '#kernel';
import { accessListLimits } from '#capabilities/access-lists/access-lists.lists';
import type { Calls } from '../support/calls.js';
import type { Subject } from '#capabilities/requests/kinds/subject.kind';
import { canonicalJson } from '#wire';
import { anAssessment, aRequestBody, aRequestWith, aSubject } from '../support/builders.js';
import { unmatched } from '../instruments/entries/entries.js';
import { eventually } from '../support/nats.js';
import { codeOf, type OfficeDay } from './fixtures/office-day.js';
import {
  bob,
  breakIn,
  facts,
  pageAfter,
  reading,
  row,
  show,
  type Desk,
  type Offices,
} from './fixtures/offices.js';
import { copyRows } from '../support/rows.js';
import { firstPage, type TwoStates } from '../support/two-states.js';
import './parts/thread-access-lists.js';
import { sharedOffices, stopOffices } from './parts/offices.js';

const purpose = 'INVESTIGATION' as const;

let two: TwoStates;
let a: OfficeDay;
let b: OfficeDay;
let asked: Offices['asked'];
beforeAll(async () => {
  ({ two, a, b, asked } = await sharedOffices());
}, 60_000);
afterAll(stopOffices, 60_000);

const alertsOf = (found?: ThreadRow) => found?.alerts.map(({ alert }) => alert);
const noticesOf = (at: TwoStates['a'], thread: ThreadId) =>
  at.sql<{ code: string; receipt: Buffer }>(
    `select r.code, r.receipt from mailbox.receipt_in r join mailbox.outbox o using (link_id, message_id)
     where r.stage = 'BREAK_GLASS' and o.thread = $1 order by r.rseq`,
    [thread],
  );

describe('emergency access', () => {
  it('lets one officer in for hours; the desk sees it, and the neighbour is told without a name', async () => {
    const one = await asked();
    const { thread } = one;
    const short = { thread, reason: 'SUPERVISION', facts: 'x' } as const;
    expect(await codeOf(b.ask('bea', 'inbox.break-glass', short))).toBe('VALUE_INVALID');
    const other = { thread, reason: 'AB' as 'SUPERVISION', facts };
    expect(await codeOf(b.ask('bea', 'inbox.break-glass', other))).toBe('VALUE_INVALID');
    expect(await codeOf(breakIn(b, 'ben', one))).toBe('ROSTER_MEMBER');
    const before = await b.newest();
    const { until, left } = await breakIn(b, 'bea', one);
    expect(await b.readEventsSince(before)).toEqual([['case.glass.broken', 'bea']]);
    expect([Math.round((Date.parse(until) - Date.now()) / 3_600_000), left]).toEqual([8, 4]);
    expect([await show(b, 'bea', one), await show(b, 'bob', one)]).toEqual([
      undefined,
      'NOT_ON_ROSTER',
    ]);
    for (const name of ['ben', 'bob'])
      expect(alertsOf(await row(b, name, thread))).toEqual(['GLASS_BROKEN']);
    // Told to the holder, not to the officer who has it or who may not read it.
    const listNotices = async (at: OfficeDay, name: string, desk: Desk) =>
      (await at.ask(name, `${desk}.notices`, pageAfter)).notices.filter(
        (each) => each.thread === thread,
      );
    expect(await listNotices(b, 'ben', 'inbox')).toMatchObject([
      { what: 'GLASS_BROKEN', officer: 'bea', reason: 'HOLDER_UNREACHABLE' },
    ]);
    expect([await listNotices(b, 'bea', 'inbox'), await listNotices(b, 'bob', 'inbox')]).toEqual([
      [],
      [],
    ]);
    const { broken } = await b.ask('ben', 'inbox.roster', { thread, purpose });
    expect(broken).toMatchObject([{ officer: 'bea', reason: 'HOLDER_UNREACHABLE', facts, until }]);
    const joins = { thread, officer: bob, reason: 'STAND_IN' } as const;
    expect(await codeOf(b.ask('bea', 'inbox.roster-add', joins))).toBe('ROSTER_NOT_YOURS');

    // Each is a separate notice, proven by the neighbour's log.
    await eventually(async () => (await noticesOf(two.a, thread)).length === 1);
    await breakIn(b, 'bob', one);
    await eventually(async () => (await noticesOf(two.a, thread)).length === 2);
    for (const { code, receipt } of await noticesOf(two.a, thread)) {
      expect(code).toBe('HOLDER_UNREACHABLE');
      const { leaf } = JSON.parse(receipt.toString()) as { leaf: string };
      const said = Buffer.from(leaf, 'base64').toString();
      expect(JSON.parse(said)).toMatchObject({
        ...{ typ: 'case.glass.broken', data: { authority: 'border-police' } },
      });
      expect(said).not.toMatch(/"bea"|"bob"|"ben"|phone/);
    }
    expect(alertsOf(await row(a, 'ana', thread, 'requests'))).toEqual(['GLASS_BROKEN_THERE']);
    const there = { what: 'GLASS_BROKEN_THERE', officer: null, reason: 'HOLDER_UNREACHABLE' };
    const [last, first] = await listNotices(a, 'ana', 'requests');
    expect([last, first]).toMatchObject([there, there]);
    const next = { ...pageAfter, after: last?.notice ?? '' };
    expect((await a.ask('ana', 'requests.notices', next)).notices[0]).toEqual(first);
    // A time far in the future would hide all later ones.
    const [newest] = await two.a.sql<{ rseq: number }>(
      `select link_id, rseq from mailbox.receipt_in where stage = 'BREAK_GLASS' order by rseq desc limit 1`,
    );
    const ahead = { at: '9999-01-01', verified_at: new Date() };
    await copyRows(two.a, 'mailbox.receipt_in', { ...newest }, [
      { ...ahead, rseq: 1_000_000 + (newest?.rseq ?? 0) },
    ]);
    const times = (await row(a, 'ana', thread, 'requests'))?.alerts.map(({ at }) => Date.parse(at));
    expect(times?.every((at) => at <= Date.now() + 60_000)).toBe(true);
    const shown = await a.ask('ana', 'requests.show', { thread, purpose, ...firstPage });
    expect(shown.dispatches[0]?.stages.map(({ stage }) => stage)).toContain('BREAK_GLASS');
    const logged = await two.a.sql(
      `select 1 as one from journal.event where typ = 'msg.receipt.logged'
         and convert_from(leaf, 'UTF8')::jsonb #>> '{data,stage}' = 'BREAK_GLASS'`,
    );
    expect(logged.length).toBeGreaterThanOrEqual(2);

    await two.b.sql(`update cases.roster set until = now() where officer = 'bea' and thread = $1`, [
      thread,
    ]);
    expect(await show(b, 'bea', one)).toBe('NOT_ON_ROSTER');
    // A removed officer keeps nothing, not even remaining hours.
    const remove = { thread, officer: bob, reason: 'CONFLICT_OF_INTEREST' } as const;
    await b.ask('ben', 'inbox.roster-remove', remove);
    expect(await show(b, 'bob', one)).toBe('NOT_ON_ROSTER');
  });

  it('is what a colleague breaks who sees people in danger: the stop-word is said then, and not before', async () => {
    const validUntil = timestamp(new Date(Date.now() + 3_600_000));
    const body = aRequestWith('CONTROLLED_DELIVERY', 'assessment', anAssessment({ validUntil }));
    const { thread, request } = await asked(body);
    const halt = async () => {
      const said = {
        kind: 'halt',
        thread,
        inReplyTo: request,
        body: { danger: 'No air.' },
      } as const;
      const sent = await two.compose(two.b.state, two.a.state, 'bea', said);
      return codeOf(b.ask('bea', 'inbox.answer', sent));
    };
    expect(await halt()).toBe('ALREADY_CLAIMED');
    await breakIn(b, 'bea', { thread, request });
    expect(await halt()).toBeUndefined();
    const halts = async () =>
      (await row(a, 'ana', thread, 'requests'))?.operation?.halts.map(({ direction }) => direction);
    await eventually(async () => (await halts())?.join() === 'IN');
  });

  it('of the asking State tells the one that answered; where nothing has come there is nothing to tell', async () => {
    const one = await asked();
    const { thread } = one;
    expect(new Set(await reading(a, 'lia', one, 'requests'))).toEqual(new Set(['NOT_ON_ROSTER']));
    expect(await row(a, 'lia', thread, 'requests')).toMatchObject({
      ...{ onRoster: false, subjectLine: '', holder: 'ana' },
    });
    await breakIn(a, 'lia', one, 'requests');
    const lia = { thread, officer: parseOfficerId('lia'), reason: 'MISTAKE' } as const;
    await a.ask('ana', 'requests.roster-remove', lia);
    const said = await two.response(thread, one.request);
    await b.ask('ben', 'inbox.answer', said);
    await eventually(async () => (await row(a, 'ana', thread, 'requests'))?.state === 'ANSWERED');
    await breakIn(a, 'lia', one, 'requests');
    await eventually(async () => (await noticesOf(two.b, thread)).length === 1);
    expect(alertsOf(await row(b, 'ben', thread))).toEqual(['GLASS_BROKEN_THERE']);
  });

  it('is not to be had more than five times a day', async () => {
    expect(await unmatched((text) => two.b.sql(text))).toEqual({});
    const [emergency] = await two.b.sql<object>('select id from cases.broken_glass limit 1');
    await copyRows(
      two.b,
      'cases.broken_glass',
      { ...emergency },
      Array.from({ length: accessListLimits.emergenciesPerDay - 1 }, () => ({
        ...{ officer: 'bea', content: null },
      })),
    );
    const one = await asked();
    expect(await codeOf(breakIn(b, 'bea', one))).toBe('GLASS_SPENT');
    expect(await show(b, 'bea', one)).toBe('NOT_ON_ROSTER');
    await two.b.sql(
      `update cases.broken_glass set at = at - interval '1 day' where officer = 'bea'`,
    );
    expect((await breakIn(b, 'bea', one)).left).toBe(accessListLimits.emergenciesPerDay - 1);
  });
});

describe('a thread about the same that one may not read', () => {
  it('is one bit to whoever asks; who has it is told', async () => {
    const subjects: Subject[] = [
      aSubject({ type: 'VEHICLE', name: 'x', identifiers: [{ type: 'plate', value: 'QZ-7700' }] }),
    ];
    const one = await asked(aRequestBody({ subjects }), false);
    const sought = canonicalJson({ requestType: 'INFORMATION', subjects });
    const check = (): Promise<Calls['requests.duplicates']['out']> =>
      b.ask('lin', 'requests.duplicates', { sought, purpose });
    // While it belongs to the desk, it is named.
    expect((await check()).duplicates.map(({ thread }) => thread)).toEqual([one.thread]);
    await b.ask('ben', 'inbox.claim', { thread: one.thread });
    expect(await check()).toMatchObject({ duplicates: [], otherDesk: true });
    const noticed = async (name: string) =>
      (await b.ask(name, 'inbox.notices', pageAfter)).notices.map(({ thread }) => thread);
    await eventually(async () => (await noticed('ben')).includes(one.thread));
    expect(await noticed('bea')).toEqual([]);
    // A later duplicate reveals no more to a colleague.
    const next = await asked(aRequestBody({ subjects }), false, [one.thread]);
    expect(await row(b, 'ben', next.thread)).toMatchObject({ duplicates: [one.thread] });
    expect(await row(b, 'bea', next.thread)).toMatchObject({ duplicates: [], otherDesk: true });
  });
});

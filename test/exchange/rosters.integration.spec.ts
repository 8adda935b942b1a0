import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  parseOfficerId,
  rosterLimits,
  standingOf,
  timestamp,
  type Body,
  type Calls,
  type DocumentId,
  type Subject,
  type ThreadId,
  type ThreadRow,
} from '#model';
import { canonicalJson } from '#wire';
import { anAssessment, aRequestBody, aRequestWith, aSubject } from '../support/builders.js';
import { unmatched } from '../support/entries.js';
import { eventually } from '../support/nats.js';
import { codeOf, OfficeDay } from '../support/office-day.js';
import { tablesSeen } from '../support/row-walls.js';
import { firstPage, TwoStates } from '../support/two-states.js';

const purpose = 'INVESTIGATION' as const;
const page = { limit: 100, before: null, purpose: 'INVESTIGATION' } as const;
const none = { withdrawal: null };
const facts = 'Nobody answers the phone and the lorry is moving.';

let two: TwoStates;
/** XA: ana asks, lia is her colleague. */
let a: OfficeDay;
/** XB: ben, bea and bob are on duty, lin asks; all of one authority. */
let b: OfficeDay;
beforeAll(async () => {
  two = await TwoStates.start(undefined, {
    asking: { lia: ['LIAISON_OFFICER'] },
    officers: { bea: ['DUTY_OFFICER'], bob: ['DUTY_OFFICER'], lin: ['LIAISON_OFFICER'] },
  });
  a = await OfficeDay.begin(two.a, ['ana', 'lia']);
  b = await OfficeDay.begin(two.b, ['ben', 'bea', 'bob', 'lin']);
}, 60_000);
afterAll(() => two.stop());

type Desk = 'requests' | 'inbox';
interface Asked {
  readonly thread: ThreadId;
  readonly request: DocumentId;
}

const row = async (at: OfficeDay, name: string, thread: ThreadId, desk: Desk = 'inbox') => {
  const { threads } = await at.ask(name, `${desk}.list`, page);
  return threads.find((each) => each.thread === thread);
};
/** A request of XA's ana, in the hands of XB's ben unless nobody is to have it. */
async function asked(
  members: Body<'request'> = aRequestBody(),
  held = true,
  duplicatesSeen: readonly ThreadId[] = [],
): Promise<Asked> {
  const sent = await two.request({ body: members });
  const { thread } = await a.ask('ana', 'requests.submit', { ...sent, duplicatesSeen });
  await eventually(async () => (await row(b, 'ben', thread)) !== undefined);
  if (held) await b.ask('ben', 'inbox.claim', { thread });
  return { thread, request: sent.id };
}
const reading = (at: OfficeDay, name: string, { thread, request }: Asked, desk: Desk = 'inbox') => {
  const of = { thread, purpose };
  const one = { ...of, dispatch: request };
  return Promise.all(
    [
      at.ask(name, `${desk}.show`, { ...of, ...firstPage }),
      at.ask(name, `${desk}.documents`, { ...of, ...firstPage }),
      at.ask(name, `${desk}.document`, one),
      at.ask(name, `${desk}.attachment`, { ...one, position: 0, chunk: 0 }),
      at.ask(name, `${desk}.notes`, { ...of, limit: 9, after: null }),
      at.ask(name, `${desk}.note`, { thread, text: 'mine' }),
      at.ask(name, `${desk}.receipt`, { ...one, rseq: 1 }),
      at.ask(name, `${desk}.stops`, of),
      at.ask(name, `${desk}.stop`, { thread, ground: 'NO_CONSENT', text: '', ...none }),
      at.ask(name, `${desk}.keep`, { thread, reason: 'EVIDENCE', until: timestamp(new Date()) }),
      at.ask(name, `${desk}.want-erased`, { thread }),
      at.ask(name, `${desk}.roster`, of),
      at.ask(name, `${desk}.roster-add`, { thread, officer: bob, reason: 'STAND_IN' }),
      at.ask(name, `${desk}.roster-remove`, { thread, officer: bob, reason: 'MISTAKE' }),
    ].map(codeOf),
  );
};
const bob = parseOfficerId('bob');
const bea = parseOfficerId('bea');
const show = (at: OfficeDay, name: string, { thread }: Asked, desk: Desk = 'inbox') =>
  codeOf(at.ask(name, `${desk}.show`, { thread, purpose, ...firstPage }));
const breakIn = (at: OfficeDay, name: string, { thread }: Asked, desk: Desk = 'inbox') =>
  at.ask(name, `${desk}.break-glass`, { thread, reason: 'HOLDER_UNREACHABLE', facts });
const alertsOf = (found?: ThreadRow) => found?.alerts.map(({ alert }) => alert);
/** What the neighbour has told of broken glasses of a message. */
const noticesOf = (at: TwoStates['a'], thread: ThreadId) =>
  at.sql<{ code: string; receipt: Buffer }>(
    `select r.code, r.receipt from mailbox.receipt_in r join mailbox.outbox o using (link_id, message_id)
     where r.stage = 'BREAK_GLASS' and o.thread = $1 order by r.rseq`,
    [thread],
  );

describe('the roster of a thread', () => {
  it('is the whole desk until somebody has it, and then whoever has it', async () => {
    const subjectLine = 'Grey van towards the pass';
    const one = await asked(aRequestBody({ subjectLine }), false);
    expect(await row(b, 'bea', one.thread)).toMatchObject({ onRoster: true, subjectLine });
    expect(await show(b, 'bea', one)).toBeUndefined();
    // Nobody of the desk stays on it by being there first.
    const stays = { thread: one.thread, officer: bea, reason: 'JOINT_WORK' } as const;
    for (const name of ['bea', 'bob'])
      expect(await codeOf(b.ask(name, 'inbox.roster-add', stays))).toBe('ROSTER_NOT_YOURS');
    await b.ask('ben', 'inbox.claim', { thread: one.thread });
    await b.ask('ben', 'inbox.note', { thread: one.thread, text: 'Wait for the ferry.' });
    const [his, hers] = [await row(b, 'ben', one.thread), await row(b, 'bea', one.thread)];
    // That it is there, who has it and how late it is; nothing that it says.
    expect(his).toMatchObject({ onRoster: true, subjectLine, holder: 'ben' });
    expect(hers).toEqual({ ...his, onRoster: false, subjectLine: '' });
    expect(hers?.clock.state).toBe('RUNNING');
    expect(new Set(await reading(b, 'bea', one))).toEqual(new Set(['NOT_ON_ROSTER']));
    const words = { words: subjectLine, purpose };
    expect(await b.ask('bea', 'inbox.search', words)).toEqual({ threads: [], more: false });
    const found = await b.ask('ben', 'inbox.search', words);
    expect(found.threads.map(({ thread }) => thread)).toEqual([one.thread]);
    expect(await codeOf(b.ask('bea', 'inbox.claim', { thread: one.thread }))).toBe(
      'ALREADY_CLAIMED',
    );
  });

  it('is kept by the database too, whatever a service forgets', async () => {
    const one = await asked();
    await b.ask('ben', 'inbox.note', { thread: one.thread, text: 'Mine.' });
    const marked = { thread: one.thread, dispatch: one.request };
    await b.ask('ben', 'inbox.mark-exculpatory', marked);
    expect(await codeOf(b.ask('bea', 'inbox.mark-exculpatory', marked))).toBe('NOT_ON_ROSTER');
    const place = { thread: one.thread, inReplyTo: one.request };
    const answer = await two.reply('ben', place, 'acknowledgement', { note: '' });
    await b.ask('ben', 'inbox.answer', answer);
    await b.ask('ben', 'inbox.document', { ...marked, purpose });
    const { store } = await two.b.parts('inbox');
    let ids: { readonly came: string; readonly left: string } | undefined;
    // Opened there, and read here: there is something in every table.
    await eventually(async () => {
      [ids] = await two.b.sql(
        `select d.message_id as came, r.message_id as left from mailbox.delivery d, mailbox.receipt_in r
         join mailbox.outbox o using (link_id, message_id)
         where d.dispatch = $1 and o.dispatch = $2 and r.stage = 'OPENED'`,
        [one.request, answer.id],
      );
      return ids !== undefined;
    });
    const walled = [
      ['cases.dispatch', 'id', one.request],
      ['cases.note', 'thread', one.thread],
      ['cases.exculpatory_mark', 'thread', one.thread],
      ['mailbox.delivery', 'dispatch', one.request],
      ['mailbox.receipt_due', 'message_id', ids?.came],
      ['cases.thread', 'id', one.thread],
      ['mailbox.outbox', 'dispatch', answer.id],
      ['mailbox.receipt_in', 'message_id', ids?.left],
    ] as const;
    const seen = (officer: string, authority = 'border-police', compartment = 'ENFORCEMENT') =>
      tablesSeen(store, { step: 'test', officer, authority, compartments: [compartment] }, walled);
    expect(await seen('ben')).toEqual(walled.map(([table]) => table).sort());
    // The desk sees that it is there and how far it is, and nothing of what came.
    expect(await seen('bea')).toEqual(['cases.thread', 'mailbox.outbox', 'mailbox.receipt_in']);
    expect(await seen('ben', 'harbour-office')).toEqual([]);
    expect(await seen('ben', 'border-police', 'DATA_PROTECTION')).toEqual([]);
  });

  it('is the same rule in the database and in the product', async () => {
    const now = new Date();
    const [past, later] = [new Date(now.getTime() - 60_000), new Date(now.getTime() + 60_000)];
    const { thread } = await asked();
    const all = (['ASKED', 'ASKING'] as const).flatMap((side) =>
      ([0, 1, 2] as const).flatMap((priority) =>
        [null, parseOfficerId('ben'), bea].flatMap((keeper) =>
          [false, true].map((moving) => ({ kept: { side, priority, keeper }, moving })),
        ),
      ),
    );
    const places = all.map(({ kept: { side, keeper }, moving }) =>
      side === 'ASKING'
        ? [null, null, keeper]
        : moving
          ? [null, keeper, null]
          : [keeper, null, null],
    );
    const rule = async (): Promise<boolean[]> => {
      const rows = await two.b.sql<{ reads: boolean }>(
        `select cases.reads('bea', $1, k.side, k.priority, k.holder, k.left_holder, k.owner) as reads
         from unnest($2::text[], $3::smallint[], $4::text[], $5::text[], $6::text[]) with ordinality
           as k (side, priority, holder, left_holder, owner, n) order by n`,
        [
          ...[thread, all.map(({ kept }) => kept.side), all.map(({ kept }) => kept.priority)],
          ...[0, 1, 2].map((place) => places.map((each) => each[place] ?? null)),
        ],
      );
      return rows.map(({ reads }) => reads);
    };
    for (const until of [undefined, null, past, later]) {
      await two.b.sql('delete from cases.roster where thread = $1', [thread]);
      if (until !== undefined)
        await two.b.sql(
          `insert into cases.roster (thread, officer, authority, compartment, reason, added_by, until)
           values ($1, 'bea', 'border-police', 'ENFORCEMENT', 'STAND_IN', 'ben', $2)`,
          [thread, until],
        );
      const lines = until === undefined ? [] : [{ officer: bea, until }];
      expect(await rule()).toEqual(
        all.map(({ kept }) => standingOf(kept, lines, bea, now) !== 'OFF'),
      );
    }
    await two.b.sql('delete from cases.roster where thread = $1', [thread]);
  });

  it('is changed by whoever has the thread, on record; who is removed keeps nothing', async () => {
    const one = await asked();
    const { thread } = one;
    const add = (by: string, officer: string) =>
      b.ask(by, 'inbox.roster-add', {
        ...{ thread, officer: parseOfficerId(officer), reason: 'JOINT_WORK' },
      });
    expect(await codeOf(add('ben', 'lin'))).toBe('COLLEAGUE_UNKNOWN');
    expect(await codeOf(add('ben', 'ben'))).toBe('ROSTER_MEMBER');
    const before = await b.newest();
    expect(await add('ben', 'bea')).toEqual({ members: 1 });
    expect(await b.toldSince(before)).toEqual([['case.roster.added', 'ben']]);
    expect(await show(b, 'bea', one)).toBeUndefined();
    expect(await codeOf(add('ben', 'bea'))).toBe('ROSTER_MEMBER');
    expect(await codeOf(add('bea', 'bob'))).toBe('ROSTER_NOT_YOURS');
    const view = await b.ask('bea', 'inbox.roster', { thread, purpose });
    expect(view).toMatchObject({ keeper: 'ben', desk: false, broken: [] });
    expect(view.members).toMatchObject([{ officer: 'bea', addedBy: 'ben', reason: 'JOINT_WORK' }]);
    const remove = { thread, officer: bea, reason: 'WORK_DONE' } as const;
    expect(await b.ask('ben', 'inbox.roster-remove', remove)).toEqual({ members: 0 });
    expect(await show(b, 'bea', one)).toBe('NOT_ON_ROSTER');
    // Handed over, it is the next one's.
    await b.ask('ben', 'inbox.assign', { thread, officer: bob });
    expect([await show(b, 'bob', one), await show(b, 'ben', one)]).toEqual([
      undefined,
      'NOT_ON_ROSTER',
    ]);
    const [event] = await two.b.sql<{ leaf: Buffer }>(
      `select leaf from journal.event where typ = 'case.roster.added' and thread = $1`,
      [thread],
    );
    expect(event?.leaf.toString()).not.toMatch(/"bea"/);
  });

  it('locks nobody out for ever: who may act no more keeps no one from it', async () => {
    const one = await asked();
    const { thread } = one;
    await b.ask('ben', 'inbox.roster-add', { thread, officer: bea, reason: 'STAND_IN' });
    await two.b.sql(`update cases.thread set holder = 'gone' where id = $1`, [thread]);
    const joins = { thread, officer: bob, reason: 'JOINT_WORK' } as const;
    expect(await b.ask('bea', 'inbox.roster-add', joins)).toEqual({ members: 2 });
    // Nor at the desk that asks, where nobody is on the roster any more but who breaks in.
    await two.a.sql(`update cases.thread set owner = 'gone' where id = $1`, [thread]);
    await breakIn(a, 'lia', one, 'requests');
    const lia = { thread, officer: parseOfficerId('lia'), reason: 'STAND_IN' } as const;
    expect(await a.ask('lia', 'requests.roster-add', lia)).toEqual({ members: 1 });
  });

  it('keeps no duty officer from a life at risk', async () => {
    const one = await asked(aRequestBody({ requestType: 'RISK_TO_LIFE' }));
    expect(await show(b, 'bea', one)).toBeUndefined();
    expect(await b.ask('bea', 'inbox.roster', { thread: one.thread, purpose })).toMatchObject({
      desk: true,
    });
  });
});

describe('a broken glass', () => {
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
    expect(await b.toldSince(before)).toEqual([['case.glass.broken', 'bea']]);
    expect([Math.round((Date.parse(until) - Date.now()) / 3_600_000), left]).toEqual([8, 4]);
    expect([await show(b, 'bea', one), await show(b, 'bob', one)]).toEqual([
      undefined,
      'NOT_ON_ROSTER',
    ]);
    for (const name of ['ben', 'bob'])
      expect(alertsOf(await row(b, name, thread))).toEqual(['GLASS_BROKEN']);
    // Told to the officer who has it, not to who broke it, nor to who may not read it.
    const told = async (at: OfficeDay, name: string, desk: Desk) =>
      (await at.ask(name, `${desk}.notices`, page)).notices.filter(
        (each) => each.thread === thread,
      );
    expect(await told(b, 'ben', 'inbox')).toMatchObject([
      { what: 'GLASS_BROKEN', officer: 'bea', reason: 'HOLDER_UNREACHABLE' },
    ]);
    expect([await told(b, 'bea', 'inbox'), await told(b, 'bob', 'inbox')]).toEqual([[], []]);
    const { broken } = await b.ask('ben', 'inbox.roster', { thread, purpose });
    expect(broken).toMatchObject([{ officer: 'bea', reason: 'HOLDER_UNREACHABLE', facts, until }]);
    const joins = { thread, officer: bob, reason: 'STAND_IN' } as const;
    expect(await codeOf(b.ask('bea', 'inbox.roster-add', joins))).toBe('ROSTER_NOT_YOURS');

    // Each is a notice of its own, proven by the neighbour's log.
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
    const [last, first] = await told(a, 'ana', 'requests');
    expect([last, first]).toMatchObject([there, there]);
    const next = { ...page, before: last?.notice ?? '' };
    expect((await a.ask('ana', 'requests.notices', next)).notices[0]).toEqual(first);
    // A time far ahead would hide every later one.
    await two.a.sql(
      `insert into mailbox.receipt_in (link_id, rseq, message_id, stage, code, at, receipt, statement_sha256)
       select link_id, rseq + 1000000, message_id, stage, code, '9999-01-01', receipt, statement_sha256
       from mailbox.receipt_in where stage = 'BREAK_GLASS' order by rseq desc limit 1`,
    );
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
    // Whoever is removed keeps nothing, not even hours that were left.
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
    await two.b.sql(
      `insert into cases.broken_glass (id, thread, authority, compartment, officer, reason, at, until, event)
       select gen_random_uuid(), thread, authority, compartment, 'bea', reason, at, until, gen_random_uuid()
       from (select * from cases.broken_glass limit 1) g, generate_series(1, $1 - 1)`,
      [rosterLimits.glassPerDay],
    );
    const one = await asked();
    expect(await codeOf(breakIn(b, 'bea', one))).toBe('GLASS_SPENT');
    expect(await show(b, 'bea', one)).toBe('NOT_ON_ROSTER');
    await two.b.sql(
      `update cases.broken_glass set at = at - interval '1 day' where officer = 'bea'`,
    );
    expect((await breakIn(b, 'bea', one)).left).toBe(rosterLimits.glassPerDay - 1);
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
    // While it is the desk's, it is named.
    expect((await check()).duplicates.map(({ thread }) => thread)).toEqual([one.thread]);
    await b.ask('ben', 'inbox.claim', { thread: one.thread });
    expect(await check()).toMatchObject({ duplicates: [], otherDesk: true });
    const noticed = async (name: string) =>
      (await b.ask(name, 'inbox.notices', page)).notices.map(({ thread }) => thread);
    await eventually(async () => (await noticed('ben')).includes(one.thread));
    expect(await noticed('bea')).toEqual([]);
    // What came about the same says no more to a colleague either.
    const next = await asked(aRequestBody({ subjects }), false, [one.thread]);
    expect(await row(b, 'ben', next.thread)).toMatchObject({ duplicates: [one.thread] });
    expect(await row(b, 'bea', next.thread)).toMatchObject({ duplicates: [], otherDesk: true });
  });
});

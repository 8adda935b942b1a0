import { beforeAll, describe, expect, it } from '@jest/globals';
import { parseOfficerId } from '#kernel';
import { standingOf } from '#capabilities/access-lists/access-lists.model';
import { aRequestBody } from '../../support/builders.js';
import { eventually } from '../../support/nats.js';
import { codeOf, type OfficeDay } from '../fixtures/office-day.js';
import { bea, bob, breakIn, reading, row, show, type Offices } from '../fixtures/offices.js';
import { tablesSeen } from '../../instruments/rights/row-walls.js';
import { insertRow } from '../../support/rows.js';
import type { TwoStates } from '../../support/two-states.js';
import { sharedOffices } from './offices.js';

const purpose = 'INVESTIGATION' as const;

describe('the access list of a thread', () => {
  let two: TwoStates;
  let a: OfficeDay;
  let b: OfficeDay;
  let asked: Offices['asked'];
  beforeAll(async () => {
    ({ two, a, b, asked } = await sharedOffices());
  }, 60_000);

  it('is the whole desk until somebody has it, and then whoever has it', async () => {
    const subjectLine = 'Grey van towards the pass';
    const one = await asked(aRequestBody({ subjectLine }), false);
    expect(await row(b, 'bea', one.thread)).toMatchObject({ onRoster: true, subjectLine });
    expect(await show(b, 'bea', one)).toBeUndefined();
    // Nobody stays on the list by having been there first.
    const stays = { thread: one.thread, officer: bea, reason: 'JOINT_WORK' } as const;
    for (const name of ['bea', 'bob'])
      expect(await codeOf(b.ask(name, 'inbox.roster-add', stays))).toBe('ROSTER_NOT_YOURS');
    await b.ask('ben', 'inbox.claim', { thread: one.thread });
    await b.ask('ben', 'inbox.note', { thread: one.thread, text: 'Wait for the ferry.' });
    const [his, hers] = [await row(b, 'ben', one.thread), await row(b, 'bea', one.thread)];
    // Existence, holder and delay are visible; content is not.
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
    // Opened there and read here, so that every table has a row.
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
    // The desk sees its existence and progress, but no content.
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
        await insertRow(two.b, 'cases.roster', {
          ...{ thread, officer: 'bea', reason: 'STAND_IN', added_by: 'ben', until },
        });
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
    expect(await b.readEventsSince(before)).toEqual([['case.roster.added', 'ben']]);
    expect(await show(b, 'bea', one)).toBeUndefined();
    expect(await codeOf(add('ben', 'bea'))).toBe('ROSTER_MEMBER');
    expect(await codeOf(add('bea', 'bob'))).toBe('ROSTER_NOT_YOURS');
    const view = await b.ask('bea', 'inbox.roster', { thread, purpose });
    expect(view).toMatchObject({ keeper: 'ben', desk: false, broken: [] });
    expect(view.members).toMatchObject([{ officer: 'bea', addedBy: 'ben', reason: 'JOINT_WORK' }]);
    const remove = { thread, officer: bea, reason: 'WORK_DONE' } as const;
    expect(await b.ask('ben', 'inbox.roster-remove', remove)).toEqual({ members: 0 });
    expect(await show(b, 'bea', one)).toBe('NOT_ON_ROSTER');
    // After the hand-over the next officer has it.
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

  it('names again, by whoever has the thread now, a stand-in of the officer before', async () => {
    const { thread } = await asked();
    const add = (by: string, reason: 'STAND_IN' | 'JOINT_WORK') =>
      b.ask(by, 'inbox.roster-add', { thread, officer: bea, reason });
    await add('ben', 'STAND_IN');
    await b.ask('ben', 'inbox.assign', { thread, officer: bob });
    const takes = { thread, officer: bea };
    expect(await codeOf(b.ask('bea', 'inbox.assign', takes))).toBe('ALREADY_CLAIMED');
    for (const reason of ['JOINT_WORK', 'STAND_IN'] as const) {
      const before = await b.newest();
      expect(await add('bob', reason)).toEqual({ members: 1 });
      expect(await b.readEventsSince(before)).toEqual([['case.roster.added', 'bob']]);
      expect(await codeOf(add('bob', reason))).toBe('ROSTER_MEMBER');
      const { members } = await b.ask('bob', 'inbox.roster', { thread, purpose });
      expect(members).toMatchObject([{ officer: 'bea', addedBy: 'bob', reason }]);
    }
    await b.ask('bea', 'inbox.assign', takes);
    expect(await row(b, 'bea', thread)).toMatchObject({ holder: 'bea' });
  });

  it('locks nobody out for ever: who may act no more keeps no one from it', async () => {
    const one = await asked();
    const { thread } = one;
    await b.ask('ben', 'inbox.roster-add', { thread, officer: bea, reason: 'STAND_IN' });
    await two.b.sql(`update cases.thread set holder = 'gone' where id = $1`, [thread]);
    const joins = { thread, officer: bob, reason: 'JOINT_WORK' } as const;
    expect(await b.ask('bea', 'inbox.roster-add', joins)).toEqual({ members: 2 });
    // Nor at the desk of requests, where only emergency access is left.
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

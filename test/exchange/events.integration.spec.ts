import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EventBatch, ThreadEvent } from '#capabilities/events/events.contract';
import { ofAnyRow, resumable } from '#capabilities/events/events.lists';
import { eventPlace, type EventPlace } from '#capabilities/events/event-place.model';
import { parseOfficerId, type Role, type ThreadId } from '#kernel';
import { asAdmin, Store } from '#store';
import { aRequestBody } from '../support/builders.js';
import { eventually } from '../support/nats.js';
import { codeOf, OfficeDay } from './fixtures/office-day.js';
import { pageAfter, show, type Asked } from './fixtures/offices.js';
import { SqlTap } from '../instruments/sql/sql-tap.js';
import { transferActs } from './fixtures/transfers.js';
import { TwoStates } from '../support/two-states.js';

const wide = { ...pageAfter, order: 'NEWEST' } as const;
const atBorder: Readonly<Record<string, readonly Role[]>> = {
  bea: ['DUTY_OFFICER'],
  lin: ['LIAISON_OFFICER'],
  zoe: ['CENTRAL_AUTHORITY'],
};
const listeners = {
  ben: ['requests', 'inbox'],
  bea: ['requests', 'inbox'],
  lin: ['requests'],
  zoe: ['requests', 'inbox'],
  hal: ['requests', 'inbox'],
} as const;
type Name = keyof typeof listeners;
const names = Object.keys(listeners) as Name[];

describe('what officers hear', () => {
  const tap = new SqlTap();
  let two: TwoStates;
  let a: OfficeDay;
  let b: OfficeDay;
  beforeAll(async () => {
    two = await TwoStates.start(
      (options) => new Store({ ...options, socketDir: tap.leadingTo(options.socketDir) }),
      { officers: atBorder, others: { 'harbour-office': { hal: ['DUTY_OFFICER'] } } },
    );
    a = await OfficeDay.begin(two.a, ['ana']);
    b = await OfficeDay.begin(two.b, [...names, 'ben']);
  }, 60_000);
  afterAll(async () => {
    await two.stop();
    await tap.close();
  });

  const { transfer } = transferActs(() => two);

  const place = (entries: number, state = two.b.state.state): EventPlace =>
    eventPlace({ state, entries });
  const call = (name: string, after: EventPlace | null, at = b): Promise<EventBatch> =>
    at.ask(name, 'requests.events', { after });
  async function hear(name: string, from: EventPlace, at = b) {
    const events: ThreadEvent[] = [];
    for (let after = from; ;) {
      const batch = await call(name, after, at);
      events.push(...batch.events);
      after = batch.next;
      if (!batch.more) return { events, next: after };
    }
  }
  async function listed(name: Name): Promise<Map<ThreadId, boolean>> {
    const rows = await Promise.all(
      listeners[name].map((desk) => b.ask(name, `${desk}.list`, wide)),
    );
    return new Map(
      rows.flatMap(({ threads }) => threads.map(({ thread, onRoster }) => [thread, onRoster])),
    );
  }
  const threadsIn = (events: readonly ThreadEvent[]): ThreadId[] =>
    [...new Set(events.map(({ thread }) => thread))].sort();
  const settled = (): Promise<void> =>
    eventually(async () => {
      const [row] = await two.b.sql<{ done: boolean }>(
        `select not exists (select from journal.pending)
           and size = (select coalesce(max(index) + 1, 0) from journal.leaf) as done from journal.released`,
      );
      return row?.done === true;
    });

  const asked = async (): Promise<Asked> => {
    const sent = await two.request({ body: aRequestBody() });
    const { thread } = await a.ask('ana', 'requests.submit', { ...sent, duplicatesSeen: [] });
    await two.b.arrived(thread);
    return { thread, request: sent.id };
  };
  const asks = async (): Promise<Asked> => {
    const sent = await two.compose(two.b.state, two.a.state, 'lin', { body: aRequestBody() });
    const { thread } = await b.ask('lin', 'requests.submit', { ...sent, duplicatesSeen: [] });
    return { thread, request: sent.id };
  };

  // Each officer hears of exactly the threads in the officer's lists, and learns no more than their rows
  // show.
  async function expectNotified(): Promise<void> {
    await settled();
    for (const name of names) {
      const rows = await listed(name);
      const { events } = await hear(name, place(0));
      expect([name, threadsIn(events)]).toEqual([name, [...rows.keys()].sort()]);
      for (const { thread, code, document } of events) {
        if (rows.get(thread) === true) continue;
        expect([name, code, isOfRow(code), document]).toEqual([name, code, true, null]);
      }
    }
  }

  it('is a new request at once: side, priority, and no word of it', async () => {
    const { next } = await call('ben', null);
    const one = await asked();
    await settled();
    const { events } = await hear('ben', next);
    const [opened] = events.filter(({ code }) => code === 'OPENED');
    expect(opened).toEqual({
      id: expect.stringMatching(/^XB-\d+$/),
      at: expect.any(String),
      code: 'OPENED',
      ...{ side: 'ASKED', thread: one.thread, document: null, priority: 2 },
      dueAt: expect.any(String),
    });
    const [received] = events.filter(({ code }) => code === 'DOCUMENT_RECEIVED');
    expect(received).toMatchObject({ thread: one.thread, document: one.request });
    // The asking officer hears of it at the desk of requests.
    const { events: own } = await hear('ana', place(0, two.a.state.state), a);
    expect(own.map(({ code, side }) => [code, side])).toEqual(
      expect.arrayContaining([
        ['OPENED', 'ASKING'],
        ['DOCUMENT_SIGNED', 'ASKING'],
      ]),
    );
  }, 60_000);

  it('are the threads that the lists show, whatever is done with them, also for who goes on from before', async () => {
    const threads: Asked[] = [await asked(), await asked(), await asks()];
    const places = new Map(
      await Promise.all(names.map(async (name) => [name, (await call(name, null)).next] as const)),
    );
    type Act = (one: Asked) => Promise<unknown>;
    const bea = parseOfficerId('bea');
    const acts: Readonly<Record<string, Act>> = {
      claim: ({ thread }) => b.ask('ben', 'inbox.claim', { thread }),
      release: ({ thread }) => b.ask('ben', 'inbox.release', { thread }),
      add: ({ thread }) =>
        b.ask('ben', 'inbox.roster-add', { thread, officer: bea, reason: 'JOINT_WORK' }),
      remove: ({ thread }) =>
        b.ask('ben', 'inbox.roster-remove', { thread, officer: bea, reason: 'MISTAKE' }),
      note: ({ thread }) => b.ask('ben', 'inbox.note', { thread, text: 'x' }),
      noteAsking: ({ thread }) => b.ask('lin', 'requests.note', { thread, text: 'x' }),
      stop: ({ thread }) =>
        b.ask('ben', 'inbox.stop', { thread, ground: 'NO_CONSENT', text: '', withdrawal: null }),
    };
    const step = fc.tuple(fc.constantFrom(...Object.keys(acts)), fc.nat(threads.length - 1));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
        for (const [act, n] of steps) {
          const one = threads[n];
          if (one !== undefined) await codeOf(acts[act]?.(one) ?? Promise.resolve());
        }
        await expectNotified();
        for (const name of names) {
          const from = places.get(name) ?? place(0);
          const { events, next } = await hear(name, from);
          const rows = await listed(name);
          expect(threadsIn(events).filter((thread) => !rows.has(thread))).toEqual([]);
          // Reading one by one gives the same as all at once.
          const [first] = events;
          if (first !== undefined)
            expect((await hear(name, first.id)).events).toEqual(events.slice(1));
          places.set(name, next);
        }
      }),
      { numRuns: 6 },
    );
  }, 120_000);

  it('ends with an access list for all that its row does not say', async () => {
    const one = await asked();
    const { thread } = one;
    await b.ask('ben', 'inbox.claim', { thread });
    const bea = parseOfficerId('bea');
    await b.ask('ben', 'inbox.roster-add', { thread, officer: bea, reason: 'JOINT_WORK' });
    await settled();
    const { next } = await call('bea', null);
    await b.ask('ben', 'inbox.note', { thread, text: 'x' });
    await settled();
    const codesOf = async () =>
      (await hear('bea', next)).events
        .filter((event) => event.thread === thread)
        .map(({ code }) => code);
    expect(await codesOf()).toEqual(['NOTED']);
    await b.ask('ben', 'inbox.roster-remove', { thread, officer: bea, reason: 'MISTAKE' });
    await settled();
    expect(await show(b, 'bea', one)).toBe('NOT_ON_ROSTER');
    // Neither the removal nor, from an earlier cursor, events from the time on the list.
    expect(await codesOf()).toEqual([]);
    await b.ask('ben', 'inbox.release', { thread });
    await settled();
    expect((await codesOf()).at(-1)).toBe('GIVEN_BACK');
  }, 60_000);

  it('goes with a request to another authority, and is gone for the one before', async () => {
    const one = await asked();
    await b.ask('ben', 'inbox.claim', { thread: one.thread });
    expect(threadsIn((await hear('hal', place(0))).events)).not.toContain(one.thread);
    await b.ask('ben', 'inbox.note', { thread: one.thread, text: 'x' });
    const bea = parseOfficerId('bea');
    const reason = 'JOINT_WORK';
    await b.ask('ben', 'inbox.roster-add', { thread: one.thread, officer: bea, reason });
    await transfer('ben', { thread: one.thread, inReplyTo: one.request });
    await eventually(async () => (await listed('hal')).has(one.thread));
    await settled();
    const codesOf = async () =>
      (await hear('hal', place(0))).events
        .filter(({ thread }) => thread === one.thread)
        .map(({ code }) => code);
    // Without a holder the whole desk reads it, but not the other authority's notes and claims.
    expect(await codesOf()).toEqual(['TRANSFERRED']);
    await b.ask('hal', 'inbox.note', { thread: one.thread, text: 'y' });
    await settled();
    expect(await codesOf()).toEqual(['TRANSFERRED', 'NOTED']);
    await expectNotified();
  }, 60_000);

  it('comes in one order without gaps, and listening leaves nothing in the log', async () => {
    await settled();
    const count = () => two.b.sql<{ n: number }>('select count(*)::int as n from journal.event');
    const before = await count();
    const { events } = await hear('ben', place(0));
    const places = events.map(({ id }) => Number(id.slice(3)));
    expect(places).toEqual([...new Set(places)].sort((x, y) => x - y));
    expect(events.length).toBeGreaterThan(10);
    expect(await count()).toEqual(before);
  });

  it('is refused to stolen tokens of ended sessions, other roles, and ids that are no place of this log', async () => {
    const [{ size } = { size: 0 }] = await two.b.sql<{ size: number }>(
      'select size::int as size from journal.released',
    );
    const code = (after: unknown) => codeOf(call('ben', after as EventPlace));
    for (const wrong of [
      '',
      'XB',
      'XB-',
      'XB--1',
      'XB-01',
      'XB-1e9',
      'xb-1',
      `XB-${'9'.repeat(400)}`,
    ])
      expect([wrong, await code(wrong)]).toEqual([wrong, 'VALUE_INVALID']);
    for (const wrong of [1, {}, [], true, 'XB-1\nid: 2'])
      expect(await code(wrong)).toBe('VALUE_INVALID');
    expect(await code(place(1, two.a.state.state))).toBe('EVENTS_ID_UNKNOWN');
    expect(await code(place(size + 1_000))).toBe('EVENTS_ID_UNKNOWN');
    // A captured gateway gains no identity: a token gives only its officer's events.
    const ask = (members: object) => codeOf(b.calls.ask('requests.events', members as never));
    expect(await ask({ after: null, session: 'A'.repeat(43) })).toBe('SESSION_UNKNOWN');
    expect(await ask({ after: null })).toBe('SESSION_UNKNOWN');
    const session = await b.login('ben');
    expect(await ask({ after: null, session, authority: 'harbour-office' })).toBe('VALUE_INVALID');
    expect(await ask({ after: null, session, officer: 'hal' })).toBe('VALUE_INVALID');
    await b.calls.ask('requests.close-session', { session });
    expect(await ask({ after: null, session })).toBe('SESSION_EXPIRED');
  });

  it('is too old to go on from after a day', async () => {
    await settled();
    expect(await codeOf(call('ben', place(0)))).toBeUndefined();
    const age = (hours: number) =>
      asAdmin(two.b.database, async (admin) => {
        await admin.query('set session_replication_role = replica');
        await admin.query(
          `update journal.checkpoint set at = at - make_interval(hours => $1)
           where size = (select min(size) from journal.checkpoint)`,
          [hours],
        );
      });
    await age(resumable.hours + 1);
    expect(await codeOf(call('ben', place(0)))).toBe('EVENTS_TOO_OLD');
    expect(await codeOf(call('ben', (await call('ben', null)).next))).toBeUndefined();
    await age(-resumable.hours - 1);
  });

  it('costs an idle reader a few statements a look, four looks a minute, and none while the log is waited for', async () => {
    await settled();
    const { next } = await call('ben', null);
    const { entries } = await b.calls.ask('requests.log-growth', { beyond: 0, sessions: [] });
    const counted = () =>
      tap.counter
        .takeCounts()
        .filter(({ service }) => service === 'requests')
        .filter(({ step }) => ['session', 'hear-events', 'await-growth'].includes(step));
    const commands = (all: ReturnType<typeof counted>) =>
      all.reduce((sum, each) => sum + each.commands + 2 * each.transactions, 0);
    counted();
    for (let n = 0; n < 10; n += 1) await call('ben', next);
    const looks = counted();
    expect(looks.length).toBeGreaterThan(0);
    expect(commands(looks) / 10).toBeLessThanOrEqual(8);
    const waited = b.calls.ask('requests.log-growth', { beyond: entries, sessions: [] });
    await new Promise((done) => setTimeout(done, 1_500));
    expect(commands(counted())).toBeLessThanOrEqual(3);
    await asked();
    await waited;
  }, 60_000);

  it('is waited for once: the call answers when the log grows', async () => {
    await settled();
    const growth = (beyond: number) => b.calls.ask('requests.log-growth', { beyond, sessions: [] });
    const { entries } = await growth(0);
    const begun = performance.now();
    const waits = [growth(entries), growth(entries)];
    await new Promise((done) => setTimeout(done, 300));
    await asked();
    for (const { entries: grown } of await Promise.all(waits))
      expect(grown).toBeGreaterThan(entries);
    expect(performance.now() - begun).toBeLessThan(15_000);
    // No more than a few wait.
    await settled();
    const { entries: now } = await growth(0);
    const many = Array.from({ length: 12 }, () => growth(now));
    const first = await Promise.race(many);
    expect(first.entries).toBe(now);
    await asked();
    await Promise.all(many);
  }, 60_000);
});

const isOfRow = (code: unknown): boolean => ofAnyRow.some((each) => each === code);

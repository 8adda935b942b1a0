import { parseListPlace, type ListPlace } from '#capabilities/requests/list-place.model';
import type { ThreadPage } from '#capabilities/requests/threads.contract';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 } from 'uuid';
import { isCoded, parseOfficerId, parseThreadId, type DocumentId, type ThreadId } from '#kernel';
import type { ThreadRow } from '#capabilities/requests/thread-row.contract';
import { aRequestBody } from '../support/builders.js';
import { deskOf, type InboxDesk } from './fixtures/inbox-desk.js';
import { firstPage, TwoStates } from '../support/two-states.js';

const page = { limit: 50, before: null };
const purpose = 'INVESTIGATION';

describe('the work at the inbox', () => {
  let two: TwoStates;
  let desks: Readonly<Record<'a' | 'b', InboxDesk>>;
  beforeAll(async () => {
    two = await TwoStates.start(undefined, {
      officers: { bea: ['DUTY_OFFICER'], bas: ['LIAISON_OFFICER'], bob: ['DUTY_OFFICER'] },
      others: { 'harbour-office': { hal: ['DUTY_OFFICER'] } },
    });
    desks = { a: deskOf(two.a), b: deskOf(two.b) };
  }, 60_000);
  afterAll(() => two.stop());

  const officer = (name: string) => parseOfficerId(name);
  const session = (name: string) => two.b.session(name);
  const code = (act: Promise<unknown>): Promise<string> =>
    act.then(
      () => 'done',
      (error: unknown) => (isCoded(error) ? error.code : String(error)),
    );
  const inbox = (name = 'ben') => two.b.asked.listThreads(session(name), page, 'INVESTIGATION');
  const holders = async (): Promise<Record<string, string | null>> =>
    Object.fromEntries((await inbox()).map(({ thread, holder }) => [thread, holder]));

  const opened = async (
    body: Parameters<typeof aRequestBody>[0] = {},
  ): Promise<{ thread: ThreadId; request: DocumentId }> => {
    const sent = await two.request({ body: aRequestBody(body) });
    const { thread } = await two.a.submit.submitDocument(two.a.session('ana'), sent);
    await two.b.arrived(thread);
    return { thread, request: sent.id };
  };
  const answer = async (
    name: string,
    { thread, request }: { thread: ThreadId; request: DocumentId },
    final = true,
    seen?: DocumentId,
  ): Promise<DocumentId> => {
    const sent = await two.compose(two.b.state, two.a.state, name, {
      kind: 'response',
      thread,
      inReplyTo: request,
      body: { final, information: `By ${name}.` },
    });
    await two.b.answer.submitDocument(session(name), {
      ...sent,
      ...(seen !== undefined && { seen }),
    });
    return sent.id;
  };
  const events = (thread: ThreadId) =>
    two.b.sql<{ typ: string; officer: string | null; leaf: Buffer }>(
      `select typ, officer, leaf from journal.event
       where thread = $1 and typ in ('case.claimed', 'case.assigned', 'case.released', 'case.handover')
       order by id`,
      [thread],
    );

  it('a request is given to a colleague with the role, who alone may then answer it', async () => {
    const one = await opened();
    for (const stranger of ['bas', 'hal', 'nobody'])
      expect(
        await code(desks.b.assignments.assign(session('ben'), one.thread, officer(stranger))),
      ).toBe('COLLEAGUE_UNKNOWN');
    const row = await desks.b.assignments.assign(session('ben'), one.thread, officer('bea'));
    expect(row).toMatchObject({ holder: 'bea', state: 'IN_PROGRESS' });
    // Bea has it: ben can neither claim it nor give it away.
    expect(await code(two.b.claim.claimRequest(session('ben'), one.thread))).toBe(
      'ALREADY_CLAIMED',
    );
    expect(await code(desks.b.assignments.assign(session('ben'), one.thread, officer('ben')))).toBe(
      'ALREADY_CLAIMED',
    );
    expect(await code(desks.b.assignments.release(session('ben'), one.thread))).toBe('NOT_HOLDER');
    expect(await code(answer('ben', one))).toBe('ALREADY_CLAIMED');
    expect(await desks.b.assignments.release(session('bea'), one.thread)).toMatchObject({
      holder: null,
      state: 'IN_PROGRESS',
    });
    expect(await code(answer('bea', one))).toBe('NOT_HOLDER');
    await two.b.claim.claimRequest(session('ben'), one.thread);
    await answer('ben', one);
    const recordedEvents = await events(one.thread);
    expect(recordedEvents.map(({ typ, officer: who }) => [typ, who])).toEqual([
      ['case.assigned', 'ben'],
      ['case.released', 'bea'],
      ['case.claimed', 'ben'],
    ]);
    // The leaf names the colleague by a salted digest only.
    expect(recordedEvents[0]?.leaf.toString()).not.toMatch(/"bea"/);
    const leaf = JSON.parse(recordedEvents[0]?.leaf.toString() ?? '') as { sd: string[] };
    expect(leaf.sd).toHaveLength(1);
  }, 60_000);

  it('a shift is handed over in one act, with an entry for each request', async () => {
    const [mine, done, other] = [await opened(), await opened(), await opened()];
    await two.b.claim.claimRequest(session('bob'), mine.thread);
    await two.b.claim.claimRequest(session('bob'), done.thread);
    await two.b.claim.claimRequest(session('bea'), other.thread);
    const refusal = await two.reply(
      'ben',
      { thread: done.thread, inReplyTo: done.request },
      'refusal',
      { ground: 'NOT_AVAILABLE', refusedPart: 'all', reasons: '' },
    );
    expect(await code(two.b.answer.submitDocument(session('ben'), refusal))).toBe(
      'ALREADY_CLAIMED',
    );
    await answer('bob', mine, false);
    expect(await code(desks.b.assignments.handOver(session('bob'), officer('hal')))).toBe(
      'COLLEAGUE_UNKNOWN',
    );
    expect(await code(desks.b.assignments.handOver(session('bob'), officer('bob')))).toBe(
      'COLLEAGUE_UNKNOWN',
    );
    expect(await desks.b.assignments.handOver(session('bob'), officer('ben'))).toEqual({
      ...{ threads: 2, more: false },
    });
    expect(await desks.b.assignments.handOver(session('bob'), officer('ben'))).toEqual({
      ...{ threads: 0, more: false },
    });
    expect(await holders()).toMatchObject({
      [mine.thread]: 'ben',
      [done.thread]: 'ben',
      [other.thread]: 'bea',
    });
    for (const { thread } of [mine, done])
      expect((await events(thread)).map(({ typ, officer: who }) => [typ, who])).toEqual([
        ['case.claimed', 'bob'],
        ['case.handover', 'bob'],
      ]);
    expect(await code(answer('bob', mine))).toBe('ALREADY_CLAIMED');
  }, 60_000);

  it('a second answer is refused, and the refusal names what has come since', async () => {
    const one = await opened();
    await two.b.claim.claimRequest(session('bea'), one.thread);
    const first = await answer('bea', one, false);
    await desks.b.accessLists.add(session('bea'), one.thread, officer('ben'), 'JOINT_WORK');
    const refusal = async (act: Promise<unknown>) =>
      act.then(
        () => undefined,
        (error: unknown) => error,
      );
    expect(await refusal(answer('ben', one))).toMatchObject({
      code: 'ALREADY_CLAIMED',
      status: 409,
      detail: `newer: ${first}`,
    });
    // Ben has it now, but his text was written before bea's answer.
    await desks.b.assignments.assign(session('bea'), one.thread, officer('ben'));
    for (const seen of [undefined, one.request])
      expect(await refusal(answer('ben', one, true, seen))).toMatchObject({
        code: 'ANSWERED_MEANWHILE',
        status: 409,
        detail: `newer: ${first}`,
      });
    const stray = await opened();
    expect(await code(answer('ben', one, true, stray.request))).toBe('NOT_FOUND');
    const second = await answer('ben', one, true, first);
    const shown = await two.b.asked.show(session('ben'), one.thread, purpose, firstPage);
    expect(shown.dispatches.map(({ dispatch }) => dispatch)).toEqual([one.request, first, second]);
    // A refused document is on record with its code.
    const refusedEvents = await two.b.sql<{ leaf: Buffer }>(
      `select leaf from journal.event where thread = $1 and typ = 'msg.refused' order by id`,
      [one.thread],
    );
    expect(
      refusedEvents.map(({ leaf }) => (JSON.parse(leaf.toString()) as { reason: string }).reason),
    ).toEqual(['ALREADY_CLAIMED', 'ANSWERED_MEANWHILE', 'ANSWERED_MEANWHILE', 'NOT_FOUND']);
  }, 60_000);

  it('what an officer holds who may act no more may be taken by anybody', async () => {
    const one = await opened();
    await two.b.claim.claimRequest(session('bob'), one.thread);
    await two.b.sql(`update cases.thread set holder = 'gone' where id = $1`, [one.thread]);
    expect(await code(two.b.claim.claimRequest(session('ben'), one.thread))).toBe(
      'ALREADY_CLAIMED',
    );
    const row = await desks.b.assignments.assign(session('ben'), one.thread, officer('ben'));
    expect(row.holder).toBe('ben');
  }, 60_000);

  it('is taken over from a holder who cannot be reached, who is told, and no clock moves', async () => {
    const one = await opened();
    await two.b.claim.claimRequest(session('bea'), one.thread);
    const clock = async () => (await inbox()).find(({ thread }) => thread === one.thread)?.clock;
    const before = await clock();
    const take = (by: string, thread = one.thread, to = by) =>
      code(desks.b.assignments.assign(session(by), thread, officer(to)));
    const breakIn = (by: string, reason: 'SUPERVISION' | 'HOLDER_UNREACHABLE') =>
      desks.b.accessLists.breakGlass(session(by), one.thread, reason, 'Nobody answers the phone.');
    await breakIn('bob', 'SUPERVISION');
    await breakIn('ben', 'HOLDER_UNREACHABLE');
    // Taking over is for oneself only, and not by emergency access for another reason.
    expect([await take('bob'), await take('ben', one.thread, 'bob')]).toEqual([
      'ALREADY_CLAIMED',
      'ALREADY_CLAIMED',
    ]);
    expect(await take('ben')).toBe('done');
    expect((await holders())[one.thread]).toBe('ben');
    expect(await clock()).toEqual(before);
    await answer('ben', one);
    const [, taken] = await events(one.thread);
    const leaf = JSON.parse(taken?.leaf.toString() ?? '') as { reason: string; sd: string[] };
    expect([taken?.typ, taken?.officer, leaf.reason, leaf.sd.length]).toEqual([
      ...['case.assigned', 'ben', 'HOLDER_UNREACHABLE', 2],
    ]);
    const listTakeovers = async (name: string) =>
      (
        await desks.b.notices.listNotices(session(name), { limit: 50, after: null, purpose })
      ).notices.filter(({ what }) => what === 'TAKEN_OVER');
    expect(await listTakeovers('bea')).toEqual([
      {
        ...{ notice: expect.any(String), thread: one.thread, at: expect.any(String) },
        ...{ what: 'TAKEN_OVER', officer: 'ben', reason: 'HOLDER_UNREACHABLE' },
      },
    ]);
    expect(await listTakeovers('ben')).toEqual([]);
    // For a risk to life no emergency access is needed: anybody at the desk may take it.
    const life = await opened({ requestType: 'RISK_TO_LIFE' });
    await two.b.claim.claimRequest(session('bea'), life.thread);
    expect(await take('hal', life.thread)).toBe('NOT_FOUND');
    expect(await take('ben', life.thread)).toBe('done');
    expect((await listTakeovers('bea'))[0]).toMatchObject({
      thread: life.thread,
      reason: 'RISK_TO_LIFE',
    });
    // The next page begins after the last row seen.
    const [first] = await listTakeovers('bea');
    await answer('ben', life);
    const rest = { limit: 50, after: first?.notice ?? '', purpose } as const;
    expect((await desks.b.notices.listNotices(session('bea'), rest)).notices).toMatchObject([
      { thread: one.thread },
    ]);
  }, 60_000);

  it('lists by time left, page by page, and what is unclaimed, one’s own or due soon', async () => {
    const urgent = {
      urgent: true,
      urgencyGrounds: ['LOSS_OF_RELEVANCE'],
      urgencyReasons: 'The ferry leaves.',
    } as const;
    const slow = await opened();
    const soon = await opened(urgent);
    await two.b.claim.claimRequest(session('bob'), soon.thread);
    const ids = (rows: readonly ThreadRow[]) => rows.map(({ thread }) => thread);
    const list = (more: object) =>
      two.b.asked.listThreads(session('bob'), { ...page, ...more }, purpose);
    const byDue = await list({ order: 'DUE' });
    expect(byDue[0]?.thread).toBe(soon.thread);
    expect(byDue.every(({ clock }) => clock.state === 'RUNNING')).toBe(true);
    const due = byDue.map(({ clock }) => clock.dueAt ?? '');
    expect(due).toEqual([...due].sort());
    const paged: ThreadId[] = [];
    const places: ListPlace[] = [];
    for (let after: ListPlace | null = null; ;) {
      const asked = { limit: 1, order: 'DUE', after, purpose } as const;
      const { threads, next }: ThreadPage = await two.b.asked.page(session('bob'), asked);
      paged.push(...ids(threads));
      if (next === null) break;
      places.push((after = next));
    }
    expect(paged).toEqual(ids(byDue));
    const placeless = { ...page, order: 'DUE', before: soon.thread } as const;
    expect(await code(list(placeless))).toBe('VALUE_INVALID');
    const nowhere = { ...page, before: parseThreadId(v7()) };
    expect(await code(list(nowhere))).toBe('NOT_FOUND');
    // The last row seen may be answered meanwhile: the next page begins at its old place.
    await answer('bob', soon);
    const after = await two.b.asked.listThreads(
      session('bob'),
      {
        ...page,
        order: 'DUE',
        after: places[0] ?? null,
      },
      'INVESTIGATION',
    );
    expect(ids(after)).toEqual(ids(byDue).slice(1));
    const free = await list({ order: 'DUE', unclaimed: true });
    expect(ids(free)).toContain(slow.thread);
    expect(free.every(({ holder }) => holder === null)).toBe(true);
    const own = await list({ mine: true });
    expect(ids(own)).toEqual([soon.thread]);
    const late = (dueWithin: number) => list({ order: 'DUE', dueWithin });
    expect(await late(1)).toEqual([]);
    expect(ids(await late(168))).toContain(slow.thread);
    // At the desk of requests, own threads are those that the officer sent.
    const asked = (name: string) =>
      two.a.asking.listThreads(
        { ...two.a.session('ana'), officer: officer(name) },
        { ...page, mine: true },
        'INVESTIGATION',
      );
    expect(ids(await asked('ana'))).toContain(slow.thread);
    expect(await asked('eli')).toEqual([]);
    const byTime = await two.a.asking.listThreads(
      two.a.session('ana'),
      { ...page, order: 'DUE' },
      'INVESTIGATION',
    );
    expect(ids(byTime)).toContain(slow.thread);
  }, 90_000);

  it('begins every list with open risks to life, and shows each row once, whatever ends meanwhile', async () => {
    const life = [
      await opened({ requestType: 'RISK_TO_LIFE' }),
      await opened({ requestType: 'RISK_TO_LIFE' }),
    ] as const;
    const [older, newer] = life;
    await opened();
    const list = (more: object) =>
      two.b.asked.listThreads(session('ben'), { limit: 200, before: null, ...more }, purpose);
    const ids = (rows: readonly ThreadRow[]) => rows.map(({ thread }) => thread);
    for (const order of ['NEWEST', 'DUE'] as const) {
      const all = ids(await list({ order }));
      // Untaken risks to life come first, in order of their quarter of an hour, in either order of the list.
      expect(all.slice(0, 2)).toEqual(life.map(({ thread }) => thread));
      for (const says of [true, false]) {
        // In order of due time the cursor is the time itself.
        if (!says && order === 'DUE') continue;
        const paged: ThreadId[] = [];
        for (let after: ListPlace | null = null; ;) {
          const limit = paged.length < 3 ? 1 : 50;
          const asked = { order, limit, after, purpose } as const;
          const { threads, next }: ThreadPage = await two.b.asked.page(session('ben'), asked);
          paged.push(...ids(threads));
          if (next === null) break;
          after = says ? next : parseListPlace(threads.at(-1)?.thread);
        }
        expect(paged).toEqual(all);
      }
    }
    const seen = ids(await list({}));
    await two.b.claim.claimRequest(session('ben'), older.thread);
    await answer('ben', older);
    const rest = await list({ after: `${older.thread}~2~` });
    expect(ids(rest).slice(0, seen.length - 1)).toContain(newer.thread);
    expect(seen.slice(1).every((thread) => ids(rest).includes(thread))).toBe(true);
    const open = await list({ open: true });
    expect(open[0]?.thread).toBe(newer.thread);
    expect(open.some(({ state }) => state === 'ANSWERED')).toBe(false);
    expect((await list({})).some(({ state }) => state === 'ANSWERED')).toBe(true);
  }, 60_000);

  it('another authority’s officer gets the answer that an unknown id gets', async () => {
    const one = await opened();
    const nowhere = parseThreadId(v7());
    const acts = (id: ThreadId) => [
      two.b.claim.claimRequest(session('hal'), id),
      desks.b.assignments.assign(session('hal'), id, officer('hal')),
      desks.b.assignments.release(session('hal'), id),
      desks.b.askedNotes.add(session('hal'), id, 'mine now'),
      desks.b.askedNotes.listNotes(session('hal'), {
        thread: id,
        purpose,
        limit: 9,
        after: null,
      }),
      two.b.asked.show(session('hal'), id, purpose, firstPage),
      answer('hal', { thread: id, request: one.request }),
    ];
    const words = async (act: Promise<unknown>): Promise<string> =>
      act.then(
        () => 'done',
        (error: unknown) => (error instanceof Error ? error.message : ''),
      );
    const foreign = await Promise.all(acts(one.thread).map(words));
    expect(foreign).toEqual(await Promise.all(acts(nowhere).map(words)));
    expect(new Set(foreign)).toEqual(new Set(['NOT_FOUND']));
    expect(
      await two.b.asked.listThreads(session('hal'), { ...page, unclaimed: true }, 'INVESTIGATION'),
    ).toEqual([]);
    expect(await code(desks.b.assignments.handOver(session('hal'), officer('hal')))).toBe(
      'COLLEAGUE_UNKNOWN',
    );
    expect((await holders())[one.thread]).toBe(null);
    // A thread of XA's desk of requests is not at XA's inbox.
    expect(await code(desks.a.askedNotes.add(two.a.session('ben'), one.thread, 'x'))).toBe(
      'NOT_FOUND',
    );
  }, 60_000);
});

import { beforeAll, describe, expect, it } from '@jest/globals';
import { parseOfficerId, type Body, type ThreadId } from '#kernel';
import { NotifyDesks } from '#capabilities/deconfliction/notify-desks.jobs';
import { aRequestBody } from '../../support/builders.js';
import { cutLook } from '../../instruments/cuts/cut-look.js';
import { unmatched } from '../../instruments/entries/entries.js';
import { FaultInjector } from '../../instruments/cuts/fault-injector.js';
import {
  purpose,
  pageAfter,
  two,
  b,
  likeStates,
  police,
  harbour,
  subjectOf,
  numbered,
  personOf,
  row,
  filed,
  check,
  threadsOf,
  waitUntilNotified,
  notices,
  free,
  age,
} from '../fixtures/like-requests.js';
import { eventually } from '../../support/nats.js';
import { codeOf } from '../fixtures/office-day.js';
import { copyRows } from '../../support/rows.js';

beforeAll(likeStates, 60_000);

describe('a check before sending', () => {
  it.each([
    ['DOCUMENT', numbered('passport', 'P-10 000 01'), numbered('Reisepass', 'p1000001')],
    ['PLATE', numbered('plate', 'QA-1001', 'VEHICLE'), numbered('Number plate', 'qa 10 01')],
    ['PHONE', numbered('phone', '+49 171 2000001'), numbered('mobile', '0049 (0)1712000001')],
    ['VESSEL', numbered('IMO', 'IMO 9074729', 'VESSEL'), numbered('imo no.', '9074729')],
    [
      'VESSEL',
      subjectOf({ type: 'VESSEL', name: 'MV Sea Bird' }),
      subjectOf({ type: 'VESSEL', name: 'SEABIRD' }),
    ],
    [
      'PERSON',
      personOf('Đorđević, José-Luis', '1990-02-03'),
      personOf('jose luis DORDEVIC', '1990-02-03'),
    ],
  ] as const)('shows who of the own authority works on the same %s', async (by, one, other) => {
    const { thread } = await filed(one);
    const found = await check('lin', [other]);
    expect(found.duplicates).toMatchObject([
      { thread, side: 'ASKED', peer: 'XA', peerAuthority: police, holder: null, by: [by] },
    ]);
    expect(found.otherDesk).toBe(false);
    await free();
  });

  it('finds what the own State asked, and the number of a checked document', async () => {
    const body = aRequestBody({
      requestType: 'DOCUMENT_CHECK',
      subjects: [],
      details: {
        ...{ documentType: 'PASSPORT', issuingState: 'XA', suspicion: 'NONE' },
        number: 'N 300 0001',
      },
    });
    const sent = await two.compose(two.b.state, two.a.state, 'lin', { body });
    const { thread } = await b.ask('lin', 'requests.submit', sent);
    const found = await check('lin', [numbered('passport', 'N3000001')]);
    expect(found.duplicates).toMatchObject([{ thread, side: 'ASKING', by: ['DOCUMENT'] }]);
    const again = { requestType: 'DOCUMENT_CHECK', details: { number: 'n-3000001' } } as const;
    expect(threadsOf(await check('lin', [], again))).toEqual([thread]);
    await free();
  });

  it('shows nothing of a stranger: another number, another date of birth, no number at all', async () => {
    await filed(numbered('plate', 'QB-1001'), personOf('Ana Novak', '1990-01-01'));
    for (const subject of [
      numbered('plate', 'QB-1002'),
      numbered('phone', 'QB-1001'),
      personOf('Ana Novak', '1990-01-02'),
      subjectOf({ type: 'PERSON', name: 'Ana Novak', category: 'WITNESS' }),
    ])
      expect(await check('lin', [subject])).toMatchObject({ duplicates: [], otherDesk: false });
    await free();
  });

  it('looks back 90 days', async () => {
    const subject = numbered('plate', 'QC-1001');
    const { thread } = await filed(subject);
    await age(thread, 89);
    expect(threadsOf(await check('lin', [subject]))).toEqual([thread]);
    expect((await check('lea', [subject])).otherDesk).toBe(true);
    await age(thread, 2);
    expect(threadsOf(await check('lin', [subject]))).toEqual([]);
    expect((await check('lea', [subject])).otherDesk).toBe(false);
    await free();
  });

  it('does not see into the other compartment, nor is anything of it asked', async () => {
    const subject = numbered('plate', 'QD-1001');
    const { thread } = await filed(subject);
    await two.b.sql(`update cases.likeness set compartment = 'PROTECTION' where thread = $1`, [
      thread,
    ]);
    for (const name of ['lin', 'lea'])
      expect(await check(name, [subject])).toMatchObject({ duplicates: [], otherDesk: false });
    await waitUntilNotified();
    expect(await notices('ben', 'inbox')).not.toContain(thread);
    const code = await codeOf(check('lin', [], { requestType: 'NATIONALITY_VERIFICATION' }));
    expect(code).toBe('NOT_AVAILABLE_YET');
  });

  it('says nothing of a thread that was erased', async () => {
    const subject = numbered('plate', 'QE-1001');
    const { thread } = await filed(subject);
    await two.b.orderErasing(thread);
    await eventually(async () => (await row('ben', thread))?.erased === true);
    for (const name of ['lin', 'lea'])
      expect(await check(name, [subject])).toMatchObject({ duplicates: [], otherDesk: false });
    const marks = await two.b.sql('select 1 as one from cases.likeness where thread = $1', [
      thread,
    ]);
    expect(marks).toEqual([]);
  });
});

describe('another authority of the same State', () => {
  const subject = numbered('passport', 'P5000001');

  it('learns one bit; the desk is told that somebody asked, not who; both are on record', async () => {
    const { thread } = await filed(subject);
    await waitUntilNotified();
    const before = await b.newest();
    const found = await check('lea', [subject]);
    expect(found).toEqual({ duplicates: [], otherDesk: true, checksLeft: expect.any(Number) });
    await waitUntilNotified();
    const { notices: rows } = await b.ask('ben', 'inbox.notices', pageAfter);
    expect(rows[0]).toEqual({
      notice: expect.any(String),
      thread,
      at: expect.any(String),
      ...{ what: 'ASKED_ABOUT', officer: null, reason: null },
    });
    expect((await row('ben', thread))?.askedAbout).toBe(rows[0]?.at);
    for (const [name, desk] of [
      ['hal', 'inbox'],
      ['lea', 'requests'],
      ['lin', 'requests'],
    ] as const)
      expect(await notices(name, desk)).toEqual([]);
    const events = await two.b.sql<{ officer: string | null; thread: string | null; leaf: object }>(
      `select officer, thread, convert_from(leaf, 'UTF8')::jsonb as leaf from journal.event
       where typ like 'duplicates.%' and id > $1 order by id`,
      [before],
    );
    expect(events).toMatchObject([
      {
        ...{ officer: 'lea', thread: null },
        leaf: { data: { marks: 1, found: 0, otherDesk: true, purpose } },
      },
      { officer: null, thread, leaf: { data: { authority: police, notice: 'ASKED_ABOUT' } } },
    ]);
    expect(JSON.stringify(events.map(({ leaf }) => leaf))).not.toMatch(/"lea"|5000001|harbour/i);
  });

  it('asks three times, and that is told wherever the connection ends, each once', async () => {
    const injector = new FaultInjector();
    const subjects = [1, 2, 3].map((n) => numbered('passport', `P510000${n}`));
    const threads: ThreadId[] = [];
    for (const each of subjects) threads.push((await filed(each)).thread);
    await waitUntilNotified();
    await two.b.steps.hold('notify-desks');
    for (const each of subjects) await check('lea', [each]);
    const checks = await two.b.sql<{ id: string }>(
      'select id from cases.duplicate_check where told_at is null',
    );
    const items = async () => {
      const rows = await two.b.sql<{ parts: boolean[] }>(
        `select array[(select count(*) = 1 from cases.duplicate_notice n where n.thread = t.id),
           (select count(*) = 1 from journal.event e where e.typ = 'duplicates.noticed' and e.thread = t.id)] as parts
         from cases.thread t where t.id = any ($1::uuid[])
         union all
         select array[told_at is not null, types is null, tokens is null]
         from cases.duplicate_check where id::text = any ($2::text[])`,
        [threads, checks.map(({ id }) => id)],
      );
      return rows.map(({ parts }) => parts);
    };
    expect(await items()).toHaveLength(6);
    const { store, cases, journal } = await two.b.parts('sealer', injector.newStore);
    const run = () => new NotifyDesks(store, cases, journal).run();
    await cutLook({ injector, name: 'desks', run, items });
    two.b.steps.resume('notify-desks');
    await free();
  });

  it('that asks in vain leaves no notice, and takes the same way', async () => {
    const had = await two.b.sql('select event from cases.duplicate_notice');
    const found = await check('lea', [numbered('passport', 'P5999999')]);
    expect(found).toEqual({ duplicates: [], otherDesk: false, checksLeft: expect.any(Number) });
    await waitUntilNotified();
    expect(await two.b.sql('select event from cases.duplicate_notice')).toEqual(had);
  });

  it('sees with what comes to it that another desk may work on it, and that one is told', async () => {
    const about = numbered('passport', 'P6000001');
    const body = aRequestBody({ subjects: [about] });
    const sent = await two.compose(two.b.state, two.a.state, 'lea', { body });
    const { thread: asked } = await b.ask('lea', 'requests.submit', sent);
    // Sending checks too, and existing threads get a notice; none exists yet.
    await waitUntilNotified();
    const { thread } = await filed(about);
    await waitUntilNotified();
    await eventually(async () => (await row('ben', thread))?.otherDesk === true);
    expect(await row('ben', thread)).toMatchObject({ duplicates: [], askedAbout: null });
    expect(await notices('lea', 'requests')).toContain(asked);
    // Sending reveals no more than the check did.
    expect((await b.ask('lea', 'requests.list', pageAfter)).threads).toMatchObject([
      { thread: asked, otherDesk: false, askedAbout: expect.any(String) },
    ]);
  });
});

describe('before working', () => {
  it('a request shows the others of the authority about the same: in the list and the thread; who claims it has read it there', async () => {
    const same = numbered('phone', '+49 171 7000001');
    const first = await filed(same, numbered('plate', 'QG-1'));
    const second = await filed(same);
    expect((await row('ben', first.thread))?.duplicates).toEqual([second.thread]);
    expect((await row('ben', second.thread))?.duplicates).toEqual([first.thread]);
    const read = { thread: second.thread, purpose, limit: 10, after: null };
    expect((await b.ask('ben', 'inbox.show', read)).duplicates).toEqual([first.thread]);
    // These calls state no purpose and show nothing, whether or not something happens.
    const { thread } = second;
    // Only a risk to life must be taken within a quarter of an hour.
    const clock = { acknowledgeBy: null, dueAt: expect.any(String) };
    const free = { thread, state: expect.any(String), holder: null, ...clock };
    expect(await b.ask('ben', 'inbox.release', { thread })).toEqual(free);
    const held = { thread, state: 'IN_PROGRESS', holder: 'ben', ...clock };
    for (let times = 0; times < 2; times += 1)
      expect(await b.ask('ben', 'inbox.claim', { thread })).toEqual(held);
    const assign = { thread, officer: parseOfficerId('ben') };
    expect(await b.ask('ben', 'inbox.assign', assign)).toEqual(held);
    await age(first.thread, 91);
    expect((await row('ben', second.thread))?.duplicates).toEqual([]);
  });

  it('at most 20 are shown, the newest first', async () => {
    const same = numbered('plate', 'QH-1001');
    const { thread } = await filed(same);
    const more = await copyRows<{ id: string }>(
      two.b,
      'cases.thread',
      { id: thread },
      Array.from({ length: 40 }, () => ({ summary: null })),
    );
    const [mark] = await two.b.sql<{ at: Date }>(
      'select min(opened_at) as at from cases.likeness where thread = $1',
      [thread],
    );
    const newest = mark?.at.getTime() ?? 0;
    await copyRows(
      two.b,
      'cases.likeness',
      { thread },
      more.map(({ id }, n) => ({ thread: id, opened_at: new Date(newest - (n + 1) * 60_000) })),
    );
    expect((await row('ben', thread))?.duplicates).toHaveLength(20);
    await two.b.sql(
      `with old as (delete from cases.likeness l using cases.likeness o
         where o.thread = $1 and l.token = o.token and l.thread <> $1 returning l.thread)
       delete from cases.thread where id in (select thread from old)`,
      [thread],
    );
  });

  it('one that was transferred is compared at its new authority, and is a duplicate there alone', async () => {
    const same = numbered('plate', 'QI-1001');
    const moved = await filed(same);
    const stays = await filed(same);
    await two.b.claim.claimRequest(two.b.session('ben'), moved.thread);
    const body: Body<'transfer-notice'> = { authority: harbour, reason: 'It stands in the port.' };
    const place = { thread: moved.thread, inReplyTo: moved.request };
    const notice = await two.reply('ben', place, 'transfer-notice', body);
    await b.ask('ben', 'inbox.answer', notice);
    await eventually(async () => (await row('hal', moved.thread))?.otherDesk === true);
    await waitUntilNotified();
    expect((await row('hal', moved.thread))?.duplicates).toEqual([]);
    expect(await row('ben', stays.thread)).toMatchObject({ duplicates: [], otherDesk: false });
    expect((await row('ben', stays.thread))?.askedAbout).not.toBeNull();
    expect(threadsOf(await check('lea', [same]))).toEqual([moved.thread]);
    expect(threadsOf(await check('lin', [same]))).toEqual([stays.thread]);
  });
});

describe('thirty checks an hour', () => {
  it('are an officer’s; the next is refused with the time to come again, on record, and sending goes on', async () => {
    await free();
    const subject = numbered('plate', 'QJ-1001');
    const left: number[] = [];
    for (let i = 0; i < 30; i += 1) left.push((await check('max', [subject])).checksLeft);
    expect(left).toEqual(Array.from({ length: 30 }, (_, i) => 29 - i));
    const before = await b.newest();
    await expect(check('max', [subject])).rejects.toMatchObject({
      code: 'DUPLICATE_CHECKS_SPENT',
      status: 429,
      detail: expect.stringMatching(/^again from \d{4}-\d\d-\d\dT/),
    });
    expect(await b.readEventsSince(before)).toEqual([['access.denied', 'max']]);
    expect((await check('lin', [subject])).checksLeft).toBe(29);
    const sent = await two.compose(two.b.state, two.a.state, 'max', {});
    expect(await codeOf(b.ask('max', 'requests.submit', sent))).toBeUndefined();
    // Other desks may not have looked yet; at the own desk the officer knows.
    const { thread: other } = await filed(numbered('phone', '+49 171 9000001'));
    const subjects = [numbered('phone', '+49 171 9000001')];
    const body = aRequestBody({ subjects });
    const alike = await two.compose(two.b.state, two.a.state, 'max', { body });
    expect(await codeOf(b.ask('max', 'requests.submit', alike))).toBe('DUPLICATE_NOT_SEEN');
    const mark = await b.newest();
    await b.ask('max', 'requests.submit', { ...alike, duplicatesSeen: [other] });
    expect((await b.readEventsSince(mark)).map(([typ]) => typ)).toEqual([
      'duplicates.passed',
      'case.opened',
      'msg.signed',
    ]);
    await free();
    expect((await check('max', [subject])).checksLeft).toBe(29);
  }, 30_000);

  it('hold also for those that come at once', async () => {
    await free();
    const asked = Array.from({ length: 34 }, () => codeOf(check('max', [])));
    const refused = (await Promise.all(asked)).filter((code) => code !== undefined);
    expect(refused).toEqual(Array.from({ length: 4 }, () => 'DUPLICATE_CHECKS_SPENT'));
  }, 30_000);

  it('are forgotten once they do not count any more, and what was sought at once', async () => {
    await waitUntilNotified();
    const kept = await two.b.sql(
      'select 1 as one from cases.duplicate_check where types is not null or tokens is not null',
    );
    expect(kept).toEqual([]);
    await two.b.sql(`update cases.duplicate_check set at = at - interval '2 hours'`);
    await check('lin', []);
    await waitUntilNotified();
    const rows = await two.b.sql<{ officer: string }>('select officer from cases.duplicate_check');
    expect(rows).toEqual([{ officer: 'lin' }]);
  });
});

describe('what is stored', () => {
  it('shows no word of anybody, and every notice has its entry', async () => {
    await filed(personOf('Grigorij Unmistakable', '1971-07-07'), numbered('plate', 'ZZ-987654'));
    for (const table of ['likeness', 'duplicate_check', 'duplicate_notice']) {
      const rows = await two.b.sql<{ text: string }>(
        `select t::text || encode(coalesce((to_jsonb(t) ->> 'token')::bytea, ''), 'escape') as text from cases.${table} t`,
      );
      expect(rows.map(({ text }) => text).join('\n')).not.toMatch(
        /unmistakable|1971-07|zz-?987654/i,
      );
    }
    const sizes = await two.b.sql(
      'select distinct octet_length(token) as size from cases.likeness',
    );
    expect(sizes).toEqual([{ size: 8 }]);
    expect(await unmatched((sql) => two.b.sql(sql), /a desk was told of another/)).toEqual({});
    expect(two.b.errors).toEqual([]);
  });

  it('is one row or no row to a service: of other authorities it reads nothing', async () => {
    const { store } = await two.b.parts('requests');
    const seen = await store.transaction(
      { step: 'test', officer: 'lea', authority: 'harbour-office', compartments: ['ENFORCEMENT'] },
      (tx) => tx.query<{ authority: string }>('select distinct authority from cases.likeness'),
    );
    expect(seen.map(({ authority }) => authority)).toEqual(['harbour-office']);
    // A mark of another authority's table gets yes, and without the compartment no.
    const [mark] = await two.b.sql<{ type: string; token: Buffer }>(
      `select type, token from cases.likeness l where authority = $1 and not exists (
         select from cases.likeness o where o.token = l.token and o.authority <> l.authority) limit 1`,
      [police],
    );
    const asks = (compartments: readonly string[]) =>
      store.transaction({ step: 'test', authority: 'harbour-office', compartments }, (tx) =>
        tx.query<{ has: boolean }>(
          'select cases.another_desk_has($1, array [$2::text], array [$3::bytea]) as has',
          ['ENFORCEMENT', mark?.type, mark?.token],
        ),
      );
    expect(await asks(['ENFORCEMENT'])).toEqual([{ has: true }]);
    for (const other of [[], ['PROTECTION']]) expect(await asks(other)).toEqual([{ has: false }]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DocumentId, ThreadId } from '#kernel';
import { StoreError } from '#store';
import { recordsOf, stepExpectations } from '../instruments/entries/audit-expectations.js';
import { newHold } from '../support/archive.js';
import { unmatched } from '../instruments/entries/entries.js';
import type { TestGateway } from '../support/gateway.js';
import { itemsSeen, notOnce, tornItems } from '../instruments/cuts/items.js';
import { countByPlace, FaultInjector } from '../instruments/cuts/fault-injector.js';
import { eventually } from '../support/nats.js';
import { OfficeDay } from './fixtures/office-day.js';
import { isSeenAtLeast, assertSeen, seenCounts } from '../instruments/seen-counts.js';
import { firstPage, TwoStates, type Composed } from '../support/two-states.js';
import { unwatchedRecords } from '../instruments/cuts/watched-records.js';

const purpose = 'INVESTIGATION' as const;
// A step is cut at most once a round of work, so that the others continue. After some rounds without a cut every act has had
// its cuts: an upload comes in each third round.
const quietRounds = 4;
const longest = 1_140_000;
const unopened = `mailbox.delivery where state = 'RECEIVED' and not statement`;
const unrelayed = `mailbox.outbox where state = 'SEALED' and not statement`;
const ofThree = 'cuts of three items at once in entries';

describe('the connection ends in place of each statement from the first change on', () => {
  let two: TwoStates;
  let a: OfficeDay;
  let b: OfficeDay;
  const injector = new FaultInjector();
  const exchanged: ThreadId[] = [];
  let [reads, logins, begun] = [0, 0, 0];

  beforeAll(async () => {
    two = await TwoStates.start(injector.newStore);
    // No call wakes these steps: they run as timed, so that they are cut too.
    for (const { steps } of [two.a, two.b])
      for (const step of ['move', 'directory']) steps.hurry(step, 1_000);
    // Each look reads the events by type for sixty facts.
    for (const gateway of [two.a, two.b]) await gateway.sql('create index on journal.event (typ)');
    a = await OfficeDay.begin(two.a, ['ana']);
    b = await OfficeDay.begin(two.b, ['ben']);
  }, 60_000);
  afterAll(() => two.stop());

  async function again<T>(work: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1)
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof StoreError) || tries > 40) throw error;
      }
  }

  const torn: unknown[] = [];
  let looks = 0;
  // Checks after each cut that every item has all traces of a step or none.
  async function look(database: string, cut: string): Promise<void> {
    const gateway = [two.a, two.b].find((each) => each.database.database === database);
    const sql = <T>(text: string): Promise<T[]> =>
      gateway?.sql<T>(text) ?? Promise.reject(Error(database));
    const [items, facts] = [await tornItems(sql), await unmatched(sql)];
    looks += 1;
    if (items.length > 0 || Object.keys(facts).length > 0) torn.push({ cut, items, facts });
  }

  const arrived = (gateway: TestGateway, { id }: Composed): Promise<void> =>
    // A step that is cut at each statement in turn pauses up to 5 s after every cut.
    gateway.arrived(id, 180_000);

  async function read(day: OfficeDay, who: string, thread: ThreadId, dispatch: DocumentId) {
    const one = { thread, dispatch, purpose };
    const desk = who === 'ana' ? 'requests' : 'inbox';
    await again(() => day.ask(who, `${desk}.document`, one));
    await again(() => day.ask(who, `${desk}.show`, { ...one, ...firstPage }));
    reads += 2;
  }

  // Makes every step meet a batch of all documents, however slow the machine is: relaying one by one could
  // split what was sealed together.
  async function together(
    from: TestGateway,
    to: TestGateway,
    work: () => Promise<readonly Composed[]>,
  ): Promise<void> {
    await from.steps.hold('seal');
    await to.steps.hold('open');
    try {
      const sent = await work();
      from.steps.resume('seal');
      await eventually(async () => (await countOf(to, unopened)) >= sent.length, 180_000);
      // Waits until every relay is recorded. A receipt that arrives earlier closes the message, and the cut relay is
      // never repeated.
      await eventually(async () => (await countOf(from, unrelayed)) === 0, 180_000);
      if (!wereThreeCut()) await relayAgain(from);
    } finally {
      from.steps.resume('seal');
      to.steps.resume('open');
    }
  }

  const wereThreeCut = (): boolean =>
    injector.batched.size > 0 && isSeenAtLeast(ofThree, countByPlace(injector.batched));

  async function countOf(gateway: TestGateway, what: string): Promise<number> {
    const [row] = await gateway.sql<{ n: number }>(`select count(*)::integer as n from ${what}`);
    return row?.n ?? 0;
  }

  // Makes a batch of three be sent again, as after three seconds without a receipt. Otherwise this happens only when a
  // relay of all three is cut.
  async function relayAgain(gateway: TestGateway): Promise<void> {
    const open = `not statement and state = 'RELAYED'`;
    const rows = await gateway.sql<{ id: string; attempt: number }>(
      `update mailbox.outbox set next_attempt_at = clock_timestamp() where ${open} returning id, attempt`,
    );
    await eventually(async () => {
      const later = await gateway.sql(
        `select from mailbox.outbox o join unnest($1::bigint[], $2::int[]) as r (id, attempt)
         on r.id = o.id and o.attempt > r.attempt`,
        [rows.map(({ id }) => id), rows.map(({ attempt }) => attempt)],
      );
      return later.length === rows.length;
    }, 180_000);
  }

  interface Asked {
    readonly thread: ThreadId;
    readonly sent: Composed;
  }

  async function asked(): Promise<Asked> {
    const sent = await two.request();
    const { thread } = await again(() => a.ask('ana', 'requests.submit', sent));
    return { thread, sent };
  }

  async function answered({ thread, sent }: Asked): Promise<Composed> {
    await again(() => b.ask('ben', 'inbox.claim', { thread }));
    const answer = await two.response(thread, sent.id);
    await again(() => b.ask('ben', 'inbox.answer', answer));
    return answer;
  }

  async function round(number: number): Promise<void> {
    const threads: Asked[] = [];
    await together(two.a, two.b, async () => {
      for (let n = 0; n < 3; n += 1) threads.push(await asked());
      return threads.map(({ sent }) => sent);
    });
    for (const { sent } of threads) await arrived(two.b, sent);
    const [one] = threads;
    if (one === undefined) throw new Error('nothing was asked');
    await read(b, 'ben', one.thread, one.sent.id);
    const answers: Composed[] = [];
    await together(two.b, two.a, async () => {
      for (const each of threads) answers.push(await answered(each));
      return answers;
    });
    for (const sent of answers) await arrived(two.a, sent);
    const [answer] = answers;
    if (answer !== undefined) await read(a, 'ana', one.thread, answer.id);
    const token = await again(() => a.login('ana'));
    await again(() => a.calls.ask('requests.close-session', { session: token }));
    logins += 1;
    await again(async () => two.a.witness.offer());
    if (number % 3 === 0) await upload();
    exchanged.push(...threads.map((each) => each.thread));
  }

  async function upload(): Promise<void> {
    await again(async () => {
      const bytes = Buffer.alloc(100, reads);
      const { upload: id } = await a.ask('ana', 'requests.upload-begin', { size: bytes.length });
      await a.ask('ana', 'requests.upload-chunk', { upload: id, index: 0, bytes });
      await a.ask('ana', 'requests.upload-finish', { upload: id });
    });
  }

  async function orders(...threads: readonly ThreadId[]): Promise<void> {
    const { state } = two.b;
    const signers = ['dora', 'eli'].map((name) => state.officer(name).key);
    const [hold, basis] = [newHold(), 'LED_ART_16_2'];
    const order = async (kind: 'hold' | 'hold-lifted' | 'erase', body: object): Promise<void> => {
      const signed = await state.entry(kind, body as never, signers, { issuedAt: new Date() });
      await again(() => b.calls.ask('requests.append-entry', { chain: 'retention', ...signed }));
    };
    const [thread] = threads;
    await order('hold', { hold, thread, basis, reason: 'COURT_ORDER' });
    await order('hold-lifted', { hold, thread, basis });
    for (const each of threads) await order('erase', { thread: each, basis });
  }

  const erased = (threads: readonly ThreadId[]): Promise<void> =>
    eventually(async () => {
      const left = threads.map((thread) => `'${thread}'`).join(', ');
      const what = `cases.thread where id in (${left}) and key_wrapped is not null`;
      return (await countOf(two.b, what)) === 0;
    }, 180_000);

  // Three erasures are due at once while messages are under way.
  async function amidMessages(number: number): Promise<void> {
    const threads = exchanged.splice(0, 3);
    await two.b.steps.hold('erase');
    await orders(...threads);
    two.b.steps.resume('erase');
    await round(number);
    await erased(threads);
  }

  async function erasure(number: number): Promise<void> {
    if (exchanged.length === 0) await round(number);
    const threads = exchanged.splice(0, 1);
    await orders(...threads);
    await erased(threads);
  }

  // Goes on until some rounds in a row were not cut. @throws Error when the time of the test is over
  async function untilQuiet(
    work: (number: number) => Promise<void>,
    isEnough = (): boolean => true,
  ): Promise<void> {
    let quiet = 0;
    for (let number = 1; quiet < quietRounds || !isEnough(); number += 1) {
      if (performance.now() > begun + longest)
        throw new Error(
          quiet < quietRounds
            ? `still cut in round ${number}, last at ${[...injector.cuts].at(-1)}`
            : `${ofThree}: ${JSON.stringify(countByPlace(injector.batched))}`,
        );
      const before = injector.times;
      await work(number);
      quiet = injector.times === before ? quiet + 1 : 0;
    }
  }

  it('and every fact has its event, every event its fact, on both sides', async () => {
    begun = performance.now();
    injector.everywhere = true;
    injector.batches = new Set(Object.keys(seenCounts[ofThree] ?? {}));
    injector.onCut = look;
    try {
      // On a busy machine three items are at once in a batch less often: rounds go on until they were cut there.
      await untilQuiet(round, wereThreeCut);
      for (let number = 1; number <= 3; number += 1) await amidMessages(number);
      await untilQuiet(erasure);
    } finally {
      injector.everywhere = false;
    }
    for (const gateway of [two.a, two.b]) {
      let found: object = {};
      const settled = async (): Promise<boolean> => {
        found = await unmatched((sql) => gateway.sql(sql));
        return Object.keys(found).length === 0;
      };
      await eventually(settled, 60_000).catch(() => undefined);
      expect(found).toEqual({});
    }
    assertSeen('cuts in entries', countByPlace(injector.cuts));
    assertSeen('cuts of three items at once in entries', countByPlace(injector.batched));
    expect([torn, looks]).toEqual([[], injector.times]);
  }, 1_200_000);

  it('and of each item of a batch every trace is there, each once', async () => {
    const seen: Record<string, number> = {};
    for (const gateway of [two.a, two.b]) {
      expect(await tornItems((sql) => gateway.sql(sql))).toEqual([]);
      expect(await notOnce((sql) => gateway.sql(sql))).toEqual([]);
      for (const [step, n] of Object.entries(await itemsSeen((sql) => gateway.sql(sql))))
        seen[step] = (seen[step] ?? 0) + n;
    }
    assertSeen('items in entries', seen);
  });

  it.each([
    ...['journal.event', 'journal.leaf', 'journal.erasure', 'mailbox.outbox', 'mailbox.chain'],
    ...['mailbox.receipt_due', 'mailbox.receipt_out', 'mailbox.statement_in', 'mailbox.accepted'],
    ...['cases.dispatch', 'cases.crossing'],
  ])('and what is missing of %s is seen', async (table) => {
    const sql = <T>(text: string): Promise<T[]> => two.b.sql<T>(text);
    await sql('begin');
    try {
      // Bypasses triggers, as no service can.
      await sql('set local session_replication_role = replica');
      await sql(`delete from ${table}`);
      expect((await tornItems(sql)).length).toBeGreaterThan(0);
      const ofMessages = ['journal.event', 'cases.dispatch', 'mailbox.accepted'].includes(table);
      if (ofMessages) expect((await notOnce(sql)).length).toBeGreaterThan(0);
    } finally {
      await sql('rollback');
    }
  });

  it('each read that was answered is one entry, and each that was not is none', async () => {
    const rows = await Promise.all(
      [two.a, two.b].map((gateway) =>
        gateway.sql<{ typ: string; n: number }>(
          `select typ, count(*)::int as n from journal.event
           where typ in ('item.viewed', 'session.opened') group by typ`,
        ),
      ),
    );
    const count = (typ: string): number =>
      rows.flat().reduce((sum, row) => (row.typ === typ ? sum + row.n : sum), 0);
    expect(count('item.viewed')).toBe(reads);
    // Two logins happened before the first round.
    expect(count('session.opened')).toBe(logins + 2);
  });

  it('and no step recorded what the table does not say of it', () => {
    const kinds = new Set<string>();
    for (const { service, step, records } of injector.commits) {
      const act = stepExpectations[step];
      // Recorded by the builder of the States, before the first round.
      if (act === undefined) expect([step, records]).toEqual(['test', []]);
      else
        for (const typ of records) {
          expect([step, recordsOf(act)]).toEqual([step, expect.arrayContaining([typ])]);
          kinds.add(`${service}/${step}: ${typ}`);
        }
    }
    assertSeen('kinds of records in entries', countByPlace(kinds));
  });

  it('and the statements that were watched recorded all that is in the logs', async () => {
    expect(await unwatchedRecords(injector.commits, [two.a, two.b])).toEqual({});
  });
});

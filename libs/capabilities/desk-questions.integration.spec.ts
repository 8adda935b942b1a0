import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import { TestPostgres } from '../../test/support/postgres.js';
import { insertRow, insertRows } from '../../test/support/rows.js';
import {
  clockOf,
  mostExtensions,
  parseAuthorityId,
  parseDocumentId,
  parseOfficerId,
  priorities,
  timestamp,
  type ClockMark,
  type Compartment,
  type ThreadId,
} from '#kernel';
import { Clocks } from '#threads';
import { DeskNotices } from '#capabilities/assignment/desk-notices.rows';
import {
  DeconflictionIndex,
  type HashedMatchKeys,
} from '#capabilities/deconfliction/deconfliction.rows';
import { loadTerms } from '#capabilities/deadlines/terms.facts';
import { StopWords } from '#capabilities/halts/stop-words.rows';
import { type Connection, migrations, type Store } from '#store';
import type { KeyRing } from '#trust';

let postgres: TestPostgres;
let database: Connection;
let requests: Store;
let sealer: Store;
const keys = { indexKey: () => Buffer.alloc(32) } as unknown as KeyRing;
const officer = parseOfficerId('ana');
const [police, customs, harbour] = ['border-police', 'customs', 'harbour-office'] as const;
const desks = [police, customs, harbour].map(parseAuthorityId);
const compartments = ['ENFORCEMENT', 'PROTECTION'] as const;
const day = 86_400_000;

beforeAll(async () => {
  postgres = await TestPostgres.start();
  database = await postgres.database(migrations);
  const of = async (service: string) =>
    postgres.store(await postgres.role(database, `liaise_${service}`), service, 1);
  [requests, sealer] = [await of('requests'), await of('sealer')];
}, 60_000);
afterAll(async () => {
  await requests.close();
  await sealer.close();
  await postgres.stop();
});

const at = (
  authority: string,
  of: readonly Compartment[] = compartments,
  step = 'list-threads',
) => ({
  ...{ step, officer, authority, compartments: of },
});

describe('the marks of a clock, for the whole desk', () => {
  const clocks = new Clocks();
  const acts = ['ACKNOWLEDGE', 'INDIRECT', 'PAUSE', 'RESUME', 'STOP', 'EXTEND', 'PROLONG'] as const;
  /** Fate of an extension: of the neighbour, opened there, rejected there, or not answered. */
  const fates = ['IN', 'OPENED', 'DOCUMENT_REPLAYED', 'CONTENT_ERASED', 'WAITS'] as const;
  const counting: readonly (typeof fates)[number][] = ['IN', 'OPENED', 'DOCUMENT_REPLAYED'];
  const minute = fc.option(fc.nat(20_000), { freq: 4 });
  const marks = fc.record({
    start: fc.option(fc.record({ at: minute }), { freq: 8 }),
    ends: fc.option(fc.nat(50_000), { freq: 2 }),
    limits: fc.option(fc.tuple(fc.nat(9_000), fc.nat(9_000), fc.nat(90_000)), { freq: 2 }),
    others: fc.array(
      fc.record({
        act: fc.constantFrom(...acts),
        at: minute,
        of: fc.nat(5),
        fate: fc.constantFrom(...fates),
      }),
      { maxLength: 9 },
    ),
    announced: fc.constantFrom(0, 0, 0, mostExtensions - 1, mostExtensions + 1),
    stop: fc.option(fc.boolean(), { freq: 2 }),
    priority: fc.constantFrom(...Object.values(priorities)),
  });
  type Marks = typeof marks extends fc.Arbitrary<infer T> ? T : never;
  // Drawn by chance alone, an extension that changes the end could be missing.
  const extending = (fate: (typeof fates)[number]): [Marks] => [
    {
      ...{ start: { at: 0 }, ends: 9_000, limits: null, announced: 0, stop: null },
      others: [{ act: 'PROLONG', at: 10, of: 5, fate }],
      priority: priorities.NORMAL,
    },
  ];
  const began = Date.UTC(2026, 0, 5);
  const instant = (minutes: number) => new Date(began + minutes * 60_000);

  it('give the clock that all its documents give, and to another desk none', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        marks,
        async ({ start, ends, limits, others, announced, stop, priority }) => {
          const members = {
            side: 'ASKED',
            authority: police,
            compartment: 'ENFORCEMENT',
            priority,
          };
          const thread = await insertRow<{ id: ThreadId }>(database, 'cases.thread', members);
          const questions = [v7()];
          const rows: Record<string, unknown>[] = [];
          const sent: Record<string, unknown>[] = [];
          const withheld: ClockMark[] = [];
          const all: ClockMark[] = [];
          const say = (act: ClockMark['act'], minutes: number | null, row: object = {}): void => {
            const id = act.act === 'PAUSE' ? (questions.at(-1) ?? '') : v7();
            if (act.act === 'PAUSE') questions.push(v7());
            const delivered = minutes === null ? null : instant(minutes);
            const placed = { id, thread: thread.id, clock_act: act.act, delivered_at: delivered };
            rows.push({ ...placed, direction: 'IN', ...row });
            const deliveredAt = delivered && timestamp(delivered);
            all.push({ document: parseDocumentId(id), deliveredAt, act });
          };
          if (start !== null) {
            const [urgentDirect = 0, urgentIndirect = 0, other = 0] = limits ?? [];
            const stated = limits !== null && { limits: { urgentDirect, urgentIndirect, other } };
            const until = ends === null ? null : instant(ends);
            const term = until !== null && { until: timestamp(until) };
            const row = { clock_limits: limits, clock_until: until };
            say({ act: 'START', ...stated, ...term }, start.at, row);
          }
          const extensions = Array.from({ length: announced }, (_, i) => ({
            ...{ act: 'EXTEND' as const, at: i, of: i, fate: 'IN' as const },
          }));
          for (const { act, at: minutes, of, fate } of [...others, ...extensions]) {
            const until = instant((of + 1) * 5_000);
            const question = questions[of % questions.length] ?? '';
            if (act === 'EXTEND') {
              say({ act, until: timestamp(until) }, minutes, { clock_until: until });
            } else if (act === 'PROLONG') {
              const direction = fate === 'IN' ? 'IN' : 'OUT';
              say({ act, until: timestamp(until) }, minutes, { clock_until: until, direction });
              const dispatch = all.at(-1)?.document;
              const isOpened = fate === 'OPENED';
              const isRejected = fate === 'DOCUMENT_REPLAYED' || fate === 'CONTENT_ERASED';
              const outcome = isRejected ? 'REJECTED' : isOpened ? 'OPENED' : null;
              const code = isRejected ? fate : null;
              if (fate !== 'IN') sent.push({ dispatch, outcome, code });
              if (!counting.includes(fate)) withheld.push(...all.splice(-1));
            } else if (act === 'RESUME') {
              say({ act, question: parseDocumentId(question) }, minutes, {
                clock_question: question,
              });
            } else say({ act }, minutes);
          }
          await insertRows(database, 'cases.dispatch', rows);
          await insertRows(database, 'mailbox.outbox', sent);
          if (stop !== null) {
            const raised = { thread: thread.id, raised_at: instant(9_000) };
            const lift = { proposed_by: 'ben', proposed_at: instant(9_001) };
            const lifted = { ...lift, lifted_by: 'eva', lifted_at: instant(9_002) };
            const { id } = await insertRow<{ id: string }>(database, 'cases.stop', {
              ...raised,
              ...(!stop && lifted),
            });
            const deliveredAt = timestamp(raised.raised_at);
            if (stop)
              all.push({ document: parseDocumentId(id), deliveredAt, act: { act: 'STOP' } });
          }
          const asked = { id: thread.id, priority };
          const clockAt = async (authority: string, of: readonly Compartment[]) => {
            const look = { ...asked, onRoster: false };
            const [clock] = await requests.transaction(at(authority, of), (tx) =>
              clocks.clocksOf(tx, [look]),
            );
            return clock;
          };
          const whole = clockOf(all, priority);
          const [own] = await sealer.transaction({ step: 'watch-clocks' }, (tx) =>
            clocks.clocksOf(tx, [asked]),
          );
          expect([own, await clockAt(police, ['ENFORCEMENT'])]).toEqual([whole, whole]);
          const { extended } = await sealer.transaction({ step: 'watch-clocks' }, (tx) =>
            loadTerms({ tx, cases: { clocks } }, [{ thread: asked }]),
          );
          const allowsOne = others.every(
            ({ act, fate }) => act !== 'PROLONG' || fate === 'CONTENT_ERASED',
          );
          expect(extended.has(thread.id)).toBe(!allowsOne);
          const nothing = clockOf([], priority);
          expect(await clockAt(customs, compartments)).toEqual(nothing);
          expect(await clockAt(police, ['PROTECTION'])).toEqual(nothing);
          seen.add(whole.state);
          if (whole.term?.extended === true) seen.add('extended');
          const otherwise = clockOf([...all, ...withheld], priority);
          if (otherwise.term?.endsAt !== whole.term?.endsAt) seen.add('withheld');
        },
      ),
      { numRuns: 150, examples: fates.map(extending) },
    );
    const states = ['NONE', 'NOT_STARTED', 'PAUSED', 'RUNNING', 'STOPPED'];
    expect([...seen].sort()).toEqual([...states, 'extended', 'withheld']);
  }, 120_000);
});

describe('halts that others of an operation were told', () => {
  it('are given to the own desk, and to the steps that judge what leaves and comes', async () => {
    const place = { authority: police, compartment: 'ENFORCEMENT' };
    const thread = await insertRow<{ id: ThreadId }>(database, 'cases.thread', place);
    const halt = 'a'.repeat(64);
    const word = { thread: thread.id, halt, act: 'HALTED', direction: 'OUT' };
    await insertRow(database, 'cases.stop_word', word);
    const countStopWords = async (store: Store, context: Parameters<Store['transaction']>[0]) => {
      const others = await store.transaction(context, (tx) =>
        new StopWords().ofOthers(tx, [thread.id]),
      );
      return others.words.length;
    };
    expect(await countStopWords(requests, at(police, ['ENFORCEMENT']))).toBe(1);
    for (const context of [at(customs), at(police, ['PROTECTION'])])
      expect(await countStopWords(requests, context)).toBe(0);
    for (const [step, count] of [
      ['seal-outbox', 1],
      ['open-delivery', 1],
      ['carry-stop-words', 0],
      ['list-threads', 0],
    ] as const)
      expect([step, await countStopWords(sealer, { step })]).toEqual([step, count]);
  });
});

describe('whether another desk has something about the same', () => {
  const index = new DeconflictionIndex(keys);
  const kinds = ['DOCUMENT', 'PHONE'] as const;
  const one = fc.record({
    desk: fc.constantFrom(...desks),
    compartment: fc.constantFrom(...compartments),
    type: fc.constantFrom(...kinds),
    token: fc.nat(1),
    age: fc.constantFrom(1, 1, 89, 91),
    withheld: fc.constantFrom(false, false, false, true),
  });
  const look = fc.record({
    own: fc.constantFrom(...desks),
    compartment: fc.constantFrom(...compartments),
    marks: fc.array(fc.tuple(fc.constantFrom(...kinds), fc.nat(1)), { minLength: 2, maxLength: 4 }),
  });

  it('is what that desk would find itself, of the compartment alone; and it is told', async () => {
    const seen = { yes: 0, no: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.noBias(fc.array(one, { minLength: 4, maxLength: 8 })),
        fc.noBias(look),
        async (rows, sought) => {
          const tokens = [0, 1].map(() => randomBytes(8));
          for (const { desk: authority, compartment, type, token, age, withheld } of rows) {
            const opened = new Date(Date.now() - age * day);
            const place = { authority, compartment };
            const members = { side: 'ASKED', opened_at: opened, ...place };
            const thread = await insertRow<{ id: string }>(database, 'cases.thread', members);
            const like = { thread: thread.id, type, token: tokens[token], opened_at: opened };
            await insertRow(database, 'cases.likeness', { ...place, ...like });
            if (!withheld) continue;
            const said = { thread: thread.id, direction: 'IN', ...place };
            await insertRow(database, 'cases.dispatch', { ...said, id: thread.id });
            const { id } = await insertRow<{ id: string }>(database, 'cases.dispatch', said);
            const recall = { document: id, thread: thread.id, act: 'RECALL', ...place };
            await insertRow(database, 'cases.recall', { ...recall, items: [thread.id] });
            await insertRow(database, 'cases.withheld', { item: thread.id, recall: id, ...place });
          }
          const matchKeys: HashedMatchKeys = {
            compartment: sought.compartment,
            types: sought.marks.map(([type]) => type),
            tokens: sought.marks.map(([, token]) => tokens[token] ?? Buffer.alloc(8)),
            asked: Buffer.alloc(8),
          };
          const found = async (authority: (typeof desks)[number]): Promise<boolean> => {
            const threads = await requests.transaction(at(authority), (tx) =>
              index.find(tx, { officer, authority }, matchKeys),
            );
            return threads.length > 0;
          };
          const others = desks.filter((desk) => desk !== sought.own);
          const has = (await Promise.all(others.map(found))).includes(true);
          const asker = { officer, authority: sought.own };
          const elsewhere = (of: readonly Compartment[]) =>
            requests.transaction(at(sought.own, of), async (tx) => {
              const looked = await index.look(tx, asker, matchKeys);
              expect(looked.there).toEqual(await index.find(tx, asker, matchKeys));
              return looked.elsewhere;
            });
          expect(await elsewhere(compartments)).toBe(has);
          const other = compartments.filter((each) => each !== sought.compartment);
          expect(await elsewhere(other)).toBe(false);
          await requests.transaction(at(sought.own), (tx) =>
            index.tell(tx, { officer, authority: sought.own }, matchKeys),
          );
          const { concerned } = await sealer.transaction({ step: 'notify-desks' }, (tx) =>
            new DeskNotices().takeChecks(tx, 2),
          );
          expect(concerned.length > 0).toBe(has);
          expect(concerned.map(({ authority }) => authority)).not.toContain(sought.own);
          seen[has ? 'yes' : 'no'] += 1;
        },
      ),
      // Without the bias to small values about half of the draws find something.
      { numRuns: 50 },
    );
    expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(8);
  }, 120_000);
});

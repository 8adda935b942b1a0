import { beforeAll, describe, expect, it } from '@jest/globals';
import { CarryStopWords } from '#journey/statements/carry-stop-words';
import { LinkTurns } from '#journey/links/link-turns';
import { SendStopWords } from '#journey/statements/send-stop-words';
import { StatementSender } from '#journey/statements/statement-sender';
import { parseAuthorityId } from '#kernel';
import { Mailbox } from '#mailbox';
import { cutLook } from '../../instruments/cuts/cut-look.js';
import { answer, Halting, lifting } from '../fixtures/halting.js';
import type { TestGateway } from '../../support/gateway.js';
import { FaultInjector } from '../../instruments/cuts/fault-injector.js';
import { eventually } from '../../support/nats.js';
import { codeOf } from '../fixtures/recalling.js';
import type { ThreeStates } from '../fixtures/three-states.js';
import { sharedLine } from './line.js';

describe('a stop-word in an operation of three States', () => {
  let three: ThreeStates;
  let at: Halting;
  let a: TestGateway;
  let b: TestGateway;
  let c: TestGateway;
  beforeAll(async () => {
    three = await sharedLine();
    ({ a, b, c } = three);
    at = new Halting(three);
  }, 90_000);

  it('by one halts all, within five seconds on live links and past what is queued, and tells nobody who said it', async () => {
    const { withA, withC, members } = await at.begun();
    const other = await at.begun();
    await b.steps.hold('seal');
    for (let n = 0; n < 20; n += 1) await at.submit(b, 'ana', await three.onward({}, 'ana'));
    b.steps.resume('seal');
    const since = performance.now();
    const stop = await at.halt(a, b, withA);
    await eventually(() => at.isHalted(c, withC, stop.sha256), 5_000);
    expect(performance.now() - since).toBeLessThan(5_000);
    expect(await at.stepOf(c, withC)).toBe('THREAD_HALTED');
    expect(await at.isHalted(b, withC, stop.sha256)).toBe(true);
    expect(await at.isHalted(b, withA)).toBe(true);
    await eventually(async () => (await at.view(b, withC))?.elsewhere[0]?.heard === true);
    expect((await at.view(c, withC))?.elsewhere).toEqual([{ halt: stop.sha256, heard: null }]);
    // Another State or authority is another step.
    const harbour = parseAuthorityId('harbour-office');
    const to = { state: c.state.state, authority: harbour };
    const more = await three.along([b, c], 'ana', { ...members, to });
    expect(await codeOf(at.submit(b, 'ana', more))).toBe('THREAD_HALTED');
    // XC has only XB's statement, which holds the hash of XA's document.
    const statements = await c.sql<{ statement: Buffer }>(
      `select s.statement from mailbox.statement_in s
       where convert_from(s.statement, 'UTF8')::jsonb #>> '{body,thread}' = $1`,
      [withC],
    );
    expect(statements).toHaveLength(1);
    const statement = String(statements[0]?.statement);
    expect(JSON.parse(statement)).toMatchObject({
      ...{ from: 'XB', to: 'XC' },
      body: { thread: withC, halt: stop.sha256, act: 'HALTED', answer: false },
    });
    expect(statement).not.toMatch(/XA|No air/);
    // An unrelated operation continues.
    expect(await at.stepOf(c, other.withC)).toBe('done');
    await at.matched();
  }, 120_000);

  it('is lifted for all once each that holds is lifted by both States between whom it was said', async () => {
    const { withA, withC } = await at.begun();
    const first = await at.halt(a, b, withA);
    const second = await at.halt(b, c, withC);
    await eventually(() => at.isHalted(c, withC, first.sha256));
    await eventually(() => at.isHalted(a, withA, second.sha256));
    expect(await at.isHalted(b, withA, second.sha256)).toBe(true);
    expect(await at.isHalted(b, withC, first.sha256)).toBe(true);
    // A halt is lifted in the thread where it was said.
    const astray = at.say([c, b], withC, 'resume', lifting, first.id);
    expect(await codeOf(astray)).toBe('PARENT_MISMATCH');
    await at.lift(a, b, withA, first.id);
    expect(await at.isHalted(b, withC, first.sha256)).toBe(true);
    await at.lift(b, a, withA, first.id);
    await eventually(async () => (await at.isHalted(c, withC)) && (await at.isHalted(b, withC)));
    // The other halt stays.
    for (const [from, thread] of [
      [a, withA],
      [c, withC],
    ] as const)
      expect(await at.stepOf(from, thread)).toBe('THREAD_HALTED');
    await at.lift(c, b, withC, second.id);
    await at.lift(b, c, withC, second.id);
    await eventually(async () => (await at.isHalted(a, withA)) && (await at.isHalted(b, withA)));
    for (const [from, thread] of [
      [a, withA],
      [c, withC],
    ] as const)
      expect(await at.stepOf(from, thread)).toBe('done');
    await at.matched();
  }, 120_000);

  it('keeps back what waits to be sealed in another thread, and what crosses it', async () => {
    const { withA, withC } = await at.begun();
    const asked = await at.say([c, b], withC, 'clarification-question', {
      question: 'Which lorry?',
    });
    await three.arrived(b, asked.id);
    await b.steps.hold('seal');
    await c.steps.hold('open');
    const red = { answer: 'The red one.' };
    const waits = await at.say([b, c], withC, 'clarification', red, asked.id);
    const stop = await at.halt(a, b, withA);
    await eventually(() => at.isHalted(b, withC, stop.sha256));
    // Also for an officer who may not read the thread of the halt.
    await b.sql(`update cases.thread set owner = 'lia' where id = $1`, [withA]);
    expect(await codeOf(at.view(b, withA))).toBe('NOT_ON_ROSTER');
    const another = at.say([b, c], withC, 'clarification', red, asked.id);
    expect(await codeOf(another)).toBe('THREAD_HALTED');
    await b.sql(`update cases.thread set owner = 'ana' where id = $1`, [withA]);
    const crosses = await at.say([c, b], withC, 'response', answer);
    // Must leave before the halt arrives, or it would be kept back. It leaves after the receipt of the question, which
    // is held.
    await eventually(async () => (await at.fate(c, crosses.id))?.state !== 'QUEUED');
    b.steps.resume('seal');
    await eventually(async () => (await at.fate(b, waits.id))?.state !== 'QUEUED');
    expect(await at.fate(b, waits.id)).toEqual({ state: 'VOID', code: 'THREAD_HALTED' });
    c.steps.resume('open');
    await eventually(async () => (await at.fate(c, crosses.id))?.state === 'CLOSED');
    expect(await at.fate(c, crosses.id)).toEqual({ state: 'CLOSED', code: 'THREAD_HALTED' });
    expect(await at.isHalted(c, withC, stop.sha256)).toBe(true);
    await c.steps.hold('open');
    await at.lift(a, b, withA, stop.id);
    await at.lift(b, a, withA, stop.id);
    // Allowed here once the lifting is on its way before it; shown while the halt may still hold there.
    await eventually(() => at.isHalted(b, withC));
    expect((await at.view(b, withC))?.lifting).toEqual([stop.sha256]);
    expect((await at.view(c, withC))?.lifting).toEqual([]);
    c.steps.resume('open');
    await eventually(async () => (await at.view(b, withC))?.lifting.length === 0);
    const now = await at.say([b, c], withC, 'clarification', red, asked.id);
    await three.arrived(c, now.id);
    await at.matched();
  }, 120_000);

  it('is told of three operations wherever the connection ends, each once', async () => {
    const injector = new FaultInjector();
    const operations = [await at.begun(), await at.begun(), await at.begun()];
    await b.steps.hold('stop-words');
    for (const { withA } of operations) {
      const stop = await at.halt(a, b, withA);
      await three.arrived(b, stop.id);
    }
    const items = async () => {
      const rows = await b.sql<{ parts: boolean[] }>(
        `select array[w.message_id is not null, coalesce(w.attempt = 1, false),
           exists (select from mailbox.outbox o where o.statement and o.message_id = w.message_id),
           (select count(*) = 1 from journal.event e where e.typ = 'halt.told' and e.thread = t.id)] as parts
         from cases.thread t left join cases.stop_word w on w.thread = t.id and w.direction = 'OUT'
         where t.id = any ($1::uuid[])`,
        [operations.map(({ withC }) => withC)],
      );
      return rows.map(({ parts }) => parts);
    };
    const { store, trust, cases, journal } = await b.parts('sealer', injector.newStore);
    const { signing, receipts } = b.state.keys;
    const keys = { signing: signing.unlocked, receipts: receipts.unlocked };
    const mailbox = new Mailbox();
    const sender = new StatementSender(trust, mailbox, keys);
    const stopWords = new SendStopWords(trust, cases, mailbox, journal, sender);
    const turns = new LinkTurns(() => undefined);
    const run = () => new CarryStopWords(store, trust, cases, stopWords, turns).run();
    await cutLook({ injector, name: 'stop-words', run, items });
    b.steps.resume('stop-words');
    await at.matched();
  }, 120_000);

  it('reaches who was cut off once the link is back, also when the carrier has lost it', async () => {
    const { withA, withC } = await at.begun();
    await c.stopExchange();
    const stop = await at.halt(a, b, withA);
    const gone = `select 1 from mailbox.outbox q join cases.stop_word w on w.message_id = q.message_id
      where w.thread = $1 and q.state = 'CLOSED'`;
    await eventually(async () => (await b.sql(gone, [withC])).length === 1);
    expect((await at.view(b, withC))?.elsewhere).toEqual([{ halt: stop.sha256, heard: false }]);
    const [border] = three.pair.borders;
    const neighbour = { linkId: three.links[1], side: 'solicit', peer: b.state.state } as const;
    await c.startExchange(border, neighbour);
    await eventually(() => at.isHalted(c, withC, stop.sha256));
    // Not confirmed by XC, so it is sent again.
    await eventually(async () => (await at.view(b, withC))?.elsewhere[0]?.heard === true);
    await c.sql('delete from cases.stop_word where thread = $1', [withC]);
    await b.sql('update cases.stop_word set confirmed_at = null where thread = $1', [withC]);
    await eventually(() => at.isHalted(c, withC, stop.sha256), 20_000);
  }, 120_000);
});

import { beforeAll, describe, expect, it } from '@jest/globals';
import { v7 } from 'uuid';
import {
  parseAuthorityId,
  parseBroadcastId,
  type Body,
  type Document,
  type DocumentId,
  type DocumentKind,
  type Sha256,
  type ThreadId,
} from '#model';
import { sha256 } from '#wire';
import { anAssessment, aRequestWith } from '../../support/builders.js';
import type { Composed } from '../../support/composed.js';
import { unmatched } from '../../support/entries.js';
import { soon } from '../../support/forwarding.js';
import type { TestGateway } from '../../support/gateway.js';
import { eventually } from '../../support/nats.js';
import { codeOf } from '../../support/recalling.js';
import type { ThreeStates } from '../../support/three-states.js';
import { firstPage } from '../../support/two-states.js';
import { sharedLine } from './line.js';

const purpose = 'INVESTIGATION';
const answer: Body<'response'> = { final: false, information: 'The lorry is followed.' };
const lifting = { assurance: 'They are out.' };

/** XB asks XA and XC, who are no neighbours, to act with it in one operation. */
describe('a stop-word in an operation of three States', () => {
  let three: ThreeStates;
  let a: TestGateway;
  let b: TestGateway;
  let c: TestGateway;
  beforeAll(async () => {
    three = await sharedLine();
    ({ a, b, c } = three);
  }, 90_000);

  /** The threads of an operation with XA and with XC. */
  interface Operation {
    readonly members: Partial<Document>;
    readonly withA: ThreadId;
    readonly withC: ThreadId;
  }

  const submit = async (from: TestGateway, name: string, said: Composed) => {
    const desk = from === b ? b.submit : from.answer;
    await desk.run(from.session(name), said);
    return said.id;
  };

  async function begun(): Promise<Operation> {
    const assessment = anAssessment({ validUntil: soon() });
    const proportionality = 'The lorry crosses both.';
    const broadcast = { id: parseBroadcastId(v7()), proportionality };
    const asked = aRequestWith('CONTROLLED_DELIVERY', 'assessment', assessment);
    const members = { body: { ...asked, broadcast } };
    const threads: ThreadId[] = [];
    for (const to of [a, c]) {
      const id = await submit(b, 'ana', await three.along([b, to], 'ana', members));
      await three.arrived(to, id);
      threads.push(id as unknown as ThreadId);
      await to.claim.run(to.session('ben'), id as unknown as ThreadId);
    }
    const [withA, withC] = threads as [ThreadId, ThreadId];
    return { members, withA, withC };
  }

  /** A document of ben's of XA or XC, or of XB's ana to one of them. */
  const say = async (
    [from, to]: readonly [TestGateway, TestGateway],
    thread: ThreadId,
    kind: DocumentKind,
    body: Body<DocumentKind>,
    inReplyTo = thread as unknown as DocumentId,
  ) => {
    const name = from === b ? 'ana' : 'ben';
    const said = await three.along([from, to], name, { kind, thread, inReplyTo, body });
    await submit(from, name, said);
    return { ...said, sha256: sha256(said.document) };
  };
  const halt = (from: TestGateway, to: TestGateway, thread: ThreadId) =>
    say([from, to], thread, 'halt', { danger: 'No air.' });
  const lift = async (from: TestGateway, to: TestGateway, thread: ThreadId, stop: DocumentId) => {
    const { id } = await say([from, to], thread, 'resume', lifting, stop);
    await three.arrived(to, id);
  };
  const stepOf = (from: TestGateway, thread: ThreadId) =>
    codeOf(say([from, b], thread, 'response', answer));
  const view = async (gateway: TestGateway, thread: ThreadId) => {
    const name = gateway === b ? 'ana' : 'ben';
    const desk = gateway === b ? b.asking : gateway.asked;
    return (await desk.show(gateway.session(name), thread, purpose, firstPage)).operation;
  };
  const elsewhere = async (gateway: TestGateway, thread: ThreadId): Promise<Sha256[]> =>
    ((await view(gateway, thread))?.elsewhere ?? []).map((each) => each.halt).sort();
  const isHalted = async (gateway: TestGateway, thread: ThreadId, ...by: readonly Sha256[]) => {
    const found = await elsewhere(gateway, thread);
    return found.join() === [...by].sort().join();
  };
  const fate = async (gateway: TestGateway, dispatch: DocumentId) => {
    const [row] = await gateway.sql<{ state: string; code: string | null }>(
      'select state, code from mailbox.outbox where dispatch = $1',
      [dispatch],
    );
    return row;
  };
  const matched = async () => {
    for (const gateway of [a, b, c])
      expect(
        Object.keys(await unmatched((sql) => gateway.sql(sql))).filter((fact) =>
          fact.includes('stop-word'),
        ),
      ).toEqual([]);
  };

  it('by one halts all, within five seconds on live links and past what is queued, and tells nobody who said it', async () => {
    const { withA, withC, members } = await begun();
    const other = await begun();
    await b.steps.hold('seal');
    for (let n = 0; n < 20; n += 1) await submit(b, 'ana', await three.onward({}, 'ana'));
    b.steps.resume('seal');
    const since = performance.now();
    const stop = await halt(a, b, withA);
    await eventually(() => isHalted(c, withC, stop.sha256), 5_000);
    expect(performance.now() - since).toBeLessThan(5_000);
    expect(await stepOf(c, withC)).toBe('THREAD_HALTED');
    expect(await isHalted(b, withC, stop.sha256)).toBe(true);
    expect(await isHalted(b, withA)).toBe(true);
    await eventually(async () => (await view(b, withC))?.elsewhere[0]?.heard === true);
    expect((await view(c, withC))?.elsewhere).toEqual([{ halt: stop.sha256, heard: null }]);
    // Another State, or another authority of one, is another step.
    const harbour = parseAuthorityId('harbour-office');
    const to = { state: c.state.state, authority: harbour };
    const more = await three.along([b, c], 'ana', { ...members, to });
    expect(await codeOf(submit(b, 'ana', more))).toBe('THREAD_HALTED');
    // XC has the word of XB alone, and in it nothing but the hash of what XA said.
    const told = await c.sql<{ statement: Buffer }>(
      `select s.statement from mailbox.statement_in s
       where convert_from(s.statement, 'UTF8') like '%"kind":"stop-word"%'`,
    );
    expect(told).toHaveLength(1);
    const statement = String(told[0]?.statement);
    expect(JSON.parse(statement)).toMatchObject({
      ...{ from: 'XB', to: 'XC' },
      body: { thread: withC, halt: stop.sha256, act: 'HALTED', answer: false },
    });
    expect(statement).not.toMatch(/XA|No air/);
    // An operation by itself goes on.
    expect(await stepOf(c, other.withC)).toBe('done');
    await matched();
  }, 120_000);

  it('is lifted for all once each that holds is lifted by both States between whom it was said', async () => {
    const { withA, withC } = await begun();
    const first = await halt(a, b, withA);
    const second = await halt(b, c, withC);
    await eventually(() => isHalted(c, withC, first.sha256));
    await eventually(() => isHalted(a, withA, second.sha256));
    expect(await isHalted(b, withA, second.sha256)).toBe(true);
    expect(await isHalted(b, withC, first.sha256)).toBe(true);
    // What is said elsewhere is lifted there.
    const astray = say([c, b], withC, 'resume', lifting, first.id);
    expect(await codeOf(astray)).toBe('PARENT_MISMATCH');
    await lift(a, b, withA, first.id);
    expect(await isHalted(b, withC, first.sha256)).toBe(true);
    await lift(b, a, withA, first.id);
    await eventually(async () => (await isHalted(c, withC)) && (await isHalted(b, withC)));
    // The other one holds.
    for (const [from, thread] of [
      [a, withA],
      [c, withC],
    ] as const)
      expect(await stepOf(from, thread)).toBe('THREAD_HALTED');
    await lift(c, b, withC, second.id);
    await lift(b, c, withC, second.id);
    await eventually(async () => (await isHalted(a, withA)) && (await isHalted(b, withA)));
    for (const [from, thread] of [
      [a, withA],
      [c, withC],
    ] as const)
      expect(await stepOf(from, thread)).toBe('done');
    await matched();
  }, 120_000);

  it('keeps back what waits to be sealed in another thread, and what crosses it', async () => {
    const { withA, withC } = await begun();
    const asked = await say([c, b], withC, 'clarification-question', { question: 'Which lorry?' });
    await three.arrived(b, asked.id);
    await b.steps.hold('seal');
    await c.steps.hold('open');
    const red = { answer: 'The red one.' };
    const waits = await say([b, c], withC, 'clarification', red, asked.id);
    const stop = await halt(a, b, withA);
    await eventually(() => isHalted(b, withC, stop.sha256));
    // Also for an officer who may not read the thread in which it was said.
    await b.sql(`update cases.thread set owner = 'lia' where id = $1`, [withA]);
    expect(await codeOf(view(b, withA))).toBe('NOT_ON_ROSTER');
    const another = say([b, c], withC, 'clarification', red, asked.id);
    expect(await codeOf(another)).toBe('THREAD_HALTED');
    await b.sql(`update cases.thread set owner = 'ana' where id = $1`, [withA]);
    const crosses = await say([c, b], withC, 'response', answer);
    b.steps.resume('seal');
    await eventually(async () => (await fate(b, waits.id))?.state === 'VOID');
    expect(await fate(b, waits.id)).toEqual({ state: 'VOID', code: 'THREAD_HALTED' });
    c.steps.resume('open');
    await eventually(async () => (await fate(c, crosses.id))?.state === 'CLOSED');
    expect(await fate(c, crosses.id)).toEqual({ state: 'CLOSED', code: 'THREAD_HALTED' });
    expect(await isHalted(c, withC, stop.sha256)).toBe(true);
    await lift(a, b, withA, stop.id);
    await lift(b, a, withA, stop.id);
    // Allowed here as soon as the word that allows it there is on its way before it.
    await eventually(() => isHalted(b, withC));
    const now = await say([b, c], withC, 'clarification', red, asked.id);
    await three.arrived(c, now.id);
    await matched();
  }, 120_000);

  it('reaches who was cut off once the link is back, also when the carrier has lost it', async () => {
    const { withA, withC } = await begun();
    await c.stopExchange();
    const stop = await halt(a, b, withA);
    const gone = `select 1 from mailbox.outbox q join cases.stop_word w on w.message_id = q.message_id
      where w.thread = $1 and q.state = 'CLOSED'`;
    await eventually(async () => (await b.sql(gone, [withC])).length === 1);
    expect((await view(b, withC))?.elsewhere).toEqual([{ halt: stop.sha256, heard: false }]);
    const [border] = three.pair.borders;
    const neighbour = { linkId: three.links[1], side: 'solicit', peer: b.state.state } as const;
    await c.startExchange(border, neighbour);
    await eventually(() => isHalted(c, withC, stop.sha256));
    // As if it had never come: it comes again until XC has confirmed it.
    await eventually(async () => (await view(b, withC))?.elsewhere[0]?.heard === true);
    await c.sql('delete from cases.stop_word where thread = $1', [withC]);
    await b.sql('update cases.stop_word set confirmed_at = null where thread = $1', [withC]);
    await eventually(() => isHalted(c, withC, stop.sha256), 20_000);
  }, 120_000);
});

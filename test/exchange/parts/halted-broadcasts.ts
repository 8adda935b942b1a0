import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { CarryStopWords } from '#journey/statements/carry-stop-words';
import { LinkTurns } from '#journey/links/link-turns';
import { ReadBroadcast } from '#capabilities/broadcasts/broadcasts.queries';
import { SendStopWords } from '#journey/statements/send-stop-words';
import { StatementSender } from '#journey/statements/statement-sender';
import { mostNotifiedHalts } from '#capabilities/halts/stop-words.schema';
import {
  parseAuthorityId,
  settledCodes,
  timestamp,
  type BroadcastId,
  type Document,
  type DocumentId,
  type RequestBody,
  type ThreadId,
} from '#kernel';
import { Mailbox } from '#mailbox';
import { anAssessment, aRequestWith } from '../../support/builders.js';
import { Halting, lifting } from '../fixtures/halting.js';
import type { TestGateway } from '../../support/gateway.js';
import { eventually } from '../../support/nats.js';
import { codeOf } from '../fixtures/recalling.js';
import { insertRows } from '../../support/rows.js';
import type { ThreeStates } from '../fixtures/three-states.js';
import { sharedLine } from './line.js';

const requestOf = (thread: ThreadId) => thread as unknown as DocumentId;

const broadcastOf = ({ body }: Partial<Document>): BroadcastId => {
  const id = (body as RequestBody).broadcast?.id;
  if (id === undefined) throw new Error('no broadcast');
  return id;
};

describe('a stop-word that crosses what the asking State does', () => {
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
  afterEach(() => at.matched());

  const harbour = () => ({
    to: { state: c.state.state, authority: parseAuthorityId('harbour-office') },
  });

  it('keeps back a request to one more State that waits to be sealed; that State may be asked again once it is lifted', async () => {
    const members = at.members();
    const withA = await at.asked(a, members);
    await b.steps.hold('seal');
    const withC = await at.ask(c, members);
    const stop = await at.halt(a, b, withA);
    await eventually(() => at.isHalted(b, withC, stop.sha256));
    b.steps.resume('seal');
    const waits = requestOf(withC);
    await eventually(async () => (await at.fate(b, waits))?.state !== 'QUEUED');
    expect(await at.fate(b, waits)).toEqual({ state: 'VOID', code: 'THREAD_HALTED' });
    expect(await codeOf(at.ask(c, members))).toBe('THREAD_HALTED');
    await at.lift(a, b, withA, stop.id);
    await at.lift(b, a, withA, stop.id);
    const again = await at.asked(c, members);
    expect(await codeOf(at.ask(c, members))).toBe('BROADCAST_IMPOSSIBLE');
    const desk = b.requests.get(ReadBroadcast);
    const shown = await desk.show(b.session('ana'), broadcastOf(members), 'INVESTIGATION');
    expect(shown.map(({ thread }) => thread)).toEqual([withA, again]);
  }, 60_000);

  it('that comes in one batch with a step of another State, and before it, keeps that back', async () => {
    const { withA, withC } = await at.begun();
    await b.steps.hold('open');
    const came = async (dispatch: DocumentId, from: TestGateway) =>
      eventually(async () => {
        const [row] = await from.sql<{ id: string }>(
          'select message_id as id from mailbox.outbox where dispatch = $1 and message_id is not null',
          [dispatch],
        );
        const here = `select 1 from mailbox.delivery where message_id = $1 and state = 'RECEIVED'`;
        return row !== undefined && (await b.sql(here, [row.id])).length === 1;
      });
    await came((await at.halt(a, b, withA)).id, a);
    const crosses = await at.say([c, b], withC, 'clarification-question', { question: 'Which?' });
    await came(crosses.id, c);
    b.steps.resume('open');
    await eventually(async () => (await at.fate(c, crosses.id))?.state === 'CLOSED');
    expect(await at.fate(c, crosses.id)).toEqual({ state: 'CLOSED', code: 'THREAD_HALTED' });
  }, 60_000);

  it('is told before what came after it, and costs nothing on a link on which nothing is due', async () => {
    const { withA, withC } = await at.begun();
    await b.steps.hold('stop-words');
    const first = await at.halt(a, b, withA);
    await eventually(() => at.isHalted(b, withC, first.sha256));
    const second = await at.halt(a, b, withA);
    await eventually(() => at.isHalted(b, withC, first.sha256, second.sha256));
    // Made to look older than the halt.
    const earlier = `update cases.dispatch set committed_at = committed_at - interval '1 hour' where id = $1`;
    await b.sql(earlier, [second.id]);
    const { store, trust, journal, cases } = await b.parts('sealer');
    const due = await store.transaction({ step: 'carry-stop-words' }, (tx) =>
      cases.operations.stopWords.due(tx, three.links[1], 1),
    );
    expect(due.map(({ halt }) => halt)).toEqual([second.sha256]);
    const { signing, receipts } = b.state.keys;
    const keys = { signing: signing.unlocked, receipts: receipts.unlocked };
    const sender = new StatementSender(trust, new Mailbox(), keys);
    const turns = new LinkTurns((error) => {
      throw error;
    });
    const stopWords = new SendStopWords(trust, cases, new Mailbox(), journal, sender);
    const transactions = jest.spyOn(store, 'transaction');
    const carry = new CarryStopWords(store, trust, cases, stopWords, turns);
    await carry.run();
    // One transaction that looks, and one for XC.
    expect(transactions).toHaveBeenCalledTimes(2);
    b.steps.resume('stop-words');
    await eventually(
      async () => (await at.view(b, withC))?.elsewhere.every((w) => w.heard) === true,
    );
    transactions.mockClear();
    await carry.run();
    expect(transactions).toHaveBeenCalledTimes(1);
  }, 60_000);

  it('is lifted for all where the State that said it says that it has the lifting already', async () => {
    const { withA, withC } = await at.begun();
    const stop = await at.halt(a, b, withA);
    await eventually(() => at.isHalted(c, withC, stop.sha256));
    await eventually(async () => (await at.view(b, withC))?.elsewhere[0]?.heard === true);
    const { store, cases } = await b.parts('sealer');
    const countUnconfirmed = () =>
      store.transaction({ step: 'carry-stop-words' }, (tx) =>
        cases.operations.stopWords.unconfirmed(tx),
      );
    const before = await countUnconfirmed();
    await at.lift(a, b, withA, stop.id);
    await b.steps.hold('stop-words');
    const { id } = await at.say([b, a], withA, 'resume', lifting, stop.id);
    await eventually(async () => (await at.fate(b, id))?.state === 'CLOSED');
    const refused = `update mailbox.outbox set outcome = 'REJECTED', code = $2 where dispatch = $1`;
    await b.sql(refused, [id, 'DOCUMENT_REPLAYED']);
    // Undelivered for some seconds, so it is counted.
    await b.sql(
      `update mailbox.outbox set closed_at = closed_at - interval '6 seconds' where dispatch = $1`,
      [id],
    );
    await b.sql(
      `update cases.dispatch set committed_at = committed_at - interval '6 seconds' where in_reply_to = $1`,
      [stop.id],
    );
    await eventually(async () => (await countUnconfirmed()) === before + 1);
    b.steps.resume('stop-words');
    await eventually(() => at.isHalted(b, withC));
    await eventually(() => at.isHalted(c, withC));
    await eventually(async () => (await countUnconfirmed()) === before);
    // The function's own definition: what the database counts as lost, beside a thread.
    const [definition] = await b.sql<{ text: string }>(
      `select pg_get_functiondef('cases.halts_beside(uuid[])'::regprocedure) as text`,
    );
    const list = /ARRAY\[('DOCUMENT_REPLAYED'[^\]]*)\]/.exec(definition?.text ?? '')?.[1] ?? '';
    expect(list.match(/[A-Z_]{2,}/g)?.sort()).toEqual([...settledCodes].sort());
  }, 60_000);

  it('is told only where the request has left', async () => {
    const { members, withA, withC } = await at.begun();
    const other = await at.ask(c, { ...members, ...harbour() });
    await eventually(async () => (await at.fate(b, requestOf(other)))?.state === 'CLOSED');
    // As if its link had been down from the beginning.
    const relayed = (when: string) =>
      b.sql(`update mailbox.outbox set relayed_at = ${when} where dispatch = $1`, [other]);
    await relayed('null');
    await at.halt(a, b, withA);
    const hasStopWord = async (thread: ThreadId) =>
      (await b.sql('select 1 from cases.stop_word where thread = $1', [thread])).length === 1;
    await eventually(() => hasStopWord(withC));
    expect(await hasStopWord(other)).toBe(false);
    await relayed('clock_timestamp()');
    await eventually(() => hasStopWord(other));
    await eventually(async () => (await at.view(b, other))?.elsewhere[0]?.heard === true);
  }, 60_000);

  it('leaves in no thread whose request was kept back, in one batch or later, and holds here all the same', async () => {
    const members = at.members();
    const withA = await at.asked(a, members);
    const until = Date.now() + 2_000;
    const assessment = anAssessment({ validUntil: timestamp(new Date(until)) });
    const { broadcast } = members.body as RequestBody;
    const short = aRequestWith('CONTROLLED_DELIVERY', 'assessment', assessment);
    const body = { ...short, ...(broadcast !== undefined && { broadcast }) };
    await b.steps.hold('seal');
    const withC = await at.ask(c, { ...members, body });
    const first = await at.halt(b, c, withC);
    await eventually(() => Date.now() > until);
    b.steps.resume('seal');
    const kept = async (id: DocumentId): Promise<void> => {
      await eventually(async () => (await at.fate(b, id))?.state !== 'QUEUED');
      expect((await at.fate(b, id))?.state).toBe('VOID');
    };
    await kept(first.id);
    const second = await at.halt(b, c, withC);
    await kept(second.id);
    const codes = [requestOf(withC), first.id, second.id].map(
      async (id) => (await at.fate(b, id))?.code,
    );
    expect(await Promise.all(codes)).toEqual([
      'ASSESSMENT_NOT_CURRENT',
      ...['OPENING_NOT_SENT', 'OPENING_NOT_SENT'],
    ]);
    expect((await at.view(b, withC))?.halts).toHaveLength(2);
    await eventually(() => at.isHalted(a, withA, first.sha256, second.sha256));
    expect(await c.sql('select 1 from cases.thread where id = $1', [withC])).toEqual([]);
  }, 60_000);

  it('is noted by the asked State up to a bound, whoever tells how many', async () => {
    const { withA, withC } = await at.begun();
    await insertRows(
      c,
      'cases.stop_word',
      Array.from({ length: mostNotifiedHalts }, () => ({
        ...{ thread: withC, act: 'HALTED', direction: 'IN', message_id: 'made up' },
      })),
    );
    const stop = await at.halt(a, b, withA);
    const refused = `select 1 from mailbox.quarantine where statement and code = 'THREAD_HALTED'`;
    await eventually(async () => (await c.sql(refused)).length === 1);
    expect((await at.view(b, withC))?.elsewhere).toEqual([{ halt: stop.sha256, heard: false }]);
    await c.sql(`delete from cases.stop_word where thread = $1 and message_id = 'made up'`, [
      withC,
    ]);
    const earlier = `update cases.stop_word set said_at = said_at - interval '1 minute' where thread = $1`;
    await b.sql(earlier, [withC]);
    await eventually(() => at.isHalted(c, withC, stop.sha256), 20_000);
  }, 60_000);
});

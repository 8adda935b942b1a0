import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  timestamp,
  type Body,
  type DocumentId,
  type MessageId,
  type RequestBody,
  type ThreadId,
} from '#kernel';
import { anAssessment, aRequestBody, aRequestWith } from '../support/builders.js';
import { countUnconfirmedHalts, reportKeptBack, voided } from './fixtures/halting.js';
import { HostileNeighbour } from '../support/hostile.js';
import { eventually } from '../support/nats.js';
import { codeOf, heldByAnother, Recalling, type Who } from './fixtures/recalling.js';
import { TwoStates } from '../support/two-states.js';

const people: readonly Who[] = ['ana', 'ben'];
const hour = 3_600_000;
const within = (hours: number) =>
  anAssessment({ validUntil: timestamp(new Date(Date.now() + hours * hour)) });
const operation = (assessment?: object): RequestBody =>
  aRequestWith('CONTROLLED_DELIVERY', 'assessment', assessment);
const answer: Body<'response'> = { final: false, information: 'The lorry is followed.' };

let two: TwoStates;
let at: Recalling;
beforeAll(async () => {
  two = await TwoStates.start(undefined, { officers: { lio: ['LIAISON_OFFICER'] } });
  at = Recalling.openFor(two);
}, 60_000);
afterAll(() => two.stop());

const opened = (hours = 24) => at.opened({ body: operation(within(hours)) });
const stateOf = async (who: Who, thread: ThreadId) => (await at.row(who, thread)).operation;
const halted = async (who: Who, thread: ThreadId) =>
  ((await stateOf(who, thread))?.halts.length ?? 0) > 0;
const fate = async (who: Who, dispatch: DocumentId) => {
  const [row] = await at
    .gateway(who)
    .sql<{ state: string; code: string | null }>(
      'select state, code from mailbox.outbox where dispatch = $1',
      [dispatch],
    );
  return row;
};
const expire = async (thread: ThreadId) => {
  for (const gateway of [two.a, two.b])
    await gateway.sql(
      `update cases.dispatch set assessed_until = clock_timestamp() - interval '1 second'
       where thread = $1 and assessed_until is not null`,
      [thread],
    );
};

describe('an assessment of the risk to people', () => {
  it('is asked for before anything leaves, and for three days at most', async () => {
    const ask = async (body: RequestBody) => codeOf(at.submit('ana', await two.request({ body })));
    expect(await ask(operation())).toBe('ASSESSMENT_NOT_CURRENT');
    expect(await ask(operation(within(73)))).toBe('ASSESSMENT_NOT_CURRENT');
    expect(await ask(operation(within(-1)))).toBe('ASSESSMENT_NOT_CURRENT');
    expect(await ask(operation(within(71)))).toBe('done');
  }, 60_000);

  it('that has expired keeps back the next step on both sides, until either has assessed anew', async () => {
    const { thread, request } = await opened();
    const place = { thread, inReplyTo: request };
    await at.tell('ben', place, 'response', answer);
    const [ana, ben] = [await stateOf('ana', thread), await stateOf('ben', thread)];
    const none = { halts: [], elsewhere: [], lifting: [] };
    expect(ana).toEqual({ ...none, assessedUntil: expect.any(String) });
    expect(ben).toEqual(ana);
    await expire(thread);
    for (const kind of ['response', 'acknowledgement'] as const) {
      const body = kind === 'response' ? answer : { note: '' };
      expect(await at.code('ben', place, kind, body)).toBe('ASSESSMENT_NOT_CURRENT');
    }
    const assess = (who: Who, hours: number) =>
      at.code(who, place, 'risk-assessment', within(hours));
    expect(await assess('ana', 100)).toBe('ASSESSMENT_NOT_CURRENT');
    const renewal = within(48);
    await at.tell('ana', place, 'risk-assessment', renewal);
    for (const who of people)
      expect((await stateOf(who, thread))?.assessedUntil).toBe(renewal.validUntil);
    await at.tell('ben', place, 'response', answer);
    // The last signed assessment counts, by whomever and for whatever time.
    const shorter = within(1);
    await at.tell('ben', place, 'risk-assessment', shorter);
    for (const who of people)
      expect((await stateOf(who, thread))?.assessedUntil).toBe(shorter.validUntil);
  }, 60_000);

  it('that expires while a step waits keeps it from being sealed', async () => {
    const { thread, request } = await opened();
    await two.b.steps.hold('seal');
    const said = await at.say('ben', { thread, inReplyTo: request }, 'response', answer);
    await expire(thread);
    two.b.steps.resume('seal');
    await eventually(async () => (await fate('ben', said))?.state === 'VOID');
    expect(await fate('ben', said)).toEqual({ state: 'VOID', code: 'ASSESSMENT_NOT_CURRENT' });
  }, 60_000);
});

describe('the stop-word', () => {
  const stop = (who: Who, place: { thread: ThreadId; inReplyTo: DocumentId }) =>
    at.tell(who, place, 'halt', { danger: '' });
  const lift = (who: Who, thread: ThreadId, halt: DocumentId) =>
    at.tell(who, { thread, inReplyTo: halt }, 'resume', { assurance: 'They are out.' });

  it.each(people)(
    'by %s halts both; it goes on once both have said so',
    async (who) => {
      const { thread, request } = await opened();
      const place = { thread, inReplyTo: request };
      // Also by an officer who does not hold the request.
      await heldByAnother(two.b, thread, 'ben');
      const halt = await stop(who, place);
      await two.b.sql(`update cases.thread set holder = 'ben' where id = $1`, [thread]);
      for (const each of people) {
        const direction = each === who ? 'OUT' : 'IN';
        expect((await stateOf(each, thread))?.halts).toEqual([
          { halt, direction, awaits: ['OUT', 'IN'] },
        ]);
      }
      expect(await at.code('ben', place, 'response', answer)).toBe('THREAD_HALTED');
      const question = { question: 'Where?' };
      expect(await at.code('ben', place, 'clarification-question', question)).toBe('THREAD_HALTED');
      await lift('ana', thread, halt);
      for (const each of people) expect(await halted(each, thread)).toBe(true);
      expect(await at.code('ben', place, 'response', answer)).toBe('THREAD_HALTED');
      await lift('ben', thread, halt);
      for (const each of people) expect(await halted(each, thread)).toBe(false);
      await at.tell('ben', place, 'response', answer);
      // A halt is no request: only its own kind of answer is possible.
      const onHalt = { thread, inReplyTo: halt };
      expect(await at.code('ben', onHalt, 'response', answer)).toBe('PARENT_MISMATCH');
    },
    60_000,
  );

  it('of both States that cross halts both alike, and each is lifted by both', async () => {
    const { thread, request } = await opened();
    const place = { thread, inReplyTo: request };
    const halts = await Promise.all(
      people.map((who) => at.say(who, place, 'halt', { danger: '' })),
    );
    const both = async () => {
      const open = await Promise.all(
        people.map(async (who) => (await stateOf(who, thread))?.halts),
      );
      return open.map((list) => list?.map(({ halt }) => halt).sort());
    };
    const sorted = [...halts].sort();
    await eventually(async () => (await both()).every((list) => list?.length === 2));
    expect(await both()).toEqual([sorted, sorted]);
    for (const halt of halts) for (const who of people) await lift(who, thread, halt);
    expect(await both()).toEqual([[], []]);
  }, 60_000);

  it('that comes before a step that crossed it keeps that back; ending and assessing go on', async () => {
    const { thread, request } = await opened();
    const place = { thread, inReplyTo: request };
    await two.b.steps.hold('open');
    await at.say('ana', place, 'halt', { danger: 'No air.' });
    const said = await at.say('ben', place, 'response', answer);
    const kept = `select 1 from mailbox.quarantine where code = 'THREAD_HALTED'`;
    await eventually(async () => (await two.a.sql(kept)).length === 1);
    // A document signed but not yet sealed when the halt arrives does not leave.
    await two.b.steps.hold('seal');
    const waits = await at.say('ben', place, 'response', answer);
    two.b.steps.resume('open');
    await eventually(() => halted('ben', thread));
    two.b.steps.resume('seal');
    await eventually(async () => (await fate('ben', waits))?.state === 'VOID');
    await eventually(async () => (await fate('ben', said))?.state === 'CLOSED');
    expect(await fate('ben', said)).toEqual({ state: 'CLOSED', code: 'THREAD_HALTED' });
    await at.tell('ben', place, 'risk-assessment', within(2));
    const refusal = { ground: 'NOT_AVAILABLE', refusedPart: 'All.', reasons: '' } as const;
    await at.tell('ben', place, 'refusal', refusal);
    expect((await at.row('ana', thread)).state).toBe('REFUSED');
  }, 60_000);

  it('that crosses an answer to a question leaves the question waiting at both, and the clock still', async () => {
    const { thread, request } = await opened();
    const question = await at.tell(
      'ben',
      { thread, inReplyTo: request },
      'clarification-question',
      {
        question: 'Which lorry?',
      },
    );
    const place = { thread, inReplyTo: question };
    await two.a.steps.hold('open');
    await at.say('ben', { thread, inReplyTo: request }, 'halt', { danger: '' });
    const said = await at.say('ana', place, 'clarification', { answer: 'The red one.' });
    const kept = 'select 1 from mailbox.quarantine where message_id is not null and code = $1';
    await eventually(async () => (await two.b.sql(kept, ['THREAD_HALTED'])).length === 1);
    two.a.steps.resume('open');
    await eventually(async () => (await fate('ana', said))?.state === 'CLOSED');
    for (const who of people)
      expect(await at.row(who, thread)).toMatchObject({
        ...{ state: 'CLARIFICATION_REQUESTED', clock: { state: 'PAUSED' } },
      });
    for (const who of people)
      await lift(who, thread, (await stateOf('ana', thread))?.halts[0]?.halt as DocumentId);
    await at.tell('ana', place, 'clarification', { answer: 'The red one.' });
    for (const who of people)
      await eventually(async () => (await at.row(who, thread)).clock.state === 'RUNNING');
  }, 60_000);

  it('is said in an operation alone', async () => {
    const { thread, request } = await at.opened();
    const place = { thread, inReplyTo: request };
    expect(await stateOf('ana', thread)).toBeNull();
    expect(await at.code('ana', place, 'halt', { danger: '' })).toBe('TRANSITION_NOT_ALLOWED');
    expect(await at.code('ana', place, 'risk-assessment', within(1))).toBe(
      'TRANSITION_NOT_ALLOWED',
    );
  }, 60_000);

  it('passes what waits before it in its own thread, but not the request', async () => {
    const { thread, request } = await opened();
    const place = { thread, inReplyTo: request };
    await two.b.steps.hold('open');
    const before = await at.say('ana', place, 'risk-assessment', within(3));
    const halt = await at.say('ana', place, 'halt', { danger: '' });
    for (const one of [halt, before])
      await eventually(async () => (await fate('ana', one))?.state === 'RELAYED');
    const sent = await two.request({ body: operation(within(3)) });
    await at.submit('ana', sent);
    const other = { thread: sent.id as unknown as ThreadId, inReplyTo: sent.id };
    const early = await at.say('ana', other, 'halt', { danger: '' });
    await eventually(async () => (await fate('ana', early))?.state === 'SEALED');
    two.b.steps.resume('open');
    await at.arrived('ben', early);
    await at.arrived('ben', before);
    expect(await halted('ben', other.thread)).toBe(true);
  }, 60_000);

  // Other suites run beside this one: the fastest of three halts shows what the product needs.
  it('is there within five seconds on a live link, with a hundred messages queued before it', async () => {
    const tries: { readonly ms: number; readonly waiting: number }[] = [];
    const good = () => tries.some(({ ms, waiting }) => ms < 5_000 && waiting > 50);
    while (tries.length < 3 && !good()) {
      const { thread, request } = await opened();
      const place = { thread, inReplyTo: request };
      await two.a.steps.hold('seal');
      for (let n = 0; n < 100; n += 1) await at.submit('ana', await two.request());
      two.a.steps.resume('seal');
      const begun = performance.now();
      await at.tell('ana', place, 'halt', { danger: 'The lorry burns.' });
      const ms = performance.now() - begun;
      const queued = `select 1 from mailbox.outbox where not statement and state <> 'CLOSED'`;
      tries.push({ ms, waiting: (await two.a.sql(queued)).length });
      expect(await at.code('ben', place, 'response', answer)).toBe('THREAD_HALTED');
    }
    expect([good(), tries]).toEqual([true, tries]);
  }, 120_000);
});

describe('what did not arrive', () => {
  it('halts this State all the same; nothing is sent that would wait for it at the neighbour', async () => {
    const { thread, request } = await opened();
    const place = { thread, inReplyTo: request };
    await two.a.steps.hold('seal');
    const halt = await at.say('ana', place, 'halt', { danger: '' });
    await voided(two.a, halt);
    two.a.steps.resume('seal');
    const lifting = at.code('ana', { thread, inReplyTo: halt }, 'resume', { assurance: 'Out.' });
    expect(await lifting).toBe('TRANSITION_NOT_ALLOWED');
    expect(await halted('ana', thread)).toBe(true);
    // Persons must telephone: the other State does not know.
    expect(await countUnconfirmedHalts(two.a)).toBe(1);
    await at.tell('ana', place, 'withdrawal', { reason: 'It begins anew.' });
    expect(await countUnconfirmedHalts(two.a)).toBe(0);
  }, 60_000);

  it('answers nothing: the request waits for its answer at both', async () => {
    const { thread, request } = await opened();
    const place = { thread, inReplyTo: request };
    await two.b.steps.hold('open');
    const halt = await at.say('ana', place, 'halt', { danger: 'No air.' });
    await two.a.steps.hold('open');
    const said = await at.say('ben', place, 'response', { ...answer, final: true });
    expect((await at.row('ben', thread)).state).toBe('ANSWERED');
    two.a.steps.resume('open');
    two.b.steps.resume('open');
    await at.arrived('ben', halt);
    await eventually(async () => (await fate('ben', said))?.code === 'THREAD_HALTED');
    const { state, clock } = await at.row('ben', thread);
    expect([state, clock.state]).toEqual(['IN_PROGRESS', 'RUNNING']);
    expect((await at.row('ana', thread)).clock).toEqual(clock);
  }, 60_000);

  it('lifts nothing and assesses nothing: it may be said again', async () => {
    const { thread, request } = await opened();
    const place = { thread, inReplyTo: request };
    const halt = await at.tell('ana', place, 'halt', { danger: '' });
    const before = await stateOf('ana', thread);
    await two.a.steps.hold('seal');
    const onHalt = { thread, inReplyTo: halt };
    const said = await at.say('ana', onHalt, 'resume', { assurance: 'They are out.' });
    const assessed = await at.say('ana', place, 'risk-assessment', within(48));
    await voided(two.a, said, assessed);
    two.a.steps.resume('seal');
    expect(await stateOf('ana', thread)).toEqual(before);
    await at.tell('ana', onHalt, 'resume', { assurance: 'They are out.' });
    await at.tell('ben', onHalt, 'resume', { assurance: 'So they are.' });
    for (const who of people) expect(await halted(who, thread)).toBe(false);
  }, 60_000);
});

// XB is hostile: it has all its keys and keeps no rule. Last, since its exchange is gone from here on.
describe('a neighbour that does not keep the rules', () => {
  it.each([
    ['RISK_TO_LIFE', 'after it said that it opened it'],
    ['RISK_TO_LIFE', 'instead of saying that it opened it'],
    ['CONTROLLED_DELIVERY', 'after it said that it opened it'],
    ['CONTROLLED_DELIVERY', 'instead of saying that it opened it'],
  ] as const)(
    'cannot stop the clock of a %s by saying that it kept the request back, %s',
    async (requestType, when) => {
      const isInstead = when.startsWith('instead');
      await two.a.steps.hold('open');
      if (isInstead) await two.b.steps.hold('receipts');
      const body =
        requestType === 'RISK_TO_LIFE' ? aRequestBody({ requestType }) : operation(within(24));
      const { thread, request } = await at.opened({ body });
      const [row] = await two.a.sql<{ id: MessageId; bytes: Buffer }>(
        'select message_id as id, ciphertext as bytes from mailbox.outbox where dispatch = $1',
        [request],
      );
      if (row === undefined) throw new Error('not sent');
      const ofOpening = `where message_id = $1 and stage = 'OPENED'`;
      if (isInstead) await two.b.sql(`delete from mailbox.receipt_due ${ofOpening}`, [row.id]);
      // A batch with both outcomes is refused whole.
      else
        await eventually(async () => {
          const sent = await two.b.sql(`select 1 from mailbox.receipt_out ${ofOpening}`, [row.id]);
          return sent.length === 1;
        });
      await reportKeptBack(two, row);
      if (isInstead) two.b.steps.resume('receipts');
      two.a.steps.resume('open');
      const stages = `select stage from mailbox.receipt_in where message_id = $1 order by rseq`;
      const heard = async () =>
        (await two.a.sql<{ stage: string }>(stages, [row.id])).map(({ stage }) => stage);
      // A batch of receipts that was not taken comes again within a minute.
      await eventually(async () => (await heard()).includes('REJECTED'), 100_000);
      expect((await heard()).includes('OPENED')).toBe(!isInstead);
      const { clock } = await at.row('ana', thread);
      expect(clock.state).toBe('RUNNING');
    },
    150_000,
  );

  it('takes no step in a halted or unassessed operation, and begins none without an assessment', async () => {
    const [one, other] = [await opened(), await opened()];
    await at.tell('ana', { thread: one.thread, inReplyTo: one.request }, 'halt', { danger: '' });
    await expire(other.thread);
    const foe = await HostileNeighbour.turn(two, 'b');
    const refused = async (composed: Awaited<ReturnType<typeof two.request>>, who: string) => {
      const message = await foe.message(composed, who);
      await foe.publish([message]);
      const found = () =>
        two.a.sql<{ code: string }>('select code from mailbox.quarantine where message_id = $1', [
          message.messageId,
        ]);
      await eventually(async () => (await found()).length === 1);
      const due = await two.a.sql<{ code: string }>(
        `select code from mailbox.receipt_due where message_id = $1 and stage = 'REJECTED'`,
        [message.messageId],
      );
      expect(due).toEqual(await found());
      return due[0]?.code;
    };
    const step = ({ thread, request }: typeof one) =>
      at.compose('ben', { thread, inReplyTo: request }, 'response', answer);
    try {
      expect(await refused(await step(one), 'ben')).toBe('THREAD_HALTED');
      expect(await refused(await step(other), 'ben')).toBe('ASSESSMENT_NOT_CURRENT');
      const begin = (assessment?: object) =>
        two.compose(two.b.state, two.a.state, 'lio', { body: operation(assessment) });
      expect(await refused(await begin(), 'lio')).toBe('ASSESSMENT_NOT_CURRENT');
      expect(await refused(await begin(within(73)), 'lio')).toBe('ASSESSMENT_NOT_CURRENT');
    } finally {
      await foe.close();
    }
  }, 60_000);
});

import { beforeAll, describe, expect, it } from '@jest/globals';
import { StopThreads } from '#capabilities/suspensions/suspensions.service';
import {
  parseOfficerId,
  timestamp,
  type Body,
  type Document,
  type DocumentId,
  type Sha256,
  type ThreadId,
} from '#kernel';
import { plainNotice, plainReason } from '#capabilities/suspensions/suspensions.model';
import { decodeDocument } from '#wire';
import { anAssessment, aRequestBody } from '../../support/builders.js';
import { unmatched } from '../../instruments/entries/entries.js';
import { deskOf } from '../fixtures/inbox-desk.js';
import { eventually } from '../../support/nats.js';
import { codeOf, Recalling, type Who } from '../fixtures/recalling.js';
import type { TwoStates } from '../../support/two-states.js';
import { sharedStates } from './states.js';

type Place = { readonly thread: ThreadId; readonly inReplyTo: DocumentId };
const ground = 'ASYLUM_CLAIM';
const words = 'The person has asked for asylum today.';
const answer: Body<'response'> = { final: true, information: 'The keeper is a company.' };

let two: TwoStates;
let at: Recalling;
let stops: Readonly<Record<Who, StopThreads>>;
beforeAll(async () => {
  two = await sharedStates();
  at = Recalling.openFor(two);
  stops = { ana: two.a.requests.get(StopThreads), ben: two.b.inbox.get(StopThreads) };
}, 60_000);

const placed = async (members: Partial<Document<'request'>> = {}): Promise<Place> => {
  const { thread, request } = await at.opened(members);
  return { thread, inReplyTo: request };
};
const withdrawal = (place: Place, reason = plainReason) =>
  at.compose('ana', place, 'withdrawal', { reason });
const raise = (who: Who, { thread }: Place, sent: Awaited<ReturnType<typeof withdrawal>> | null) =>
  stops[who].raise(at.session(who), { thread, ground, text: words }, sent);
const joined = async ({ thread }: Place): Promise<void> => {
  const { accessLists } = deskOf(two.b);
  await accessLists.add(at.session('ben'), thread, parseOfficerId('bob'), 'JOINT_WORK');
};
const voided = async (dispatch: DocumentId) => {
  const [row] = await two.a.sql<{ state: string; code: string }>(
    'select state, code from mailbox.outbox where dispatch = $1',
    [dispatch],
  );
  return row;
};

describe('what comes to light of a person', () => {
  it('stops what this State asks, and withdraws it without a word of why', async () => {
    const place = await placed();
    const sent = await withdrawal(place);
    const stop = await raise('ana', place, sent);
    expect(stop).toMatchObject({ raisedBy: 'ana', withdrawal: sent.id, liftProposedBy: null });
    // Repeating it changes nothing.
    expect(await raise('ana', place, sent)).toEqual(stop);
    await at.arrived('ben', sent.id);
    const [ana, ben] = [await at.row('ana', place.thread), await at.row('ben', place.thread)];
    expect([ana.state, ana.clock.state, ana.stop]).toEqual(['WITHDRAWN', 'STOPPED', stop]);
    expect([ben.state, ben.stop]).toEqual(['WITHDRAWN', null]);
    const { document } = await at.one('ben', place.thread, sent.id);
    expect(decodeDocument(document).body).toEqual({ reason: plainReason });

    const recall: Body<'recall'> = { what: 'RECALL', items: [place.inReplyTo], reason: 'Mine.' };
    expect(await at.code('ana', place, 'recall', recall)).toBe('THREAD_STOPPED');
    expect(await at.code('ana', place, 'feedback', { outcome: 'NOT_USEFUL', remarks: '' })).toBe(
      'THREAD_STOPPED',
    );
    // Neither in either log nor in the neighbour's tables; reads of own officers are logged.
    for (const gateway of [two.a, two.b]) {
      const said = await gateway.sql(
        `select 1 from journal.event where convert_from(leaf, 'UTF8') ~ 'ASYLUM'`,
      );
      expect(said).toEqual([]);
    }
    expect(await two.b.sql('select 1 from cases.stop')).toEqual([]);
    const session = at.session('ana');
    expect(await stops.ana.listStops(session, place.thread, 'INVESTIGATION')).toEqual([
      { ...stop, ground, text: words, liftText: null, liftedBy: null, liftedAt: null },
    ]);
    const typ = await two.a.sql<{ typ: string }>(
      'select typ from journal.event where thread = $1 order by id desc limit 1',
      [place.thread],
    );
    expect(typ).toEqual([{ typ: 'item.viewed' }]);
  }, 60_000);

  it('is withdrawn anew where the neighbour refused the withdrawal, in the same words', async () => {
    const place = await placed();
    const elsewhere = 'update cases.thread set peer_authority = $2 where id = $1';
    await two.b.sql(elsewhere, [place.thread, 'nobody']);
    await raise('ana', place, await withdrawal(place));
    await eventually(async () => (await at.row('ana', place.thread)).state === 'SUBMITTED');
    await two.b.sql(elsewhere, [place.thread, 'border-police']);
    expect(await at.code('ana', place, 'withdrawal', { reason: words })).toBe('THREAD_STOPPED');
    const { a, b } = two;
    const urgent = await two.compose(a.state, b.state, 'ana', {
      ...{ ...place, kind: 'withdrawal', body: { reason: plainReason }, purpose: 'SAFETY_OF_LIFE' },
    });
    expect(await codeOf(at.submit('ana', urgent))).toBe('THREAD_STOPPED');
    await at.tell('ana', place, 'withdrawal', { reason: plainReason });
    expect((await at.row('ben', place.thread)).state).toBe('WITHDRAWN');
  }, 60_000);

  it('needs the plain withdrawal as long as the neighbour works on it, and none afterwards', async () => {
    const [place, other] = [await placed(), await placed()];
    const refused = async (sent: Parameters<typeof raise>[2]) =>
      expect(await codeOf(raise('ana', place, sent))).toBe('STOP_WITHDRAWAL');
    await refused(null);
    await refused(await withdrawal(place, 'She has asked for asylum.'));
    await refused(await withdrawal(other));
    const urgent = await two.compose(two.a.state, two.b.state, 'ana', {
      ...{ ...place, kind: 'withdrawal', body: { reason: plainReason }, purpose: 'SAFETY_OF_LIFE' },
    });
    await refused(urgent);
    const feedback = { outcome: 'NOT_USEFUL', remarks: '' } as const;
    await refused(await at.compose('ana', place, 'feedback', feedback));
    expect(await at.row('ana', place.thread)).toMatchObject({ state: 'SUBMITTED', stop: null });
    const responseId = await at.tell('ben', place, 'response', answer);
    expect(await codeOf(raise('ana', place, await withdrawal(place)))).toBe(
      'TRANSITION_NOT_ALLOWED',
    );
    expect((await raise('ana', place, null)).withdrawal).toBeNull();
    expect(await codeOf(raise('ana', place, null))).toBe('THREAD_STOPPED');
    const [none] = await two.a.sql('select 1 from cases.stop where thread = $1', [other.thread]);
    expect(none).toBeUndefined();

    // The provider still learns what speaks for an accused person, and nothing else.
    const [item] = await two.a.sql<{ sha256: Sha256 }>(
      'select document_sha256 as sha256 from cases.dispatch where id = $1',
      [responseId],
    );
    if (item === undefined) throw new Error('no answer');
    const { dutyBasis, explanation } = plainNotice;
    const foundAt = timestamp(new Date(Date.now() - 60_000));
    const plain: Body<'exculpatory-notice'> = {
      ...{ item: responseId, itemSha256: item.sha256, stage: 'BEFORE_DISCLOSURE', foundAt },
      ...{ dutyBasis, explanation, priorNoticeImpossible: '' },
    };
    const about = { ...place, inReplyTo: responseId };
    const wordy = { ...plain, explanation: words };
    expect(await at.code('ana', about, 'exculpatory-notice', wordy)).toBe('THREAD_STOPPED');
    await at.tell('ana', about, 'exculpatory-notice', plain);
  }, 60_000);

  it('lets a recall be complied with, and no more be said of it', async () => {
    const place = await placed();
    const responseId = await at.tell('ben', place, 'response', answer);
    await raise('ana', place, null);
    const recall = await at.recall('ben', place.thread, responseId);
    const about = { ...place, inReplyTo: recall };
    const cannot = { outcome: 'CANNOT', reason: words } as const;
    expect(await at.code('ana', about, 'recall-answer', cannot)).toBe('THREAD_STOPPED');
    await at.answer('ana', place.thread, recall);
    expect(await at.recalls('ben', place.thread)).toEqual([]);
  }, 60_000);

  it('alerts of an answer that is owed the side that can give it', async () => {
    const place = await placed();
    const responseId = await at.tell('ben', place, 'response', answer);
    const [theirs, ours] = [
      await at.recall('ben', place.thread, responseId),
      await at.recall('ana', place.thread, place.inReplyTo),
    ];
    await eventually(async () => {
      const open = [
        ...(await at.recalls('ana', place.thread)),
        ...(await at.recalls('ben', place.thread)),
      ];
      return open.length === 4 && open.every(({ deliveredAt }) => deliveredAt !== null);
    });
    await raise('ana', place, null);
    for (const gateway of [two.a, two.b]) {
      await gateway.sql(
        `update cases.dispatch set delivered_at = delivered_at - interval '25 hours' where id = any ($1::uuid[])`,
        [[theirs, ours]],
      );
      await gateway.sql('update cases.recall set look_at = clock_timestamp() where thread = $1', [
        place.thread,
      ]);
      gateway.steps.wake('recalls');
      await eventually(async () => {
        const sql = 'select 1 from cases.recall where thread = $1 and look_at <= clock_timestamp()';
        return (await gateway.sql(sql, [place.thread])).length === 0;
      });
    }
    const owed = (gateway: typeof two.a) =>
      gateway.sql<{ document: string }>(
        `select convert_from(leaf, 'UTF8')::jsonb #>> '{data,document}' as document
         from journal.event where thread = $1 and typ = 'recall.owed' order by id`,
        [place.thread],
      );
    // XA cannot answer for its own stop; the duty stays until the stop is lifted.
    expect(await owed(two.a)).toEqual([{ document: theirs }]);
    expect((await owed(two.b)).map(({ document }) => document).sort()).toEqual(
      [theirs, ours].sort(),
    );
    expect(
      await two.a.sql(
        'select document from cases.recall where thread = $1 and look_at is not null',
        [place.thread],
      ),
    ).toEqual([{ document: ours }]);
  }, 60_000);

  it('keeps back a request that has not left yet, and its withdrawal with it', async () => {
    await two.a.steps.hold('seal');
    const request = await two.request();
    await at.submit('ana', request);
    const place = { thread: request.id as unknown as ThreadId, inReplyTo: request.id };
    const sent = await withdrawal(place);
    await raise('ana', place, sent);
    two.a.steps.resume('seal');
    const kept = { state: 'VOID', code: 'THREAD_STOPPED' };
    for (const id of [request.id, sent.id]) {
      await eventually(async () => (await voided(id))?.state === 'VOID');
      expect(await voided(id)).toEqual(kept);
    }
    await two.exchange();
    expect(await two.b.sql('select 1 from cases.thread where id = $1', [place.thread])).toEqual([]);
  }, 60_000);

  it('lets nobody be alerted of what is stopped', async () => {
    const place = await placed({ body: aRequestBody({ requestType: 'RISK_TO_LIFE' }) });
    // The asked side may still answer to save the life; one officer cannot silence it.
    expect(await codeOf(raise('ben', place, null))).toBe('STOP_RISK_TO_LIFE');
    await raise('ana', place, await withdrawal(place));
    await eventually(async () => {
      const { clock } = await at.row('ana', place.thread);
      return clock.state === 'STOPPED' && clock.acknowledgeBy === null;
    });
    const [row] = await two.a.sql<{ due: Date | null; watch: Date | null }>(
      'select due_at as due, watch_at as watch from cases.thread where id = $1',
      [place.thread],
    );
    expect(row).toEqual({ due: null, watch: null });
  }, 60_000);

  it('does not keep back the stop-word of an operation', async () => {
    const body = aRequestBody({ requestType: 'CONTROLLED_DELIVERY' });
    const validUntil = timestamp(new Date(Date.now() + 3_600_000));
    const details = { ...(body.details as object), assessment: anAssessment({ validUntil }) };
    const place = await placed({ body: { ...body, details } });
    await raise('ana', place, await withdrawal(place));
    await at.tell('ana', place, 'halt', { danger: 'They cannot breathe.' });
  }, 60_000);
});

describe('a stop of what this State is asked', () => {
  it('leaves it unanswered; one officer alone lifts nothing, another one does', async () => {
    const place = await placed();
    const [ben, bob] = [at.session('ben'), two.b.session('bob')];
    const stop = await raise('ben', place, null);
    expect(await at.code('ben', place, 'response', answer)).toBe('THREAD_STOPPED');
    await joined(place);
    const state = async (who: Who) => (await at.row(who, place.thread)).clock.state;
    await eventually(async () => (await state('ana')) === 'RUNNING');
    expect(await state('ben')).toBe('STOPPED');
    const lift = {
      ben: () => stops.ben.confirm(ben, place.thread),
      bob: () => stops.ben.confirm(bob, place.thread),
    };
    // Not before a proposal.
    expect(await codeOf(lift.bob())).toBe('LIFT_NEEDS_TWO');
    const proposed = await stops.ben.propose(ben, place.thread, 'It was another person.');
    expect(proposed).toMatchObject({ stop: stop.stop, liftProposedBy: 'ben' });
    expect(await codeOf(lift.ben())).toBe('LIFT_NEEDS_TWO');
    expect(await at.code('ben', place, 'response', answer)).toBe('THREAD_STOPPED');
    expect(await lift.bob()).toEqual({ stop: stop.stop });
    expect(await codeOf(lift.bob())).toBe('NOT_STOPPED');
    expect(await state('ben')).toBe('RUNNING');
    await at.tell('ben', place, 'response', answer);
    const list = await stops.ben.listStops(ben, place.thread, 'INVESTIGATION');
    expect(list).toMatchObject([{ liftText: 'It was another person.', liftedBy: 'bob' }]);
    const said = await two.b.sql<{ typ: string }>(
      `select typ from journal.event where thread = $1 and typ like 'case.stop%' order by id`,
      [place.thread],
    );
    expect(said.map(({ typ }) => typ)).toEqual([
      'case.stopped',
      'case.stop.proposed',
      'case.stop.lifted',
    ]);
    expect(await codeOf(stops.ben.propose(ben, place.thread, ' '))).toBe('VALUE_INVALID');
  }, 60_000);

  it('voids a question that has not left: once it is lifted, it is asked again', async () => {
    const place = await placed();
    await two.b.steps.hold('seal');
    const question = { question: 'Which car?' };
    await at.say('ben', place, 'clarification-question', question);
    await joined(place);
    await raise('ben', place, null);
    two.b.steps.resume('seal');
    await eventually(async () => (await at.row('ben', place.thread)).state === 'IN_PROGRESS');
    await stops.ben.propose(at.session('ben'), place.thread, 'It was another person.');
    await stops.ben.confirm(two.b.session('bob'), place.thread);
    await at.tell('ben', place, 'clarification-question', question);
    expect((await at.row('ana', place.thread)).state).toBe('CLARIFICATION_REQUESTED');
  }, 60_000);

  it('and every other one stands in the log, each once', async () => {
    for (const gateway of [two.a, two.b])
      expect(await unmatched((sql) => gateway.sql(sql), /stop/)).toEqual({});
  });
});

import { beforeAll, describe, expect, it } from '@jest/globals';
import { v7 } from 'uuid';
import {
  parseDocumentId,
  parseThreadId,
  timestamp,
  type Body,
  type DocumentId,
  type EventId,
  type ThreadId,
} from '#kernel';
import { subjectLimits } from '#capabilities/data-subjects/data-subjects.lists';
import type { Pattern } from '../../support/calls.js';
import { decodeDocument } from '#wire';
import { aRequestBody, bodyOf } from '../../support/builders.js';
import { codeOf, OfficeDay } from '../fixtures/office-day.js';
import { insertRows } from '../../support/rows.js';
import { firstPage, type Composed, type TwoStates } from '../../support/two-states.js';
import { sharedStates } from './states.js';

const page = { limit: 50, after: null };
const ours = { purpose: 'DATA_SUBJECT_RIGHTS' } as const;
const canary = 'Kanarienrecht55d1';
const desks = ['ben', 'hal', 'lea', 'cleo', 'dora'] as const;

describe('what one data protection officer asks another', () => {
  let two: TwoStates;
  let a: OfficeDay;
  let b: OfficeDay;
  let ask: Composed;
  let thread: ThreadId;

  const asked = (members: Partial<Body<'data-subject-request'>> = {}): Promise<Composed> => {
    const kind = 'data-subject-request';
    const body = { ...bodyOf[kind](new Date()), ownReference: canary, wish: canary, ...members };
    return two.compose(two.a.state, two.b.state, 'pat', { kind, body });
  };
  const answered = (
    members: Partial<Body<'data-subject-answer'>> = {},
    { inReplyTo = ask.id, who = 'dan' }: { inReplyTo?: DocumentId; who?: string } = {},
  ): Promise<Composed> => {
    const kind = 'data-subject-answer';
    const body = { ...bodyOf[kind](), remarks: canary, ...members };
    return two.compose(two.b.state, two.a.state, who, { kind, thread, inReplyTo, body });
  };
  const received = () => b.ask('dan', 'inbox.subject-asks', { ...ours, ...page });
  const sent = () => a.ask('pat', 'requests.subject-asks', { ...ours, ...page });
  const show = (who = 'dan') =>
    b.ask(who, 'inbox.subject-asked', { ...ours, thread, ...firstPage });

  beforeAll(async () => {
    two = await sharedStates();
    a = await OfficeDay.begin(two.a, ['pat', 'ana']);
    b = await OfficeDay.begin(two.b, ['dan', 'dot', 'duo', ...desks]);
    // Control: a desk has a thread too.
    await a.ask('ana', 'requests.submit', await two.request());
    ask = await asked();
    ({ thread } = await a.ask('pat', 'requests.subject-ask', ask));
    await two.b.arrived(thread);
  }, 60_000);

  it('comes to the officers of the authority asked: who asks, until when, and in it whom it is about', async () => {
    const { asks } = await received();
    expect(asks.find((row) => row.thread === thread)).toMatchObject({
      ...{ side: 'ASKED', peer: 'XA', state: 'SUBMITTED', reference: canary, ground: 'ACCESS' },
      ...{ outcome: null, answeredAt: null, erased: false, undelivered: null },
      answerBy: bodyOf['data-subject-request'](new Date()).answerBy,
    });
    for (const who of ['dan', 'dot']) {
      const { dispatches, clock, requestType } = await show(who);
      expect([dispatches.length, clock.state, requestType]).toEqual([
        1,
        'NONE',
        'DATA_SUBJECT_REQUEST',
      ]);
      const document = decodeDocument(dispatches[0]?.document ?? Buffer.of());
      expect(document.body).toMatchObject({ sought: { names: ['Zubaida Quorvani'] } });
    }
  });

  it('looks to everybody else like what is not there, at every call of a desk and of an officer', async () => {
    const nobody = parseThreadId(v7());
    const at = (id: ThreadId) => ({ thread: id, purpose: 'INVESTIGATION', ...firstPage }) as const;
    for (const who of desks) {
      for (const call of ['show', 'documents', 'notes'] as const)
        for (const desk of ['requests', 'inbox'] as const) {
          const pattern: Pattern = `${desk}.${call}`;
          const codes = [thread, nobody].map((id) => codeOf(b.ask(who, pattern, at(id) as never)));
          const [one, other] = await Promise.all(codes);
          expect([who, pattern, one]).toEqual([who, pattern, other]);
          expect(['NOT_FOUND', 'PERMISSION_DENIED']).toContain(one);
        }
      for (const call of ['inbox.subject-asks', 'inbox.subject-asked'] as const)
        expect(
          await codeOf(b.ask(who, call, { ...ours, ...page, ...firstPage, thread } as never)),
        ).toBe('PERMISSION_DENIED');
    }
    for (const call of ['claim', 'release'] as const)
      expect(await codeOf(b.ask('ben', `inbox.${call}`, { thread }))).toBe('NOT_FOUND');
    const list = await b.ask('ben', 'inbox.list', { ...page, purpose: 'INVESTIGATION' });
    expect(list.threads.map((row) => row.thread)).not.toContain(thread);
    const words = { words: canary, purpose: 'INVESTIGATION' } as const;
    expect((await b.ask('ben', 'inbox.search', words)).threads).toEqual([]);
    // It is not counted in the statistics of desks.
    const from = timestamp(new Date(0));
    const to = timestamp(new Date(Date.now() + 3_600_000));
    const counted: ThreadId[] = [];
    for (let after: EventId | null | undefined; after !== null;) {
      const asked = { purpose: 'PREVENTION' as const, from, to, peer: null, limit: 1_000 };
      const some = await b.ask('cleo', 'audit.requests', { ...asked, after: after ?? null });
      counted.push(...some.requests.map((each) => each.request));
      after = some.next;
    }
    expect([counted.includes(thread), counted.length > 0]).toEqual([false, true]);
    // It is no file about the person either.
    const sought = { names: ['Zubaida Quorvani'], birthDate: null, numbers: [], after: null };
    const why = { ground: 'ACCESS', reference: canary } as const;
    const { facts } = await b.ask('dan', 'requests.subject-search', { ...why, ...sought });
    expect(facts.map((fact) => fact.thread)).not.toContain(thread);
  });

  it('is of all officers with the role at the authority that asks, and of no desk of theirs', async () => {
    const kind = 'data-subject-request';
    const own = await two.compose(two.b.state, two.a.state, 'dan', { kind });
    const { thread: theirs } = await b.ask('dan', 'requests.subject-ask', own);
    for (const who of ['dan', 'dot', 'duo']) {
      const { asks } = await b.ask(who, 'requests.subject-asks', { ...ours, ...page });
      expect(asks.map((row) => row.thread)).toContain(theirs);
      const asking = { ...ours, thread: theirs, ...firstPage };
      const { dispatches } = await b.ask(who, 'requests.subject-asked', asking);
      expect(dispatches.map(({ dispatch }) => dispatch)).toEqual([own.id]);
    }
    const why = { purpose: 'INVESTIGATION' } as const;
    const { threads } = await b.ask('duo', 'requests.list', { ...page, ...why });
    expect(threads.map((row) => row.thread)).not.toContain(theirs);
    const look = { thread: theirs, ...why, ...firstPage };
    expect(await codeOf(b.ask('duo', 'requests.documents', look))).toBe('NOT_FOUND');
    const desk = await two.compose(two.b.state, two.a.state, 'duo', { kind });
    expect(await codeOf(b.ask('duo', 'requests.submit', desk))).toBe('PERMISSION_DENIED');
  });

  it('gives its officers nothing of a desk', async () => {
    const { thread: file } = await a.ask('ana', 'requests.submit', await two.request());
    await two.b.arrived(file);
    const { threads } = await b.ask('ben', 'inbox.list', { ...page, purpose: 'INVESTIGATION' });
    expect(threads.map((row) => row.thread)).toContain(file);
    const looks = [file, parseThreadId(v7())].map((id) =>
      codeOf(b.ask('dan', 'inbox.subject-asked', { ...ours, thread: id, ...firstPage })),
    );
    expect(await Promise.all(looks)).toEqual(['NOT_FOUND', 'NOT_FOUND']);
    const place = { thread: file, inReplyTo: parseDocumentId(file) };
    const response = await two.compose(two.b.state, two.a.state, 'dan', {
      ...{ kind: 'response', ...place, body: { final: true, information: 'x' } },
    });
    expect(await codeOf(b.ask('dan', 'inbox.subject-answer', response))).toBe('NOT_FOUND');
    const request = await two.compose(two.a.state, two.b.state, 'pat', { body: aRequestBody() });
    expect(await codeOf(a.ask('pat', 'requests.subject-ask', request))).toBe('PERMISSION_DENIED');
  });

  it('is asked and answered by nobody without the role', async () => {
    const kind = 'data-subject-request';
    const ana = await two.compose(two.a.state, two.b.state, 'ana', { kind });
    expect(await codeOf(a.ask('ana', 'requests.subject-ask', ana))).toBe('PERMISSION_DENIED');
    expect(await codeOf(a.ask('ana', 'requests.submit', ana))).toBe('PERMISSION_DENIED');
    const ben = await answered({}, { who: 'ben' });
    expect(await codeOf(b.ask('ben', 'inbox.subject-answer', ben))).toBe('PERMISSION_DENIED');
    // A desk gets the same refusal for an existing and an unknown id, whatever key it names.
    const unknown = parseDocumentId(v7());
    const desk = two.a.state.authorityKeys.get('border-police ENFORCEMENT')?.fingerprint;
    for (const keys of [{}, desk === undefined ? {} : { recipientKeys: [desk] }]) {
      const codes: (string | undefined)[] = [];
      for (const id of [ask.id, unknown]) {
        const place = { thread: parseThreadId(id), inReplyTo: id };
        const said = { kind: 'data-subject-answer', ...place, ...keys } as const;
        const answer = await two.compose(two.b.state, two.a.state, 'ben', said);
        codes.push(await codeOf(b.ask('ben', 'inbox.answer', answer)));
      }
      expect(codes[0]).toBe(codes[1]);
      expect(['NOT_FOUND', 'RECIPIENT_MISMATCH']).toContain(codes[0]);
    }
  });

  it('is answered, signed and with receipts at both ends, and put right by a later answer', async () => {
    const first = await answered();
    await b.ask('dan', 'inbox.subject-answer', first);
    // An officer who has not read it cannot answer beside it.
    const late = await answered({}, { who: 'dot' });
    expect(await codeOf(b.ask('dot', 'inbox.subject-answer', late))).toBe('ANSWERED_MEANWHILE');
    const restrictions = ['RIGHTS_OF_OTHERS'] as const;
    const right = { outcome: 'RESTRICTED', restrictions } as const;
    const second = await answered(right, { inReplyTo: first.id, who: 'dot' });
    await b.ask('dot', 'inbox.subject-answer', second);
    await two.a.arrived(second.id);
    const shown = (await sent()).asks.find((row) => row.thread === thread);
    expect(shown?.outcome).toBe('RESTRICTED');
    const view = await a.ask('pat', 'requests.subject-asked', { ...ours, thread, ...firstPage });
    expect([view.state, view.dispatches.map(({ kind, officer }) => [kind, officer])]).toEqual([
      'ANSWERED',
      [
        ['data-subject-request', 'pat'],
        ['data-subject-answer', 'dan'],
        ['data-subject-answer', 'dot'],
      ],
    ]);
    const stages = view.dispatches[0]?.stages.map(({ stage }) => stage);
    expect(stages).toEqual(expect.arrayContaining(['DELIVERED', 'OPENED', 'RETRIEVED']));
    await two.b.reached(second.id, 'RETRIEVED');
    const read = (await show()).dispatches[2]?.stages.map(({ stage }) => stage);
    expect(read).toContain('RETRIEVED');
    const logged = await two.b.sql<{ leaf: Buffer }>('select leaf from journal.event');
    expect(logged.some(({ leaf }) => /kanarienrecht|quorvani/i.test(leaf.toString()))).toBe(false);
  });

  it('is not answered by what never came to who asked, nor asked by what never came there', async () => {
    const lost = (state: TwoStates['a'], dispatch: DocumentId, outcome: string) =>
      state.sql('update mailbox.outbox set outcome = $2 where dispatch = $1', [dispatch, outcome]);
    const row = async () => (await received()).asks.find((each) => each.thread === thread);
    const [opening, first, second] = (await show()).dispatches.map(({ dispatch }) => dispatch);
    if (!opening || !first || !second) throw new Error('not all was said');
    const undelivered = 'data-subject-answer';
    for (const [dispatch, outcome] of [
      [second, 'NOTHING_HELD'],
      [first, null],
    ] as const) {
      await lost(two.b, dispatch, 'REJECTED');
      const rest = outcome === null ? null : (expect.anything() as unknown);
      expect(await row()).toMatchObject({ outcome, answeredAt: rest, undelivered });
    }
    for (const [outcome, undeliveredKind] of [
      ['REJECTED', 'data-subject-request'],
      ['OPENED', null],
    ] as const) {
      await lost(two.a, opening, outcome);
      const mine = (await sent()).asks.find((each) => each.thread === thread);
      expect(mine).toMatchObject({
        undelivered: undeliveredKind,
        ground: 'ACCESS',
        reference: canary,
      });
    }
    for (const dispatch of [first, second]) await lost(two.b, dispatch, 'OPENED');
    expect(await row()).toMatchObject({ outcome: 'RESTRICTED', undelivered: null });
  });

  it('is withdrawn by who asked, and then answered by nobody', async () => {
    const other = await asked();
    await a.ask('pat', 'requests.subject-ask', other);
    const kind = 'data-subject-withdrawal';
    const place = { thread: parseThreadId(other.id), inReplyTo: other.id };
    const back = await two.compose(two.a.state, two.b.state, 'pat', { kind, ...place });
    await a.ask('pat', 'requests.subject-ask', back);
    await two.b.arrived(back.id);
    const row = (await received()).asks.find((each) => each.thread === place.thread);
    expect(row?.state).toBe('WITHDRAWN');
    const late = await two.compose(two.b.state, two.a.state, 'dan', {
      ...{ kind: 'data-subject-answer', ...place },
    });
    expect(await codeOf(b.ask('dan', 'inbox.subject-answer', late))).toBe('TRANSITION_NOT_ALLOWED');
  });

  it('is asked as often as an officer may in a day, and no more', async () => {
    const count = async (): Promise<number> =>
      (await sent()).asks.filter(({ side }) => side === 'ASKING').length;
    const rows = await two.a.sql<{ n: number }>(
      `select count(*)::int as n from cases.thread where owner = 'pat'`,
    );
    expect(await count()).toBe(rows[0]?.n);
    const open = await asked();
    await a.ask('pat', 'requests.subject-ask', open);
    const [first] = await two.a.sql<object>(
      `select authority, compartment, side, request_type, peer, peer_authority, link_id, state, priority, key_epoch, owner
       from cases.thread where id = $1`,
      [thread],
    );
    await insertRows(
      two.a,
      'cases.thread',
      Array.from({ length: subjectLimits.asksPerDay }, () => ({ ...first })),
    );
    expect(await codeOf(a.ask('pat', 'requests.subject-ask', await asked()))).toBe(
      'SUBJECT_ASKS_SPENT',
    );
    // An ask can be withdrawn.
    const back = await two.compose(two.a.state, two.b.state, 'pat', {
      kind: 'data-subject-withdrawal',
      ...{ thread: parseThreadId(open.id), inReplyTo: open.id },
    });
    expect(await codeOf(a.ask('pat', 'requests.subject-ask', back))).toBeUndefined();
    const { next, asks } = await sent();
    expect([asks.length, next === null]).toEqual([subjectLimits.asksPage, false]);
    await two.a.sql(`delete from cases.thread where key_wrapped is null and owner = 'pat'`);
  });
});

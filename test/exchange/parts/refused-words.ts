import { beforeAll, describe, expect, it } from '@jest/globals';
import { parseThreadId, type Body, type DocumentKind, type ThreadId } from '#kernel';
import { sha256 } from '#wire';
import { aRelease, bodyOf } from '../../support/builders.js';
import { eventually } from '../../support/nats.js';
import { OfficeDay } from '../fixtures/office-day.js';
import { copyRows, insertRow } from '../../support/rows.js';
import { firstPage, type Composed, type TwoStates } from '../../support/two-states.js';
import { sharedStates } from './states.js';

const page = { limit: 50, before: null };
const firstRows = { limit: 50, after: null };
const purpose = 'INVESTIGATION';

type Said = readonly [
  who: 'ana' | 'ben' | 'pat' | 'dan',
  call: 'requests.submit' | 'inbox.answer' | 'requests.subject-ask' | 'inbox.subject-answer',
  sent: Composed,
];

describe('what the neighbour refuses counts as not said', () => {
  let two: TwoStates;
  let a: OfficeDay;
  let b: OfficeDay;
  const dayOf = (who: Said[0]): OfficeDay => (who === 'ana' || who === 'pat' ? a : b);

  beforeAll(async () => {
    two = await sharedStates();
    a = await OfficeDay.begin(two.a, ['ana', 'pat']);
    b = await OfficeDay.begin(two.b, ['ben', 'dan']);
  }, 60_000);

  const compose = <K extends DocumentKind>(
    who: Said[0],
    place: { readonly thread: ThreadId; readonly inReplyTo: Composed['id'] } | undefined,
    kind: K,
    body: Body<K> = bodyOf[kind](new Date()),
  ): Promise<Composed> => {
    const [from, to] = dayOf(who) === a ? [two.a.state, two.b.state] : [two.b.state, two.a.state];
    return two.compose(from, to, who, { kind, body, ...place } as never);
  };
  async function awaitOutcome([who, call, sent]: Said): Promise<string> {
    const day = dayOf(who);
    await day.ask(who, call, sent);
    let came = '';
    await eventually(async () => {
      const [row] = await day.gateway.sql<{ outcome: string | null; code: string | null }>(
        'select outcome, code from mailbox.outbox where dispatch = $1',
        [sent.id],
      );
      came = [row?.outcome, row?.code].filter(Boolean).join(' ');
      return came !== '';
    });
    return came;
  }
  async function refused(said: Said, thread: ThreadId): Promise<void> {
    const other = dayOf(said[0]) === a ? b : a;
    const elsewhere = 'update cases.thread set peer_authority = $2 where id = $1';
    await other.gateway.sql(elsewhere, [thread, 'nobody']);
    expect(await awaitOutcome(said)).toBe('REJECTED PARENT_MISMATCH');
    await other.gateway.sql(elsewhere, [thread, 'border-police']);
  }
  const shown = (who: 'ana' | 'ben', thread: ThreadId) =>
    dayOf(who).ask(who, who === 'ana' ? 'requests.show' : 'inbox.show', {
      ...{ thread, purpose, ...firstPage },
    });
  const stand = async (who: 'ana' | 'ben', thread: ThreadId) => {
    const { state, clock } = await shown(who, thread);
    return [state, clock.state];
  };
  async function asked(): Promise<{ thread: ThreadId; inReplyTo: Composed['id'] }> {
    const request = await two.request();
    expect(await awaitOutcome(['ana', 'requests.submit', request])).toBe('OPENED');
    const place = { thread: parseThreadId(request.id), inReplyTo: request.id };
    await b.ask('ben', 'inbox.claim', { thread: place.thread });
    return place;
  }

  it('a question, an answer, a refusal, a delay and a withdrawal leave the request as it was, to be said again', async () => {
    const all = [
      ['ben', 'clarification-question', ['IN_PROGRESS', 'RUNNING']],
      ['ben', 'response', ['IN_PROGRESS', 'RUNNING']],
      ['ben', 'refusal', ['IN_PROGRESS', 'RUNNING']],
      ['ben', 'delay-notice', ['IN_PROGRESS', 'RUNNING']],
      ['ana', 'withdrawal', ['SUBMITTED', 'RUNNING']],
    ] as const;
    await Promise.all(
      all.map(async ([who, kind, as]) => {
        const place = await asked();
        const call = who === 'ana' ? 'requests.submit' : 'inbox.answer';
        await refused([who, call, await compose(who, place, kind)], place.thread);
        expect([kind, ...(await stand(who, place.thread))]).toEqual([kind, ...as]);
        expect(await awaitOutcome([who, call, await compose(who, place, kind)])).toBe('OPENED');
        const other = await stand(who === 'ana' ? 'ben' : 'ana', place.thread);
        expect([kind, ...(await stand(who, place.thread))]).toEqual([kind, ...other]);
      }),
    );
  });

  it('whatever follows an answer in part leaves that standing, on both sides', async () => {
    const place = await asked();
    const part = { final: false, information: 'So far.' };
    const response = await compose('ben', place, 'response', part);
    expect(await awaitOutcome(['ben', 'inbox.answer', response])).toBe('OPENED');
    const partial = { ...bodyOf.refusal(), partial: true };
    for (const said of [
      await compose('ben', place, 'clarification-question'),
      await compose('ben', place, 'delay-notice'),
      await compose('ben', place, 'refusal', partial),
      await compose('ben', place, 'response', part),
    ]) {
      await refused(['ben', 'inbox.answer', said], place.thread);
      for (const who of ['ana', 'ben'] as const)
        expect(await stand(who, place.thread)).toEqual(['ANSWERED_PARTIAL', 'RUNNING']);
    }
    const withdrawal = await compose('ana', place, 'withdrawal');
    await refused(['ana', 'requests.submit', withdrawal], place.thread);
    expect(await stand('ana', place.thread)).toEqual(['ANSWERED_PARTIAL', 'RUNNING']);
  });

  it('feedback leaves it answered, and is said again', async () => {
    const place = await asked();
    const said = { final: true, information: 'The keeper is a company.' };
    expect(
      await awaitOutcome(['ben', 'inbox.answer', await compose('ben', place, 'response', said)]),
    ).toBe('OPENED');
    const feedback = () => compose('ana', place, 'feedback');
    await refused(['ana', 'requests.submit', await feedback()], place.thread);
    expect(await stand('ana', place.thread)).toEqual(['ANSWERED', 'STOPPED']);
    expect(await awaitOutcome(['ana', 'requests.submit', await feedback()])).toBe('OPENED');
    expect(await stand('ben', place.thread)).toEqual(['CLOSED', 'STOPPED']);
  });

  it('a clarification is waited for still', async () => {
    const place = await asked();
    const question = await compose('ben', place, 'clarification-question');
    expect(await awaitOutcome(['ben', 'inbox.answer', question])).toBe('OPENED');
    const answer = () => compose('ana', { ...place, inReplyTo: question.id }, 'clarification');
    await refused(['ana', 'requests.submit', await answer()], place.thread);
    expect(await stand('ana', place.thread)).toEqual(['CLARIFICATION_REQUESTED', 'PAUSED']);
    expect(await awaitOutcome(['ana', 'requests.submit', await answer()])).toBe('OPENED');
  });

  it('a question for a release is owed by nobody; nor is a recall, but it is in the lists until it is said again', async () => {
    const place = await asked();
    const response = await compose('ben', place, 'response', { final: true, information: 'Her.' });
    expect(await awaitOutcome(['ben', 'inbox.answer', response])).toBe('OPENED');
    const about = { ...place, inReplyTo: response.id };
    const recalling = () =>
      compose('ana', place, 'recall', {
        ...{ what: 'RECALL', items: [place.inReplyTo], reason: 'The wrong person.' },
      });
    const recall = await recalling();
    const release = aRelease({ item: response.id, itemSha256: sha256(response.document) });
    const asking = await compose('ana', about, 'forward-consent-request', {
      ...{ ...release, reason: 'The vessel is bound for XC.' },
    });
    for (const each of [asking, recall])
      await refused(['ana', 'requests.submit', each], place.thread);
    expect((await shown('ana', place.thread)).recalls.awaited).toBe(1);
    const alarms = async () => (await shown('ana', place.thread)).alerts.map(({ alert }) => alert);
    expect(await alarms()).toEqual(['RECALL_UNSAID']);
    expect((await shown('ben', place.thread)).alerts).toEqual([]);
    // In a stopped thread nobody could say it.
    const stop = ['0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2dff', place.thread] as const;
    const [id, thread] = stop;
    await insertRow(a.gateway, 'cases.stop', { id, thread, raised_by: 'ana' });
    expect(await alarms()).toEqual([]);
    await a.gateway.sql('delete from cases.stop where id = $1 and thread = $2', stop);
    const lists = async (all: boolean) => {
      const asked = { limit: page.limit, after: null, all, purpose } as const;
      const { recalls } = await a.ask('ana', 'requests.recalls', asked);
      const { consents } = await a.ask('ana', 'requests.consents', asked);
      return [...recalls, ...consents].filter(({ thread }) => thread === place.thread);
    };
    const refusal = expect.objectContaining({
      ...{ recall: recall.id, rejected: 'PARENT_MISMATCH', overdue: false },
    }) as unknown;
    expect(await lists(false)).toEqual([refusal]);
    expect(await lists(true)).toEqual([refusal, expect.objectContaining({ request: asking.id })]);
    // A later OPENED receipt of XB changes nothing, whatever its number: the first outcome stays.
    const [said] = await a.gateway.sql<{ rseq: number; message: string; receipt: Buffer }>(
      `select r.rseq, r.message_id as message, r.receipt
       from mailbox.receipt_in r join mailbox.outbox o using (link_id, message_id)
       where o.dispatch = $1 and r.stage = 'REJECTED'`,
      [recall.id],
    );
    if (said === undefined) throw new Error('nothing was refused');
    const { rseq, message, receipt } = said;
    const signs = (number: number) =>
      copyRows(a.gateway, 'mailbox.receipt_in', { message_id: message, rseq }, [
        {
          ...{ rseq: number, stage: 'OPENED', code: null, verified_at: new Date() },
          receipt: Buffer.from(receipt.toString().replace('"REJECTED"', '"OPENED"')),
        },
      ]);
    for (const number of [1_000_000 + rseq, -rseq]) {
      expect(await signs(number)).toHaveLength(1);
      expect(await lists(false)).toEqual([refusal]);
    }
    expect(await alarms()).toEqual(['RECALL_UNSAID']);
    await a.gateway.sql(
      `update cases.dispatch set delivered_at = delivered_at - interval '25 hours' where id = $1`,
      [recall.id],
    );
    await a.gateway.sql('update cases.recall set look_at = clock_timestamp() where document = $1', [
      recall.id,
    ]);
    two.a.steps.wake('recalls');
    await eventually(async () => {
      const waits = 'select 1 from cases.recall where document = $1 and look_at is not null';
      return (await a.gateway.sql(waits, [recall.id])).length === 0;
    });
    const alerts = 'select 1 from cases.alert where thread = $1';
    expect(await a.gateway.sql(alerts, [place.thread])).toEqual([]);
    const again = await recalling();
    expect(await awaitOutcome(['ana', 'requests.submit', again])).toBe('OPENED');
    expect(await lists(false)).toEqual([expect.objectContaining({ recall: again.id })]);
    expect(await alarms()).toEqual([]);
    expect((await shown('ana', place.thread)).recalls.awaited).toBe(1);
  });

  it('an answer to a recall or a release is owed still, and looked for anew', async () => {
    const place = await asked();
    const said = { final: false, information: 'So far.' };
    const response = await compose('ben', place, 'response', said);
    expect(await awaitOutcome(['ben', 'inbox.answer', response])).toBe('OPENED');
    const recall = await compose('ana', place, 'recall', {
      ...{ what: 'RECALL', items: [place.inReplyTo], reason: 'The wrong person.' },
    });
    const release = aRelease({ item: response.id, itemSha256: sha256(response.document) });
    const asking = await compose(
      'ana',
      { ...place, inReplyTo: response.id },
      'forward-consent-request',
      { ...release, reason: 'The vessel is bound for XC.' },
    );
    for (const each of [asking, recall])
      expect(await awaitOutcome(['ana', 'requests.submit', each])).toBe('OPENED');
    const answers = async (): Promise<Composed[]> => [
      await compose('ben', { ...place, inReplyTo: asking.id }, 'forward-consent', {
        ...{ ...release, outcome: 'GRANTED', reason: '' },
      }),
      await compose('ben', { ...place, inReplyTo: recall.id }, 'recall-answer'),
    ];
    await b.gateway.sql('update cases.recall set look_at = null where document = $1', [recall.id]);
    for (const each of await answers()) await refused(['ben', 'inbox.answer', each], place.thread);
    expect((await shown('ben', place.thread)).recalls.owed).toBe(1);
    const looked = await b.gateway.sql<{ looked: boolean }>(
      `select look_at is not null or exists (select from cases.alert where thread = $2) as looked
       from cases.recall where document = $1`,
      [recall.id, place.thread],
    );
    expect(looked).toEqual([{ looked: true }]);
    const again = await answers();
    for (const each of again)
      expect(await awaitOutcome(['ben', 'inbox.answer', each])).toBe('OPENED');
    expect((await shown('ben', place.thread)).recalls.owed).toBe(0);
    // Claims stay, and only the clock's computation moves the deadline of a recall.
    const { store } = await two.b.parts('opener');
    for (const [table, id] of [
      ['release_answer', again[0]?.id],
      ['recall_answer', again[1]?.id],
    ] as const)
      await store.transaction({ step: 'open-delivery' }, async (tx) => {
        const gone = `delete from cases.${table} where document = $1 returning 1 as one`;
        expect(await tx.query(gone, [id])).toEqual([]);
      });
    await store.transaction({ step: 'open-delivery' }, async (tx) => {
      const never = 'update cases.recall set look_at = null where document = $1 returning 1 as one';
      expect(await tx.query(never, [recall.id])).toEqual([]);
    });
    // While waiting for an answer it moves the deadline to now only.
    const open = await compose('ana', { ...place, inReplyTo: place.inReplyTo }, 'recall', {
      ...{ what: 'RECALL', items: [place.inReplyTo], reason: 'Once more.' },
    });
    expect(await awaitOutcome(['ana', 'requests.submit', open])).toBe('OPENED');
    const look = (when: string) =>
      store.transaction({ step: 'open-delivery' }, (tx) =>
        tx.query(`update cases.recall set look_at = ${when} where document = $1`, [open.id]),
      );
    await look('clock_timestamp()');
    for (const when of ['null', `'infinity'`, `clock_timestamp() + interval '1 hour'`])
      await expect(look(when)).rejects.toThrow('STORE_DENIED: 42501');
  });

  it('an answer that the neighbour says it has already is owed no more', async () => {
    const place = await asked();
    const recall = await compose('ana', place, 'recall', {
      ...{ what: 'RECALL', items: [place.inReplyTo], reason: 'The wrong person.' },
    });
    expect(await awaitOutcome(['ana', 'requests.submit', recall])).toBe('OPENED');
    await insertRow(two.a, 'cases.recall_answer', {
      ...{ recall: recall.id, document: place.inReplyTo, outcome: 'COMPLIED' },
    });
    const answer = await compose('ben', { ...place, inReplyTo: recall.id }, 'recall-answer');
    expect(await awaitOutcome(['ben', 'inbox.answer', answer])).toBe('REJECTED RECALL_ANSWERED');
    expect((await shown('ben', place.thread)).recalls.owed).toBe(0);
  });

  it('an answer about a person, and that the ask needs none any more', async () => {
    const ask = await compose('pat', undefined, 'data-subject-request');
    expect(await awaitOutcome(['pat', 'requests.subject-ask', ask])).toBe('OPENED');
    const place = { thread: parseThreadId(ask.id), inReplyTo: ask.id };
    for (const [who, call, kind, list, then] of [
      [
        'pat',
        'requests.subject-ask',
        'data-subject-withdrawal',
        'requests.subject-asks',
        'WITHDRAWN',
      ],
      ['dan', 'inbox.subject-answer', 'data-subject-answer', 'inbox.subject-asks', 'ANSWERED'],
    ] as const) {
      const row = async () => {
        const { asks } = await dayOf(who).ask(who, list, {
          ...firstRows,
          purpose: 'DATA_SUBJECT_RIGHTS',
        });
        return asks.find((each) => each.thread === place.thread);
      };
      await refused([who, call, await compose(who, place, kind)], place.thread);
      expect(await row()).toMatchObject({ state: 'SUBMITTED', outcome: null, undelivered: kind });
      // Only one of the two can be said in an ask.
      if (kind === 'data-subject-withdrawal') continue;
      expect(await awaitOutcome([who, call, await compose(who, place, kind)])).toBe('OPENED');
      expect(await row()).toMatchObject({ state: then, undelivered: null });
      // The other State can accept it no longer: nobody is told to send it again.
      await two.a.orderErasing(place.thread);
      await eventually(async () => {
        const erased = 'select 1 from cases.thread where id = $1 and key_wrapped is null';
        return (await a.gateway.sql(erased, [place.thread])).length === 1;
      });
      expect(await awaitOutcome([who, call, await compose(who, place, kind)])).toBe(
        'REJECTED CONTENT_ERASED',
      );
      expect(await row()).toMatchObject({ state: then, undelivered: null });
    }
  });
});

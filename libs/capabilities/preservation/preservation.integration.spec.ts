import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  daysAfter,
  requestTypes,
  timestamp,
  type Body,
  type DocumentId,
  type DocumentKind,
  type Term,
  type ThreadId,
  type Timestamp,
} from '#kernel';
import { ReadNotices } from '#capabilities/assignment/desk-notices.queries';
import { eventPlace } from '#capabilities/events/event-place.model';
import { HearEvents } from '#capabilities/events/events.queries';
import { aRequestBody, bodyOf } from '../../../test/support/builders.js';
import { detailsOf } from '../../../test/support/bodies.js';
import type { TestGateway } from '../../../test/support/gateway.js';
import { eventually } from '../../../test/support/nats.js';
import { firstPage, TwoStates } from '../../../test/support/two-states.js';
import { extensionDays, preservationDays } from './preservation.type.js';

const purpose = 'INVESTIGATION';

describe('data are preserved for a neighbour', () => {
  let two: TwoStates;
  beforeAll(async () => {
    two = await TwoStates.start();
  }, 60_000);
  afterAll(() => two.stop());

  const both = (): readonly [TestGateway, TestGateway] => [two.a, two.b];
  const shown = (gateway: TestGateway, thread: ThreadId) =>
    gateway === two.a
      ? two.a.asking.show(two.a.session('ana'), thread, purpose, firstPage)
      : two.b.asked.show(two.b.session('ben'), thread, purpose, firstPage);
  const bodyOfRequest = (until: Timestamp) =>
    aRequestBody({
      requestType: 'PRESERVATION',
      details: { ...(detailsOf('PRESERVATION', new Date()) as object), until },
    });
  const submitted = async (until = daysAfter(new Date(), preservationDays)) => {
    const sent = await two.request({ body: bodyOfRequest(until) });
    const { thread } = await two.a.submit.submitDocument(two.a.session('ana'), sent);
    return { thread, id: sent.id, until };
  };
  const sameTerm = async (
    thread: ThreadId,
    fits: (term: Term) => boolean = () => true,
  ): Promise<Term> => {
    let found: Term | undefined;
    await eventually(async () => {
      const [a, b] = await Promise.all(both().map((gateway) => shown(gateway, thread)));
      const term = a?.clock.term ?? null;
      if (term === null || !fits(term)) return false;
      expect(b?.clock.term).toEqual(term);
      found = term;
      return true;
    });
    if (found === undefined) throw new Error('no term');
    return found;
  };
  const taken = async () => {
    const asked = await submitted();
    await eventually(async () => {
      const rows = await two.b.sql('select 1 from cases.thread where id = $1', [asked.thread]);
      return rows.length === 1;
    });
    await two.b.claim.claimRequest(two.b.session('ben'), asked.thread);
    return { ...asked, term: await sameTerm(asked.thread) };
  };
  const fromB = async (thread: ThreadId, inReplyTo: DocumentId, kind: DocumentKind) => {
    const body = bodyOf[kind](new Date());
    const sent = await two.reply('ben', { thread, inReplyTo }, kind, body);
    await two.b.answer.submitDocument(two.b.session('ben'), sent);
  };
  const fromA = async <K extends DocumentKind>(
    place: { readonly thread: ThreadId; readonly id: DocumentId },
    kind: K,
    body: Body<K>,
  ): Promise<DocumentId> => {
    const at = { thread: place.thread, inReplyTo: place.id };
    const sent = await two.reply('ana', at, kind, body as Body<DocumentKind>);
    await two.a.submit.submitDocument(two.a.session('ana'), sent);
    return sent.id;
  };
  const extend = (place: Parameters<typeof fromA>[0], until: Timestamp) =>
    fromA(place, 'preservation-extension', { until, reason: 'The court has not decided yet.' });
  const told = async (thread: ThreadId, id: DocumentId, stage: string, code: string | null) => {
    const { dispatches } = await shown(two.a, thread);
    const stages = dispatches.find(({ dispatch }) => dispatch === id)?.stages ?? [];
    return stages.some((each) => each.stage === stage && each.code === code);
  };
  const reached = (thread: ThreadId, state: string) =>
    eventually(async () =>
      (await Promise.all(both().map((gateway) => shown(gateway, thread)))).every(
        (view) => view.state === state,
      ),
    );
  const daysLater = async (thread: ThreadId, days: number): Promise<void> => {
    for (const gateway of both()) {
      await gateway.sql(
        `update cases.dispatch set delivered_at = delivered_at - make_interval(secs => $2 * 86400),
           committed_at = committed_at - make_interval(secs => $2 * 86400),
           clock_until = clock_until - make_interval(secs => $2 * 86400) where thread = $1`,
        [thread, days],
      );
      await gateway.sql('update cases.thread set watch_at = clock_timestamp() where id = $1', [
        thread,
      ]);
      gateway.steps.wake('clocks');
    }
  };
  const alarms = async (thread: ThreadId): Promise<readonly (readonly string[])[]> =>
    Promise.all(
      both().map(async (gateway) =>
        (await shown(gateway, thread)).alerts
          .map(({ alert }) => alert)
          .filter((alert) => alert.startsWith('TERM')),
      ),
    );
  const alarmed = (thread: ThreadId, ...expected: readonly string[]) =>
    eventually(async () =>
      (await alarms(thread)).every((found) => found.join() === expected.join()),
    );
  const deskOf = (gateway: TestGateway) =>
    gateway === two.a ? ([gateway.requests, 'ana'] as const) : ([gateway.inbox, 'ben'] as const);
  const eventCodes = (thread: ThreadId): Promise<readonly (readonly string[])[]> =>
    Promise.all(
      both().map(async (gateway) => {
        const [, who] = deskOf(gateway);
        const codes: string[] = [];
        let after = eventPlace({ state: gateway.state.state, entries: 0 });
        for (;;) {
          const batch = await gateway.requests
            .get(HearEvents)
            .readEvents(gateway.session(who), after);
          const own = batch.events.filter((event) => event.thread === thread);
          codes.push(...own.map(({ code }) => code).filter((code) => code.startsWith('TERM')));
          if (!batch.more) return codes;
          after = batch.next;
        }
      }),
    );
  const notices = (thread: ThreadId): Promise<readonly (readonly string[])[]> =>
    Promise.all(
      both().map(async (gateway) => {
        const [desk, who] = deskOf(gateway);
        const page = { limit: 100, after: null, purpose } as const;
        const { notices: deskNotices } = await desk
          .get(ReadNotices)
          .listNotices(gateway.session(who), page);
        const own = deskNotices.filter((notice) => notice.thread === thread);
        return own.map(({ what }) => what).reverse();
      }),
    );
  const looked = (thread: ThreadId) =>
    eventually(async () => {
      const due = `select 1 from cases.thread where id = $1 and watch_at <= clock_timestamp()`;
      const waiting = await Promise.all(both().map((gateway) => gateway.sql(due, [thread])));
      return waiting.every((rows) => rows.length === 0);
    });
  const entries = (gateway: TestGateway, thread: ThreadId, typ: string) =>
    gateway
      .sql<{ data: Record<string, unknown> }>(
        `select convert_from(leaf, 'UTF8')::jsonb -> 'data' as data from journal.event
         where thread = $1 and typ = $2 order by id`,
        [thread, typ],
      )
      .then((rows) => rows.map(({ data }) => data));

  it('asked for and taken: both show the end that was signed, also once it is answered', async () => {
    const { thread, id, until, term } = await taken();
    expect(term).toMatchObject({ endsAt: until, extended: false });
    const [from, to, alarm] = [term.startedAt, term.endsAt, term.alarmAt].map(Date.parse);
    expect(((alarm ?? NaN) - (from ?? NaN)) / ((to ?? NaN) - (from ?? NaN))).toBeCloseTo(0.75, 9);
    await fromB(thread, id, 'response');
    await reached(thread, 'ANSWERED');
    expect(await sameTerm(thread)).toEqual(term);
    for (const gateway of both())
      expect(await entries(gateway, thread, 'case.opened')).toMatchObject([
        { requestType: 'PRESERVATION' },
      ]);
  }, 60_000);

  it('alarms both States at three quarters, is extended once, and ends at both at the same instant', async () => {
    const { thread, id } = await taken();
    await fromB(thread, id, 'response');
    await reached(thread, 'ANSWERED');
    await daysLater(thread, 44);
    await looked(thread);
    expect(await alarms(thread)).toEqual([[], []]);
    await daysLater(thread, 2);
    await alarmed(thread, 'TERM_ENDING');
    const first = await sameTerm(thread);
    for (const [gateway, side] of [
      [two.a, 'ASKING'],
      [two.b, 'ASKED'],
    ] as const)
      expect(await entries(gateway, thread, 'term.ending')).toEqual([
        { side, endsAt: first.endsAt, extended: false },
      ]);

    const longer = daysAfter(new Date(first.endsAt), extensionDays);
    const extension = await extend({ thread, id }, longer);
    const term = await sameTerm(thread, ({ extended }) => extended);
    expect(term).toMatchObject({ endsAt: longer, startedAt: first.startedAt });
    for (const gateway of both()) {
      const said = { document: extension, by: 'XA', endsAt: longer };
      expect(await entries(gateway, thread, 'term.extended')).toEqual([said]);
      expect((await shown(gateway, thread)).state).toBe('ANSWERED');
    }
    await expect(extend({ thread, id }, longer)).rejects.toMatchObject({ code: 'TERM_EXTENDED' });

    await daysLater(thread, 22);
    await alarmed(thread, 'TERM_ENDING', 'TERM_ENDING');
    await daysLater(thread, 23);
    await alarmed(thread, 'TERM_ENDING', 'TERM_ENDING', 'TERM_ENDED');
    const ended = await sameTerm(thread);
    for (const gateway of both()) {
      const [entry] = await entries(gateway, thread, 'term.ended');
      expect(entry).toMatchObject({ endsAt: ended.endsAt, extended: true });
    }
    // Each desk gets notices and events, with the extension in between.
    expect(await notices(thread)).toEqual(await alarms(thread));
    const expectedCodes = ['TERM_ENDING', 'TERM_EXTENDED', 'TERM_ENDING', 'TERM_ENDED'];
    await eventually(async () =>
      (await eventCodes(thread)).every((codes) => codes.length === expectedCodes.length),
    );
    expect(await eventCodes(thread)).toEqual([expectedCodes, expectedCodes]);
    // A second check repeats no alert.
    await daysLater(thread, 1);
    await looked(thread);
    expect((await alarms(thread)).map((found) => found.length)).toEqual([3, 3]);
  }, 90_000);

  it('that has ended is not extended any more', async () => {
    const { thread, id } = await taken();
    await daysLater(thread, 61);
    await alarmed(thread, 'TERM_ENDED');
    const { endsAt } = await sameTerm(thread);
    const again = extend({ thread, id }, daysAfter(new Date(), 5));
    await expect(again).rejects.toMatchObject({ code: 'TERM_OVER', detail: `ended at ${endsAt}` });
    expect((await shown(two.a, thread)).state).toBe('SUBMITTED');
  }, 60_000);

  it('is extended at both from when the extension is opened there, not from its delivery', async () => {
    const { thread, id, until } = await taken();
    // Answered, it has no deadline any more: what is looked at next is the term.
    await fromB(thread, id, 'response');
    await reached(thread, 'ANSWERED');
    await two.b.steps.hold('open');
    const longer = daysAfter(new Date(until), 5);
    const extension = await extend({ thread, id }, longer);
    await eventually(() => told(thread, extension, 'DELIVERED', null));
    expect((await shown(two.a, thread)).clock.term).toMatchObject({
      endsAt: until,
      extended: false,
    });
    two.b.steps.resume('open');
    const { alarmAt } = await sameTerm(thread, ({ extended }) => extended);
    const watched = 'select watch_at as at from cases.thread where id = $1';
    // Until it has the receipt of its answer, XB looks at the deadline first.
    for (const gateway of both())
      await eventually(async () => {
        const [row] = await gateway.sql<{ at: Date }>(watched, [thread]);
        return timestamp(row?.at ?? new Date(0)) === alarmAt;
      });
  }, 60_000);

  it('ended while an extension was kept here: refused there, it counts as not said, and both show the first end', async () => {
    const { thread, id } = await taken();
    await two.a.steps.hold('seal');
    const extension = await extend({ thread, id }, daysAfter(new Date(), preservationDays + 5));
    await daysLater(thread, 61);
    await two.b.steps.hold('open');
    two.a.steps.resume('seal');
    await eventually(() => told(thread, extension, 'DELIVERED', null));
    await looked(thread);
    two.b.steps.resume('open');
    // A batch whose confirmation is late on a busy machine is sent again after up to a minute.
    await eventually(() => told(thread, extension, 'REJECTED', 'TERM_OVER'), 90_000);
    const { endsAt } = await sameTerm(thread, ({ extended }) => !extended);
    await alarmed(thread, 'TERM_ENDED');
    // Not TERM_EXTENDED: the refused extension has no effect.
    const again = extend({ thread, id }, daysAfter(new Date(), 5));
    await expect(again).rejects.toMatchObject({ code: 'TERM_OVER', detail: `ended at ${endsAt}` });
  }, 120_000);

  it('refused or withdrawn, it has no alarm and no extension any more', async () => {
    const [refused, withdrawn] = [await taken(), await taken()];
    await fromB(refused.thread, refused.id, 'refusal');
    await fromA(withdrawn, 'withdrawal', { reason: 'The account was found here.' });
    await reached(refused.thread, 'REFUSED');
    await reached(withdrawn.thread, 'WITHDRAWN');
    for (const each of [refused, withdrawn]) {
      await expect(extend(each, daysAfter(new Date(each.until), 5))).rejects.toMatchObject({
        code: 'TRANSITION_NOT_ALLOWED',
      });
      await daysLater(each.thread, 50);
      await looked(each.thread);
      await daysLater(each.thread, 50);
      await looked(each.thread);
      expect(await alarms(each.thread)).toEqual([[], []]);
    }
  }, 90_000);

  it('to an end beyond sixty days is refused before anything leaves, and says what to do', async () => {
    const far = timestamp(new Date(Date.now() + 61 * 86_400_000));
    await expect(submitted(far)).rejects.toMatchObject({
      code: 'TERM_INVALID',
      detail: expect.stringContaining('/body/details/until must be after') as unknown,
      remedy: expect.stringContaining('Give an end') as unknown,
    });
  });

  it('an older neighbour refuses what it does not know: told with a code, nothing lost, ended by a withdrawal', async () => {
    await two.b.steps.hold('open');
    const { thread, id } = await submitted();
    await eventually(async () =>
      (await two.stages(thread)).some(({ stage }) => stage === 'DELIVERED'),
    );
    // XB runs an older program without this request type.
    const types: Record<string, unknown> = requestTypes;
    const known = types['PRESERVATION'];
    try {
      Reflect.deleteProperty(types, 'PRESERVATION');
      two.b.steps.resume('open');
      await eventually(async () => {
        const sql = `select 1 from mailbox.quarantine q join mailbox.delivery d using (message_id)
          where q.code = 'KIND_UNKNOWN'`;
        return (await two.b.sql(sql)).length === 1;
      });
    } finally {
      types['PRESERVATION'] = known;
    }
    // The signed refusal with its code stands with the request, and the list shows that nobody there has it.
    await eventually(async () =>
      (await two.stages(thread)).some(
        ({ stage, code }) => stage === 'REJECTED' && code === 'KIND_UNKNOWN',
      ),
    );
    expect(await two.b.sql('select 1 from cases.thread where id = $1', [thread])).toEqual([]);
    const view = await shown(two.a, thread);
    expect(view).toMatchObject({ state: 'SUBMITTED', undelivered: 1 });
    // The request, its receipts and its log entries remain.
    expect(view.dispatches.map((each) => [each.dispatch, each.kind])).toEqual([[id, 'request']]);
    expect(view.subjectLine).toBe(bodyOfRequest(daysAfter(new Date(), 1)).subjectLine);
    // Ended by the requesting State, whatever the neighbour does with the withdrawal.
    await fromA({ thread, id }, 'withdrawal', { reason: 'Their gateway does not know the type.' });
    expect(await shown(two.a, thread)).toMatchObject({ state: 'WITHDRAWN', undelivered: 1 });
    await two.a.sql(
      `update cases.dispatch set delivered_at = delivered_at - interval '50 days',
         clock_until = clock_until - interval '50 days' where thread = $1`,
      [thread],
    );
    await two.a.sql('update cases.thread set watch_at = clock_timestamp() where id = $1', [thread]);
    two.a.steps.wake('clocks');
    await eventually(async () => {
      const due = 'select 1 from cases.thread where id = $1 and watch_at <= clock_timestamp()';
      return (await two.a.sql(due, [thread])).length === 0;
    });
    // The deadline passed, because the neighbour did not accept the withdrawal either; the term no longer counts.
    const { alerts, state } = await shown(two.a, thread);
    expect([state, alerts.map(({ alert }) => alert)]).toEqual(['WITHDRAWN', ['EXPIRED']]);
  }, 60_000);
});

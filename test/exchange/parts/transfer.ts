import { beforeAll, describe, expect, it } from '@jest/globals';
import { MoveThreads } from '#capabilities/transfers/move-threads.jobs';
import { parseAuthorityId, type AuthorityId, type DocumentId, type ThreadId } from '#kernel';
import type { ThreadRow } from '#capabilities/requests/thread-row.contract';
import { Mailbox } from '#mailbox';
import { aRequestBody, bodyOf } from '../../support/builders.js';
import { cutLook } from '../../instruments/cuts/cut-look.js';
import { disclosed } from '../fixtures/disclosed.js';
import { deskOf, type InboxDesk } from '../fixtures/inbox-desk.js';
import { FaultInjector } from '../../instruments/cuts/fault-injector.js';
import { eventually } from '../../support/nats.js';
import { insertRow } from '../../support/rows.js';
import { harbour, police, transferActs, type Place } from '../fixtures/transfers.js';
import { firstPage, type TwoStates } from '../../support/two-states.js';
import { sharedStates } from './states.js';

const purpose = 'INVESTIGATION';
const urgent = {
  urgent: true,
  urgencyGrounds: ['LOSS_OF_RELEVANCE'],
  urgencyReasons: 'The ferry leaves in the evening.',
} as const;

describe('a request that another authority of the same State is competent for', () => {
  let two: TwoStates;
  let desks: Readonly<Record<'a' | 'b', InboxDesk>>;

  beforeAll(async () => {
    two = await sharedStates();
    desks = { a: deskOf(two.a), b: deskOf(two.b) };
  }, 60_000);

  const { code, at, asking, desk, opened, transfer, refusals, comesTo, isToldOf } = transferActs(
    () => two,
  );
  const withFile = async (content: Buffer) => {
    const ana = two.a.session('ana');
    const { upload } = await two.a.upload.begin(ana, content.length);
    await two.a.upload.chunk(ana, upload, 0, content);
    const { size, sha256, sha512 } = await two.a.upload.finish(ana, upload);
    const file = {
      name: 'berths.bin',
      mediaType: 'application/octet-stream',
      size,
      sha256,
      sha512,
    };
    const sent = await two.request({ attachments: [file], body: aRequestBody(urgent) });
    const { thread } = await two.a.submit.submitDocument(ana, { ...sent, uploads: [upload] });
    await two.b.arrived(thread);
    await two.b.claim.claimRequest(at('ben'), thread);
    return { thread, request: sent.id };
  };
  const fromAna = (place: Place, authority: AuthorityId, kind: 'withdrawal' | 'clarification') =>
    two.compose(two.a.state, two.b.state, 'ana', {
      ...place,
      to: { state: two.b.state.state, authority },
      kind,
      body: kind === 'withdrawal' ? { reason: 'It was found.' } : { answer: 'The smaller one.' },
    });
  const agreed = async (thread: ThreadId, state: ThreadRow['clock']['state']) => {
    await two.allClosed(thread);
    const [one, other] = [(await asking(thread))?.clock, (await desk('hal', thread))?.clock];
    expect([one?.state, one]).toEqual([state, other]);
  };
  const quarantined = () =>
    Promise.all(
      [two.a, two.b].map(async (gateway) => {
        const rows = await gateway.sql<{ code: string }>('select code from mailbox.quarantine');
        return rows.map((row) => row.code);
      }),
    );
  const pausing = async (act: () => Promise<void>): Promise<void> => {
    await Promise.all([two.a.stopExchange(), two.b.stopExchange()]);
    await act();
    await two.a.startExchange(two.borders[0], two.neighbour('solicit'));
    await two.b.startExchange(two.borders[1], two.neighbour('listen'));
  };

  it('moves there whole, with its clock as it stands, and the sender is told and writes there', async () => {
    const content = Buffer.alloc(2_000, 7);
    const { thread, request } = await withFile(content);
    await two.allClosed(thread);
    const clock = (await asking(thread))?.clock;
    expect(clock?.state).toBe('RUNNING');
    expect((await desk('ben', thread))?.clock).toEqual(clock);
    // Recorded facts about it move along.
    const [{ link_id } = {}] = await two.b.sql<{ link_id?: string }>(
      'select link_id from cases.thread where id = $1',
      [thread],
    );
    await insertRow(two.b, 'cases.glass_there', {
      ...{ thread, link_id, alert: 'GLASS_BROKEN_THERE', way: ['XA'], reason: 'SUPERVISION' },
    });

    const moving = await transfer('ben', { thread, inReplyTo: request });
    await comesTo('hal', thread);
    // Nothing is left at the former desk, which answers as for an unknown id.
    expect(await desk('ben', thread)).toBeUndefined();
    for (const act of [
      two.b.asked.show(at('ben'), thread, purpose, firstPage),
      two.b.askedDocuments.page(at('ben'), thread, purpose, firstPage),
      two.b.claim.claimRequest(at('ben'), thread),
      desks.b.assignments.release(at('ben'), thread),
      transfer('ben', { thread, inReplyTo: request }),
    ])
      expect(await code(act)).toBe('NOT_FOUND');
    const found = async (name: string): Promise<number> =>
      (await two.b.asked.search(at(name), 'REF-1', purpose)).threads.length;
    expect([await found('ben'), await found('hal')]).toEqual([0, 1]);
    for (const table of ['thread', 'dispatch', 'token', 'glass_there']) {
      const column = table === 'thread' ? 'id' : 'thread';
      const rows = await two.b.sql<{ authority: string }>(
        `select distinct authority from cases.${table} where ${column} = $1`,
        [thread],
      );
      expect([table, rows]).toEqual([table, [{ authority: 'harbour-office' }]]);
    }

    await isToldOf(harbour, thread);
    for (const row of [await asking(thread), await desk('hal', thread)])
      expect(row).toMatchObject({ state: 'TRANSFERRED', formerAuthorities: [police], clock });
    expect(await desk('hal', thread)).toMatchObject({ holder: null });
    const { alerts } = await two.b.asked.show(at('hal'), thread, purpose, firstPage);
    expect(alerts.map(({ alert }) => alert)).toEqual(['GLASS_BROKEN_THERE']);
    const shown = await two.b.askedDocuments.page(at('hal'), thread, purpose, firstPage);
    expect(shown.dispatches.map(({ dispatch }) => dispatch)).toEqual([request, moving]);
    const file = {
      session: '',
      thread,
      dispatch: request,
      position: 0,
      chunk: 0,
      purpose,
    } as const;
    await two.b.whole(request);
    const { bytes } = await two.b.askedFiles.chunk(at('hal'), file);
    expect(content.equals(bytes)).toBe(true);
    expect(await code(two.b.askedFiles.chunk(at('ben'), file))).toBe('NOT_FOUND');
    // Disclosures of its log leaves can be opened there.
    for (const { typ, digests, values } of await disclosed(two.b, thread))
      expect([typ, Object.keys(values).length]).toEqual([typ, digests]);

    // The new holder asks back; the sender answers that authority only.
    await two.b.claim.claimRequest(at('hal'), thread);
    const question = await two.compose(two.b.state, two.a.state, 'hal', {
      ...{ thread, inReplyTo: request, kind: 'clarification-question' },
      body: { question: 'Which of the two?' },
    });
    await two.b.answer.submitDocument(at('hal'), question);
    await two.a.arrived(question.id);
    expect((await asking(thread))?.state).toBe('CLARIFICATION_REQUESTED');
    const place = { thread, inReplyTo: question.id };
    const ana = two.a.session('ana');
    const astray = await fromAna(place, police, 'clarification');
    expect(await code(two.a.submit.submitDocument(ana, astray))).toBe('PARENT_MISMATCH');
    const right = await fromAna(place, harbour, 'clarification');
    await two.a.submit.submitDocument(ana, right);
    await two.b.arrived(right.id);
    expect((await desk('hal', thread))?.state).toBe('CLARIFIED');
    const final = await two.compose(two.b.state, two.a.state, 'hal', {
      ...{ thread, inReplyTo: right.id, kind: 'response' },
      body: { final: true, information: 'She lies at berth four.' },
    });
    await two.b.answer.submitDocument(at('hal'), final);
    await agreed(thread, 'STOPPED');
    expect((await asking(thread))?.state).toBe('ANSWERED');
    expect(await code(transfer('hal', { thread, inReplyTo: right.id }, police))).toBe(
      'TRANSITION_NOT_ALLOWED',
    );

    for (const [gateway, service] of [
      [two.a, 'opener'],
      [two.b, 'sealer'],
    ] as const) {
      const transferEvents = await gateway.sql<{ service: string; leaf: Buffer }>(
        `select service, leaf from journal.event where thread = $1 and typ = 'case.transferred'`,
        [thread],
      );
      expect(transferEvents.map((row) => row.service)).toEqual([service]);
      const { data } = JSON.parse(transferEvents[0]?.leaf.toString() ?? '') as { data: object };
      expect(data).toMatchObject({ from: police, to: harbour });
    }
    expect(await quarantined()).toEqual([[], []]);
  }, 120_000);

  it('moves with two others wherever the connection ends, each whole and once', async () => {
    const cutting = new FaultInjector();
    const asked = [await opened(), await opened(), await opened()];
    const threads = asked.map(({ thread }) => thread);
    await two.b.steps.hold('move');
    const notices: DocumentId[] = [];
    for (const { thread, request } of asked)
      notices.push(await transfer('ben', { thread, inReplyTo: request }));
    // Waits until no other process locks the threads, since a look skips locked rows.
    await eventually(async () => {
      const rows = await two.b.sql(
        `select 1 from mailbox.outbox where dispatch = any ($1::uuid[]) and state = 'CLOSED'`,
        [notices],
      );
      return rows.length === notices.length;
    });
    const items = async () => {
      const there = (table: string): string =>
        `(select bool_and(x.authority = 'harbour-office') from cases.${table} x where x.thread = t.id)`;
      const rows = await two.b.sql<{ parts: boolean[] }>(
        `select array[t.authority = 'harbour-office', t.moving_to is null, ${there('dispatch')}, ${there('token')},
           (select count(*) = 1 from journal.event e where e.typ = 'case.transferred' and e.thread = t.id)] as parts
         from cases.thread t where t.id = any ($1::uuid[])`,
        [threads],
      );
      return rows.map(({ parts }) => parts);
    };
    const { store, trust, cases, journal } = await two.b.parts('sealer', cutting.newStore);
    const run = () => new MoveThreads(store, trust, cases, new Mailbox(), journal).run();
    try {
      await cutLook({ injector: cutting, name: 'moves', varies: true, run, items });
    } finally {
      two.b.steps.resume('move');
    }
  }, 60_000);

  it('may come back, and go again', async () => {
    const { thread, request } = await opened();
    await transfer('ben', { thread, inReplyTo: request });
    await comesTo('hal', thread);
    await two.b.claim.claimRequest(at('hal'), thread);
    await transfer('hal', { thread, inReplyTo: request }, police);
    await comesTo('ben', thread);
    await two.allClosed(thread);
    expect((await asking(thread))?.formerAuthorities).toHaveLength(2);
    expect(await asking(thread)).toMatchObject({ peerAuthority: police, state: 'TRANSFERRED' });
    await two.b.claim.claimRequest(at('ben'), thread);
    await transfer('ben', { thread, inReplyTo: request });
    await isToldOf(harbour, thread);
    expect((await asking(thread))?.formerAuthorities).toEqual([police, harbour]);
    expect(await quarantined()).toEqual([[], []]);
  }, 120_000);

  it('what was on its way to the former authority is taken, and both sides agree', async () => {
    const ana = two.a.session('ana');
    const { thread, request } = await opened();
    const question = await two.reply(
      'ben',
      { thread, inReplyTo: request },
      'clarification-question',
      { question: 'Which of the two?' },
    );
    await two.b.answer.submitDocument(at('ben'), question);
    await two.a.arrived(question.id);
    expect((await asking(thread))?.state).toBe('CLARIFICATION_REQUESTED');
    const crossing = await fromAna({ thread, inReplyTo: question.id }, police, 'clarification');
    await pausing(async () => {
      await transfer('ben', { thread, inReplyTo: request });
      await comesTo('hal', thread);
      expect((await desk('hal', thread))?.state).toBe('CLARIFICATION_REQUESTED');
      await two.a.submit.submitDocument(ana, crossing);
    });
    await two.b.arrived(crossing.id);
    expect((await desk('hal', thread))?.state).toBe('CLARIFIED');
    await isToldOf(harbour, thread);
    const shown = await two.b.askedDocuments.page(at('hal'), thread, purpose, firstPage);
    expect(shown.dispatches.map(({ dispatch }) => dispatch)).toContain(crossing.id);
    await agreed(thread, 'RUNNING');
    expect(await quarantined()).toEqual([[], []]);
  }, 120_000);

  it('a withdrawal that crosses the notice ends it at both', async () => {
    const { thread, request } = await opened();
    await pausing(async () => {
      await transfer('ben', { thread, inReplyTo: request });
      const back = await fromAna({ thread, inReplyTo: request }, police, 'withdrawal');
      await two.a.submit.submitDocument(two.a.session('ana'), back);
    });
    await comesTo('hal', thread);
    await two.allClosed(thread);
    expect((await desk('hal', thread))?.state).toBe('WITHDRAWN');
    await isToldOf(harbour, thread);
    expect((await asking(thread))?.state).toBe('WITHDRAWN');
    expect(await quarantined()).toEqual([[], []]);
  }, 120_000);

  it('goes nowhere but to an authority of this State, by its holder', async () => {
    const { thread, request } = await opened();
    const place = { thread, inReplyTo: request };
    for (const nowhere of ['coast-guard', 'no-such-office'])
      expect(await code(transfer('ben', place, parseAuthorityId(nowhere)))).toBe(
        'TRANSFER_IMPOSSIBLE',
      );
    await expect(transfer('ben', place, police)).rejects.toMatchObject({
      code: 'DOCUMENT_INVALID',
      detail: '/body/authority must be another authority',
    });
    await desks.b.assignments.release(at('ben'), thread);
    expect(await code(transfer('ben', place))).toBe('NOT_HOLDER');
    expect(await code(transfer('hal', place, police))).toBe('NOT_FOUND');
    expect(await desk('ben', thread)).toMatchObject({ state: 'IN_PROGRESS' });
  }, 60_000);

  it('is not moved by whoever writes rows: the sealer wants a signed notice of its holder', async () => {
    const { thread, request } = await opened();
    const moveBy = (authority: string) =>
      two.b.sql('update cases.thread set moving_to = $2 where id = $1', [thread, authority]);
    const settled = () =>
      eventually(async () => {
        const [row] = await two.b.sql<{ to: string | null }>(
          'select moving_to as to from cases.thread where id = $1',
          [thread],
        );
        return row?.to === null;
      });
    await moveBy('harbour-office');
    await settled();
    expect(await refusals(thread)).toEqual(['TRANSFER_IMPOSSIBLE']);
    expect(await desk('hal', thread)).toBeUndefined();
    // A used notice is not valid again.
    await transfer('ben', { thread, inReplyTo: request });
    await comesTo('hal', thread);
    await moveBy('border-police');
    await settled();
    expect(await refusals(thread)).toEqual(['TRANSFER_IMPOSSIBLE', 'TRANSFER_IMPOSSIBLE']);
    expect(await desk('ben', thread)).toBeUndefined();
  }, 90_000);

  it('of information that nobody asked for too', async () => {
    const information = await two.compose(two.a.state, two.b.state, 'ana', {
      kind: 'spontaneous-information',
      body: bodyOf['spontaneous-information'](),
    });
    const { thread } = await two.a.submit.submitDocument(two.a.session('ana'), information);
    await two.b.arrived(thread);
    await two.b.claim.claimRequest(at('ben'), thread);
    await transfer('ben', { thread, inReplyTo: information.id });
    await comesTo('hal', thread);
    expect((await desk('hal', thread))?.state).toBe('TRANSFERRED');
    await isToldOf(harbour, thread);
    expect(await asking(thread)).toMatchObject({ state: 'TRANSFERRED', clock: { state: 'NONE' } });
  }, 60_000);
});

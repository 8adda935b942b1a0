import { parseListPlace, type ListPlace } from '#capabilities/requests/list-place.model';
import type { ThreadPage } from '#capabilities/requests/threads.contract';
import { fateOf } from '#capabilities/requests/deliveries/deliveries.model';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NoteLinks } from '#journey/links/note-links';
import { ReadDelivery } from '#capabilities/requests/deliveries/read-delivery.queries';
import { type DeliveryView } from '#capabilities/requests/deliveries/deliveries.contract';
import { isCoded, type DocumentId, type ThreadId } from '#kernel';
import type { Waiting } from '#capabilities/requests/threads.contract';
import { Mailbox } from '#mailbox';
import { BorderConnection } from '#border';
import { aRequestBody } from '../support/builders.js';
import { eventually } from '../support/nats.js';
import { TwoStates, type Composed } from '../support/two-states.js';

// XA's ana and lia at one desk, XB's ben. Undelivered documents are shown to their sender and counted.
describe('what was sent and did not arrive', () => {
  let two: TwoStates;
  let border: BorderConnection;
  let look: NoteLinks;
  let deliveries: ReadDelivery;
  beforeAll(async () => {
    two = await TwoStates.start(undefined, { asking: { lia: ['LIAISON_OFFICER'] } });
    deliveries = two.a.requests.get(ReadDelivery);
    border = await BorderConnection.connect(two.borders[0].login);
    const { store: exchange } = await two.a.parts('exchange');
    look = new NoteLinks(exchange, new Mailbox(), border, () => [two.linkId]);
  }, 60_000);
  afterAll(async () => {
    await border.close();
    await two.stop();
  });

  const ask = async (
    requestType: 'RISK_TO_LIFE' | 'INFORMATION' = 'INFORMATION',
  ): Promise<Composed & { readonly thread: ThreadId }> => {
    const sent = await two.request({ body: aRequestBody({ requestType }) });
    const { thread } = await two.a.submit.submitDocument(two.a.session('ana'), sent);
    return { ...sent, thread };
  };
  const readDelivery = (id: DocumentId, name = 'ana'): Promise<DeliveryView> =>
    deliveries.readDelivery(two.a.session(name), id);
  const waiting = async (
    desk: TwoStates['a']['asking'],
    session: Parameters<TwoStates['a']['asking']['page']>[0],
  ): Promise<Waiting> => (await desk.page(session, { limit: 50, after: null, purpose })).waiting;
  const settled = async (id: DocumentId): Promise<void> => {
    await two.a.reached(id, 'DELIVERED');
    expect(fateOf(await readDelivery(id))).toBe('DELIVERED');
  };

  it('is told to whoever signed it, with the receipt and its proof, and to nobody else', async () => {
    await look.run();
    const sent = await ask();
    await settled(sent.id);
    const view = await readDelivery(sent.id);
    expect(view).toMatchObject({ peer: 'XB', peerAuthority: 'border-police', keptBack: false });
    expect(view.link.up).toBe(true);
    expect(view.proof?.envelope).toBeInstanceOf(Uint8Array);
    expect(view.proof?.statement.length).toBeGreaterThan(0);
    const refused = await readDelivery(sent.id, 'lia').catch((error: unknown) => error);
    expect(isCoded(refused) && refused.code).toBe('NOT_FOUND');
  }, 60_000);

  it('says since when the link is away, as the border of its own State last saw it up', async () => {
    await look.run();
    const { upAt } = (await readDelivery((await ask()).id)).link;
    await two.borders[1].stop();
    await eventually(async () => {
      await look.run();
      return (await readDelivery((await ask()).id)).link.up === false;
    }, 60_000);
    const lost = await ask('RISK_TO_LIFE');
    const view = await readDelivery(lost.id);
    expect(view).toMatchObject({ priority: 0, proof: null, link: { up: false } });
    expect(fateOf(view)).toBe('WAITING');
    expect(Date.parse(view.link.upAt ?? '')).toBeGreaterThanOrEqual(Date.parse(upAt ?? ''));
    await two.borders[1].start();
    await settled(lost.id);
    await eventually(async () => {
      await look.run();
      return (await readDelivery(lost.id)).link.up === true;
    }, 60_000);
  }, 180_000);

  const page = { limit: 50, before: null };
  const purpose = 'SAFETY_OF_LIFE';

  it('is counted at its desk, also by who did not send it, in its row, and for the whole State', async () => {
    const { store, cases } = await two.a.parts('sealer');
    const everywhere = () =>
      store.transaction({ step: 'watch-clocks' }, (tx) => cases.undelivered.everywhere(tx));
    await eventually(async () => (await everywhere()).undelivered === 0);
    const before = await waiting(two.a.asking, two.a.session('lia'));
    expect(before).toEqual({ undelivered: 0, unassigned: 0 });
    await two.b.stopExchange();
    const [life] = [await ask('RISK_TO_LIFE'), await ask()];
    expect(await waiting(two.a.asking, two.a.session('lia'))).toEqual({
      ...{ undelivered: 2, unassigned: 0 },
    });
    const rows = await two.a.asking.listThreads(two.a.session('lia'), page, purpose);
    expect(rows.find(({ thread }) => thread === life.thread)).toMatchObject({ undelivered: 1 });
    expect(rows.filter(({ undelivered }) => undelivered > 0)).toHaveLength(2);
    expect(await everywhere()).toMatchObject({ undelivered: 2, lifeUndelivered: 1 });
    await two.b.startExchange(two.borders[1], two.neighbour('listen'));
    await settled(life.id);
    await eventually(async () => (await everywhere()).undelivered === 0);
    // There it waits to be claimed.
    const there = await waiting(two.b.asked, two.b.session('ben'));
    await two.b.claim.claimRequest(two.b.session('ben'), life.thread);
    expect(await waiting(two.b.asked, two.b.session('ben'))).toEqual({
      ...{ undelivered: 0, unassigned: there.unassigned - 1 },
    });
  }, 120_000);

  it('stands first at both desks while nobody has it in hand, by the quarter of an hour that is left', async () => {
    // The earlier one is taken by now: its acknowledgement has arrived.
    const sent = [await ask('RISK_TO_LIFE'), await ask('RISK_TO_LIFE'), await ask()];
    for (const { id } of sent) await settled(id);
    const [first, second, plain] = sent.map(({ thread }) => thread);
    const desks = [
      { list: two.a.asking, session: two.a.session('ana') },
      { list: two.b.asked, session: two.b.session('ben') },
    ] as const;
    const ours = (rows: readonly { readonly thread: unknown }[]) =>
      rows.map(({ thread }) => thread).filter((id) => sent.some(({ thread }) => thread === id));
    const listed = async (order: 'NEWEST' | 'DUE', desk = desks[1]) =>
      ours(await desk.list.listThreads(desk.session, { ...page, order }, purpose));
    for (const desk of desks)
      for (const order of ['NEWEST', 'DUE'] as const)
        expect((await listed(order, desk)).slice(0, 2)).toEqual([first, second]);
    const [taken] = sent;
    if (taken === undefined) throw new Error('nothing was sent');
    const held = await two.b.claim.claimRequest(two.b.session('ben'), taken.thread);
    // Claimed, but the neighbour still waits: the clock runs, and its end is shown.
    expect(held.acknowledgeBy).not.toBeNull();
    expect(await listed('NEWEST')).toEqual([first, second, plain]);
    const ack = await two.reply(
      'ben',
      { thread: taken.thread, inReplyTo: taken.id },
      'acknowledgement',
      { note: '' },
    );
    await two.b.answer.submitDocument(two.b.session('ben'), ack);
    await eventually(async () => (await listed('NEWEST'))[0] === second);
    for (const desk of desks) {
      await eventually(async () => (await listed('NEWEST', desk))[0] === second);
      expect(await listed('NEWEST', desk)).toEqual([second, first, plain]);
      expect(await listed('DUE', desk)).toEqual(expect.arrayContaining([first, second, plain]));
      expect((await listed('DUE', desk))[0]).toBe(second);
    }
    // Paging loses no row and repeats none, with or without a cursor place.
    for (const desk of desks)
      for (const order of ['NEWEST', 'DUE'] as const)
        for (const says of [true, false]) {
          const all = await desk.list.listThreads(desk.session, { ...page, order }, purpose);
          // In order of due time the cursor is the time itself.
          if (!says && order === 'DUE') continue;
          const walked: ThreadId[] = [];
          for (let after: ListPlace | null = null; ;) {
            const asked = { limit: 1, order, after, purpose } as const;
            const { threads, next }: ThreadPage = await desk.list.page(desk.session, asked);
            walked.push(...threads.map(({ thread }) => thread));
            if (next === null) break;
            after = says ? next : parseListPlace(walked.at(-1));
          }
          expect(walked).toEqual(all.map(({ thread }) => thread));
        }
    // The quarter of an hour to take it ends before the eight hours to answer it.
    for (const order of ['NEWEST', 'DUE'] as const)
      expect(
        ours(
          await two.b.asked.listThreads(
            two.b.session('ben'),
            { ...page, order, dueWithin: 1 },
            purpose,
          ),
        ),
      ).toEqual([second]);
    const late = { ...page, dueWithin: 24 };
    expect(
      ours(await two.b.asked.listThreads(two.b.session('ben'), late, purpose)).slice(0, 2),
    ).toEqual([second, first]);
  }, 120_000);
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NoteLinks, ReadDelivery } from '#flows';
import { Mailbox } from '#mailbox';
import { fateOf, isCoded, type DeliveryView, type DocumentId } from '#model';
import { BorderConnection } from '#transport';
import { aRequestBody } from '../support/builders.js';
import { eventually } from '../support/nats.js';
import { TwoStates, type Composed } from '../support/two-states.js';

/** XA's ana and lia at one desk; XB's ben. What has not come there is told to whoever sent it, and counted. */
describe('what was sent and did not arrive', () => {
  let two: TwoStates;
  let border: BorderConnection;
  let look: NoteLinks;
  let deliveries: ReadDelivery;
  beforeAll(async () => {
    two = await TwoStates.start(undefined, { asking: { lia: ['LIAISON_OFFICER'] } });
    const { store, cases } = await two.a.parts('requests');
    deliveries = new ReadDelivery(store, cases, new Mailbox());
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
  ): Promise<Composed> => {
    const sent = await two.request({ body: aRequestBody({ requestType }) });
    await two.a.submit.run(two.a.session('ana'), sent);
    return sent;
  };
  const told = (id: DocumentId, name = 'ana'): Promise<DeliveryView> =>
    deliveries.run(two.a.session(name), id);
  const settled = (id: DocumentId): Promise<void> =>
    eventually(async () => fateOf(await told(id)) === 'DELIVERED');

  it('is told to whoever signed it, with the receipt and its proof, and to nobody else', async () => {
    await look.run();
    const sent = await ask();
    await settled(sent.id);
    const view = await told(sent.id);
    expect(view).toMatchObject({ peer: 'XB', peerAuthority: 'border-police', keptBack: false });
    expect(view.link.up).toBe(true);
    expect(view.proof?.envelope).toBeInstanceOf(Uint8Array);
    expect(view.proof?.statement.length).toBeGreaterThan(0);
    const refused = await told(sent.id, 'lia').catch((error: unknown) => error);
    expect(isCoded(refused) && refused.code).toBe('NOT_FOUND');
  }, 60_000);

  it('says since when the link is away, as the border of its own State last saw it up', async () => {
    await look.run();
    const { upAt } = (await told((await ask()).id)).link;
    await two.borders[1].stop();
    await eventually(async () => {
      await look.run();
      return (await told((await ask()).id)).link.up === false;
    }, 60_000);
    const lost = await ask('RISK_TO_LIFE');
    const view = await told(lost.id);
    expect(view).toMatchObject({ priority: 0, proof: null, link: { up: false } });
    expect(fateOf(view)).toBe('WAITING');
    expect(Date.parse(view.link.upAt ?? '')).toBeGreaterThanOrEqual(Date.parse(upAt ?? ''));
    await two.borders[1].start();
    await settled(lost.id);
    await eventually(async () => {
      await look.run();
      return (await told(lost.id)).link.up === true;
    }, 60_000);
  }, 180_000);
});

import {
  AcceptDelivery,
  AcceptObjects,
  newChunkCounts,
  RelayObjects,
  RelayOutbox,
  type Workplace,
} from '#flows';
import type { LinkId, Peer } from '#model';
import { AttachmentReader, ObjectReceiver, type ObjectStore } from '#objects';
import type { BorderConnection, BorderLinkRef } from '#transport';

/** Starts the steps of each confirmed neighbour's link, and ends those of a removed one within seconds. */
export class LinkWorkers {
  /** Of all links together, so that what a removed one counted is not lost. */
  private readonly counts = newChunkCounts();
  private readonly receiver: ObjectReceiver;
  readonly #running = new Map<LinkId, () => Promise<void>>();

  constructor(
    private readonly place: Workplace,
    private readonly border: BorderConnection,
    private readonly objects: ObjectStore,
  ) {
    this.receiver = new ObjectReceiver(objects);
    place.measure('chunks', this.counts);
  }

  async run(): Promise<void> {
    const { store, trust } = this.place;
    await store.transaction({ step: 'links' }, (tx) => trust.refresh(tx));
    const peers = trust.peers().list();
    for (const [linkId, stop] of this.#running)
      if (!peers.some((peer) => peer.linkId === linkId)) {
        this.#running.delete(linkId);
        await stop();
      }
    for (const peer of peers)
      if (!this.#running.has(peer.linkId)) this.#running.set(peer.linkId, this.start(peer));
  }

  private start({ linkId, end, peer }: Peer): () => Promise<void> {
    const { store, mailbox, journal } = this.place;
    const link: BorderLinkRef = { linkId, side: end === 1 ? 'listen' : 'solicit' };
    const relay = new RelayOutbox(store, mailbox, journal, this.border, link, peer);
    const files = new RelayObjects(store, new AttachmentReader(this.objects), this.border, link);
    const chunks = new AcceptObjects(store, this.receiver, link, this.counts);
    const accept = new AcceptDelivery(store, mailbox, journal, link, peer, chunks);
    const consumer = this.border.consume(link, (batches) => accept.run(batches));
    const stopRelay = this.place.keep({ wake: 'relay', run: () => relay.run() });
    const stopFiles = this.place.keep({ wake: 'objects', run: () => files.run() });
    return async () => {
      await consumer.stop();
      await Promise.all([stopRelay(), stopFiles()]);
    };
  }
}

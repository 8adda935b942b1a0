import { newChunkCounts } from '#journey/objects/accept-objects';
import type { RelayOutbox } from '#journey/04-relay';
import type { ServiceRuntime } from '#service-runtime';
import { isCoded, isRealState, type LinkId } from '#kernel';
import type { Peer } from '#capabilities/directory/peers.model';
import { ObjectReceiver, type ObjectStore } from '#objects';
import type { BorderConnection, BorderLinkRef, BrokerFacts, InboundConsumer } from '#border';
import { linkSteps } from './link-steps.js';

export type LinkRuntime = Pick<
  ServiceRuntime,
  'store' | 'trust' | 'mailbox' | 'journal' | 'schedule' | 'measure' | 'problem'
>;

interface Running {
  readonly consumer: Pick<InboundConsumer, 'renew'>;
  readonly stop: () => Promise<void>;
}

/**
 * Runs the transport jobs of each confirmed neighbour. Outdated brokers serve only test States until two administrators
 * agree.
 */
export class LinkWorkers {
  // Counts of all links together; those of a removed link stay.
  private readonly counts = newChunkCounts();
  private readonly receiver: ObjectReceiver;
  readonly #running = new Map<LinkId, Running>();
  readonly #full = new Set<LinkId>();
  #broker: BrokerFacts | undefined;

  constructor(
    private readonly runtime: LinkRuntime,
    private readonly border: BorderConnection,
    private readonly objects: ObjectStore,
    private readonly mayTake: () => boolean = () => true,
  ) {
    this.receiver = new ObjectReceiver(objects);
    runtime.measure('chunks', this.counts);
  }

  /**
   * Starts and stops links to match the confirmed neighbours. @returns codes of present problems; empty if none @throws
   * BorderError BROKER_UNSAFE if the broker has unsafe settings
   */
  async adjustLinks(): Promise<readonly string[]> {
    const { store, trust } = this.runtime;
    await store.transaction({ step: 'links' }, (tx) => trust.refresh(tx));
    const confirmed = trust.peers().listPeers();
    await this.keepOnly(confirmed);
    const { degraded, version } = await this.broker();
    const accepted = !degraded || trust.peers().acceptsBroker(version);
    const passing = confirmed.filter(({ peer }) => accepted || !isRealState(peer));
    await this.keepOnly(passing);
    for (const peer of passing)
      if (!this.#running.has(peer.linkId)) this.#running.set(peer.linkId, this.start(peer));
    return [
      ...(degraded ? ['BROKER_VERSION'] : []),
      ...(passing.length < confirmed.length ? ['BROKER_NOT_ACCEPTED'] : []),
      ...(this.#full.size > 0 ? ['PEER_FULL'] : []),
    ];
  }

  renew(): void {
    for (const { consumer } of this.#running.values()) consumer.renew();
  }

  // Checks the broker again after each of its starts: it may be another version or have other settings.
  private async broker(): Promise<BrokerFacts> {
    if (this.#broker !== undefined && this.#broker.serverId === this.border.serverId)
      return this.#broker;
    this.#broker = undefined;
    try {
      this.#broker = await this.border.verifyBroker();
    } catch (error) {
      if (isCoded(error) && error.code === 'BROKER_UNSAFE') await this.keepOnly([]);
      throw error;
    }
    return this.#broker;
  }

  private async keepOnly(peers: readonly Peer[]): Promise<void> {
    for (const [linkId, { stop }] of this.#running) {
      if (peers.some((peer) => peer.linkId === linkId)) continue;
      this.#running.delete(linkId);
      await stop();
      this.#full.delete(linkId);
    }
  }

  private start({ linkId, end, peer }: Peer): Running {
    const link: BorderLinkRef = { linkId, side: end === 1 ? 'listen' : 'solicit' };
    const { runtime, border, objects, receiver, counts } = this;
    const parts = { runtime, border, objects, receiver, counts };
    const { relay, files, accept } = linkSteps(parts, link, peer);
    const onProblem = this.runtime.problem('deliveries');
    const { mayTake } = this;
    const consumer = this.border.consume(link, (batches) => accept.acceptBatches(batches), {
      onProblem,
      mayTake,
    });
    const stopRelay = this.runtime.schedule({
      wake: 'relay',
      run: () => this.relay(linkId, relay),
      due: relay.due,
    });
    const stopFiles = this.runtime.schedule({
      wake: 'objects',
      run: () => files.run(),
      due: files.due,
    });
    const stop = async (): Promise<void> => {
      await consumer.stop();
      await Promise.all([stopRelay(), stopFiles()]);
    };
    return { consumer, stop };
  }

  // A full stream of the neighbour is no failure: reports it and backs off.
  private async relay(linkId: LinkId, step: Pick<RelayOutbox, 'run'>): Promise<boolean> {
    try {
      const more = await step.run();
      this.#full.delete(linkId);
      return more;
    } catch (error) {
      if (isCoded(error) && error.code === 'PEER_FULL') this.#full.add(linkId);
      else this.#full.delete(linkId);
      throw error;
    }
  }
}

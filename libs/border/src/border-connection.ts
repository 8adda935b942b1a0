import { phrase, joined, type LinkId } from '#kernel';
import {
  jetstream,
  jetstreamManager,
  type JetStreamClient,
  type JetStreamManager,
} from '@nats-io/jetstream';
import { BrokerError, connectTo, watch, type BrokerLogin } from '#broker';
import { BorderError } from './errors.js';
import { errors, headers, type NatsConnection } from '@nats-io/transport-node';
import { EXCHANGE_INBOX } from './border-config.js';
import {
  BATCH_BYTES,
  streamOf,
  subjectTo,
  type LinkEnd,
  type BorderLinkRef,
} from './border-layout.js';
import {
  readBrokerFacts,
  readLinksSeen,
  type BrokerFacts,
  type LinksSeen,
} from './broker-facts.js';
import { InboundConsumer, type ConsumeOptions, type InboundHandler } from './inbound-consumer.js';
import { ensureInbound, type InboundLimits } from './inbound-stream.js';
import { Confirmations } from './publish-confirmation.js';

export interface BorderConnectionOptions {
  readonly clientPort: number;
  readonly monitorPort: number;
  readonly seed: string;
  readonly tls: BrokerLogin['tls'];
  readonly connectWithinMs?: number;
}

export interface PublishOptions {
  /** Value of the header `Nats-Msg-Id`: 1 to 128 letters, digits, dots or dashes. Each call of `publish` needs a new value. */
  readonly messageId: string;
}

export class BorderConnection {
  private readonly consumers = new Set<InboundConsumer>();
  private connected = true;
  private readonly confirmations = new Confirmations();

  private constructor(
    private readonly connection: NatsConnection,
    private readonly manager: JetStreamManager,
    private readonly client: JetStreamClient,
    private readonly monitorPort: number,
  ) {
    void watch(connection, (status) => {
      if (status.type === 'disconnect') {
        this.connected = false;
        this.confirmations.forget();
      }
      if (status.type !== 'reconnect') return;
      this.connected = true;
      // The broker may have come back with an empty store: every stream is ensured again.
      for (const consumer of this.consumers) consumer.renew();
    });
  }

  /**
   * Connects, but does not check that the broker is safe: call `verifyBroker` before the first exchange.
   * @throws CONNECT_FAILED
   */
  static async connect(options: BorderConnectionOptions): Promise<BorderConnection> {
    const connection = await connectTo({
      host: '127.0.0.1',
      port: options.clientPort,
      seed: options.seed,
      tls: options.tls,
      name: 'exchange',
      inboxPrefix: EXCHANGE_INBOX,
      ...(options.connectWithinMs === undefined
        ? {}
        : { connectWithinMs: options.connectWithinMs }),
    });
    const manager = await jetstreamManager(connection, { checkAPI: false, timeout: 5_000 });
    return new BorderConnection(connection, manager, jetstream(connection), options.monitorPort);
  }

  /** Id of the broker process reached last; undefined if unknown. Each start of the broker gives a new id. */
  get serverId(): string | undefined {
    return this.connection.info?.server_id;
  }

  async broker(): Promise<BrokerFacts> {
    const facts = await readBrokerFacts(this.monitorPort);
    if (facts.serverId !== this.serverId)
      throw new BorderError('BROKER_UNREADABLE', phrase`monitorPort belongs to another broker`);
    return facts;
  }

  /** @throws BROKER_UNSAFE naming the unsafe settings; BROKER_UNREADABLE */
  async verifyBroker(): Promise<BrokerFacts> {
    const facts = await this.broker();
    if (facts.unsafe.length > 0) throw new BorderError('BROKER_UNSAFE', joined(facts.unsafe, '\n'));
    return facts;
  }

  /** True while the neighbour's broker is connected to ours. The neighbour's exchange service may still be down. */
  async linkUp(linkId: LinkId): Promise<boolean> {
    return (await this.seenLinks([linkId])).live.get(linkId) === true;
  }

  async seenLinks(links: readonly LinkId[]): Promise<LinksSeen> {
    if (!this.connected)
      return { live: new Map(links.map((linkId) => [linkId, false])), failure: undefined };
    const seen = await readLinksSeen(this.monitorPort, links);
    for (const [linkId, isLive] of seen.live) if (!isLive) this.confirmations.forget(linkId);
    return seen;
  }

  /**
   * Sends a batch to the neighbour's broker, at the neighbour's `end` of the link. The result `stored` is no proof of
   * delivery. @throws BATCH_TOO_LARGE, LAYOUT_INVALID, PEER_UNREACHABLE, PEER_FULL, PEER_REFUSED, PUBLISH_TIMEOUT,
   * DUPLICATE_ACK
   */
  async publish(
    linkId: LinkId,
    end: LinkEnd,
    bytes: Uint8Array,
    options: PublishOptions,
  ): Promise<'stored'> {
    if (bytes.length > BATCH_BYTES)
      throw new BorderError('BATCH_TOO_LARGE', phrase`at most ${BATCH_BYTES} bytes`);
    if (!/^[A-Za-z0-9.-]{1,128}$/.test(options.messageId))
      throw new BrokerError(
        'LAYOUT_INVALID',
        phrase`messageId must be 1 to 128 letters, digits, dots or dashes`,
      );
    if (!this.connected)
      throw new BorderError('PEER_UNREACHABLE', phrase`the broker of this side is away`);
    const named = headers();
    named.set('Nats-Msg-Id', options.messageId);
    named.set('Nats-Expected-Stream', streamOf(linkId));
    const send = async (timeout: number): Promise<Uint8Array | undefined> => {
      try {
        return (
          await this.connection.request(subjectTo(linkId, end), bytes, { timeout, headers: named })
        ).data;
      } catch (cause) {
        if (cause instanceof errors.TimeoutError) return undefined;
        throw publishFailure(cause);
      }
    };
    const stream = streamOf(linkId);
    return this.confirmations.confirm({ linkId, stream, size: bytes.length, send });
  }

  async backlog(linkId: LinkId): Promise<number> {
    try {
      return (await this.manager.streams.info(streamOf(linkId))).state.messages;
    } catch (cause) {
      throw new BorderError('STREAM_FAILED', phrase`link ${linkId}`, cause);
    }
  }

  /** Makes or updates the inbound stream of a link. @throws STREAM_FAILED */
  ensureInbound(link: BorderLinkRef, limits?: InboundLimits): Promise<void> {
    return ensureInbound(this.manager, link, limits);
  }

  /**
   * Passes arriving batches to `handler`, several in one call. The stream deletes the batches when `handler` resolves, so
   * `handler` must commit first.
   */
  consume(
    link: BorderLinkRef,
    handler: InboundHandler,
    options: ConsumeOptions = {},
  ): InboundConsumer {
    const consumer = new InboundConsumer(this.manager, this.client, link, handler, options);
    this.consumers.add(consumer);
    void consumer.startRounds().finally(() => this.consumers.delete(consumer));
    return consumer;
  }

  async close(): Promise<void> {
    await Promise.all([...this.consumers].map((consumer) => consumer.stop()));
    await this.connection.close();
  }
}

function publishFailure(cause: unknown): BorderError {
  if (cause instanceof errors.RequestError) {
    if (cause.isNoResponders()) return new BorderError('PEER_UNREACHABLE', undefined, cause);
    if (cause.cause instanceof errors.PermissionViolationError)
      return new BorderError('PEER_UNREACHABLE', phrase`the broker has no such link`, cause);
  }
  // The connection was lost before the confirmation: the batch may or may not be stored.
  return new BorderError('PUBLISH_TIMEOUT', phrase`the connection was lost`, cause);
}

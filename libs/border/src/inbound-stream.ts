import { AckPolicy, DiscardPolicy, RetentionPolicy, StorageType } from '@nats-io/jetstream';
import { BorderError } from './errors.js';
import {
  JetStreamApiError,
  type ConsumerConfig,
  type JetStreamManager,
  type StreamConfig,
} from '@nats-io/jetstream';
import {
  BATCH_BYTES,
  OVERHEAD_BYTES,
  endOf,
  streamOf,
  subjectTo,
  type BorderLinkRef,
} from './border-layout.js';

/** Bounds of one link's inbound stream. */
export interface InboundLimits {
  /** Size of the stream; the neighbour's publishes are refused beyond it. Default 64 MiB. */
  readonly maxBytes?: number;
  /** Times that one batch is handed out before it is dropped; the sender sends it again. Default 30. */
  readonly maxDeliver?: number;
  /** Batches handed out and not yet confirmed. Default 128. */
  readonly maxAckPending?: number;
}

/** Bound of a stream that takes nothing: every publish is refused, so what is meant for it stays in the neighbour's outbox. */
export const CLOSED_BYTES = 1;

/**
 * After so long the broker hands out again what was neither confirmed nor said to be held: batches of a process that died,
 * and those under way to a subscription while it was closed.
 */
export const ACK_WAIT_MS = 15_000;

export const CONSUMER = 'exchange';
export const DEFAULT_MAX_DELIVER = 30;

const seconds = (count: number): number => count * 1_000_000_000;
/** The API's answers to a creation when the name exists with other settings: stream, consumer. */
const EXISTS = new Set([10058, 10148]);

async function addOrUpdate(add: () => Promise<unknown>, update: () => Promise<unknown>) {
  try {
    await add();
  } catch (error) {
    if (!(error instanceof JetStreamApiError && EXISTS.has(error.code))) throw error;
    await update();
  }
}

const streamSettings = (link: BorderLinkRef, limits: InboundLimits) =>
  ({
    name: streamOf(link.linkId),
    subjects: [subjectTo(link.linkId, endOf(link.side))],
    retention: RetentionPolicy.Workqueue,
    storage: StorageType.File,
    discard: DiscardPolicy.New,
    max_bytes: limits.maxBytes ?? 64 * 1024 * 1024,
    max_msg_size: BATCH_BYTES + OVERHEAD_BYTES,
    max_consumers: 1,
    num_replicas: 1,
    duplicate_window: seconds(120),
    deny_delete: true,
    deny_purge: true,
  }) satisfies Partial<StreamConfig>;

const consumerSettings = (limits: InboundLimits) =>
  ({
    durable_name: CONSUMER,
    ack_policy: AckPolicy.Explicit,
    // A failing handler sends its growing delay with each refusal: the broker's own `backoff` list would be added to that
    // delay (seen on 2.10.27).
    ack_wait: seconds(ACK_WAIT_MS / 1_000),
    // Above the limit of our own consumer, which gives a batch up itself: one that the broker gives up keeps its room.
    max_deliver: (limits.maxDeliver ?? DEFAULT_MAX_DELIVER) + 10,
    max_ack_pending: limits.maxAckPending ?? 128,
    max_waiting: 8,
  }) satisfies Partial<ConsumerConfig>;

/**
 * Makes the inbound stream and its consumer, or brings them to these settings. Safe to repeat; needed again
 * whenever the store of the broker was lost.
 * @throws STREAM_FAILED
 */
export async function ensureInbound(
  manager: JetStreamManager,
  link: BorderLinkRef,
  limits: InboundLimits = {},
): Promise<void> {
  const stream = streamSettings(link, limits);
  const consumer = consumerSettings(limits);
  const { streams, consumers } = manager;
  try {
    await addOrUpdate(
      () => streams.add(stream),
      () => streams.update(stream.name, stream),
    );
    await addOrUpdate(
      () => consumers.add(stream.name, consumer),
      () => consumers.update(stream.name, CONSUMER, consumer),
    );
  } catch (cause) {
    throw new BorderError('STREAM_FAILED', `link ${link.linkId}`, cause);
  }
}

import { AckPolicy, DiscardPolicy, RetentionPolicy, StorageType } from '@nats-io/jetstream';
import {
  JetStreamApiError,
  type ConsumerConfig,
  type JetStreamManager,
  type StreamConfig,
} from '@nats-io/jetstream';
import { BATCH_BYTES, OVERHEAD_BYTES, endOf, streamOf, subjectTo } from './border-layout.js';
import type { BorderLinkRef } from './border-connection.js';
import { TransportError } from './errors.js';

/** Bounds of one link's inbound stream. */
export interface InboundLimits {
  /** Size of the stream; the neighbour's publishes are refused beyond it. Default 64 MiB. */
  readonly maxBytes?: number;
  /** How often one batch is handed out before it is dropped; the sender sends it again. Default 30. */
  readonly maxDeliver?: number;
  /** Batches handed out and not yet confirmed. Default 128. */
  readonly maxAckPending?: number;
}

export const CONSUMER = 'exchange';
export const DEFAULT_MAX_DELIVER = 30;

const seconds = (count: number): number => count * 1_000_000_000;
/** The API's answer to a creation when the name exists with other settings. */
const NAME_IN_USE = 10058;

export const streamSettings = (link: BorderLinkRef, limits: InboundLimits) =>
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

export const consumerSettings = (limits: InboundLimits) =>
  ({
    durable_name: CONSUMER,
    ack_policy: AckPolicy.Explicit,
    // Only for a process that died with batches in hand; a failing handler says its own delay.
    backoff: [30, 60, 120, 300].map(seconds),
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
  try {
    try {
      await manager.streams.add(stream);
    } catch (error) {
      if (!(error instanceof JetStreamApiError && error.code === NAME_IN_USE)) throw error;
      await manager.streams.update(stream.name, stream);
    }
    await manager.consumers.add(stream.name, consumerSettings(limits));
  } catch (cause) {
    throw new TransportError('STREAM_FAILED', `link ${link.linkId}`, cause);
  }
}

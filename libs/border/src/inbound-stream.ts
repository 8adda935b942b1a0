import { phrase } from '#kernel';
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

export interface InboundLimits {
  /** Size limit of the stream in bytes, default 64 MiB. The broker refuses a publish that would exceed it. */
  readonly maxBytes?: number;
  /** Number of deliveries after which a batch is dropped; default 30. The sender sends the batch again later. */
  readonly maxDeliver?: number;
  readonly maxAckPending?: number;
}

/** Size limit (bytes) so small that the stream refuses every batch. Messages stay in the neighbour's outbox. */
export const CLOSED_BYTES = 1;

export const ACK_WAIT_MS = 15_000;

export const CONSUMER = 'exchange';
export const DEFAULT_MAX_DELIVER = 30;

const seconds = (count: number): number => count * 1_000_000_000;
// API error codes for an existing name with other settings: stream, consumer.
const EXISTS = new Set([10058, 10148]);

type Ask = () => Promise<unknown>;

async function addOrUpdate(add: Ask, update: Ask, signal?: AbortSignal): Promise<void> {
  // Settings of a consumer that has ended must not replace those of the next.
  if (signal?.aborted) return;
  try {
    await add();
  } catch (error) {
    if (!(error instanceof JetStreamApiError && EXISTS.has(error.code))) throw error;
    if (!signal?.aborted) await update();
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
    // A failing handler sends a growing delay with each refusal; the broker's own `backoff` would add to it (2.10.27).
    ack_wait: seconds(ACK_WAIT_MS / 1_000),
    // Above our own limit, which gives a batch up first: one given up by the broker would keep its room.
    max_deliver: (limits.maxDeliver ?? DEFAULT_MAX_DELIVER) + 10,
    max_ack_pending: limits.maxAckPending ?? 128,
    max_waiting: 8,
  }) satisfies Partial<ConsumerConfig>;

/**
 * Makes or updates the inbound stream and its consumer, and asks nothing more once `signal` is aborted. Call again whenever
 * the broker may have lost its store. @throws STREAM_FAILED
 */
export async function ensureInbound(
  manager: JetStreamManager,
  link: BorderLinkRef,
  limits: InboundLimits = {},
  signal?: AbortSignal,
): Promise<void> {
  const stream = streamSettings(link, limits);
  const consumer = consumerSettings(limits);
  const { streams, consumers } = manager;
  try {
    await addOrUpdate(
      () => streams.add(stream),
      () => streams.update(stream.name, stream),
      signal,
    );
    await addOrUpdate(
      () => consumers.add(stream.name, consumer),
      () => consumers.update(stream.name, CONSUMER, consumer),
      signal,
    );
  } catch (cause) {
    throw new BorderError('STREAM_FAILED', phrase`link ${link.linkId}`, cause);
  }
}

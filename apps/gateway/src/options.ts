import type { LoggerService } from '@nestjs/common';
import type { Bus } from './route-policy/bus.js';

/**
 * Log of the gateway: ids, codes and numbers, never queries or bodies. An error is logged as class and source lines, because
 * its message may quote contents.
 */
export interface Log {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

export interface GatewayLimits {
  readonly attachmentBytes: number;
  readonly requestsPerMinute: number;
  /**
   * Calls per minute from one address, for each kind of call that checks signatures. Entries that suspend an officer have ten
   * times this limit.
   */
  readonly loginsPerMinute: number;
  readonly connectionsPerAddress: number;
}

export interface GatewayOptions {
  readonly bus: Bus;
  readonly tls: { readonly key: string; readonly cert: string };
  readonly origin: string;
  readonly state: string;
  readonly limits: GatewayLimits;
  readonly log: Log;
  readonly logger?: LoggerService;
  /** Clock in milliseconds since 1970; tests replace it. */
  readonly now?: () => number;
}

export const OPTIONS = Symbol('options');

/** Limits of the HTTPS server that no setting can loosen. */
export const edge = {
  jsonBytes: 512 * 1024,
  /** Maximum number of bytes read and dropped beyond a body's limit. */
  discardedBytes: 2 * 1024 * 1024,
  jsonDepth: 16,
  jsonWithinMs: 15_000,
  handshakeWithinMs: 3_000,
  firstRequestWithinMs: 10_000,
  headersWithinMs: 10_000,
  requestWithinMs: 30 * 60_000,
  idleMs: 30_000,
  transfers: 32,
  callers: 20_000,
  keepAliveMs: 60_000,
  freshMs: 15_000,
  connections: 2_000,
} as const;

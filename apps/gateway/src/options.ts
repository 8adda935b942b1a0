import type { LoggerService } from '@nestjs/common';
import type { Bus } from './doors/bus.js';

/**
 * Where the gateway writes its own lines: ids, codes, numbers; never an address with its query, never a body. It must
 * tell of a field `err` only class and places: the message of a foreign error may quote contents.
 */
export interface Log {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

export interface GatewayLimits {
  readonly attachmentBytes: number;
  /** Requests of one session a minute. */
  readonly requestsPerMinute: number;
  /** Of each kind of call that checks signatures, from one address a minute: see `CostlyCalls`. */
  readonly loginsPerMinute: number;
  /** Open connections of one address. */
  readonly connectionsPerAddress: number;
}

export interface GatewayOptions {
  readonly bus: Bus;
  /** PEM; the only private key this process holds. */
  readonly tls: { readonly key: string; readonly cert: string };
  /** Origin of this gateway as browsers show it; pages of other origins are refused. */
  readonly origin: string;
  readonly state: string;
  readonly limits: GatewayLimits;
  readonly log: Log;
  readonly logger?: LoggerService;
  /** Milliseconds since 1970; the clock of limits and freshness. */
  readonly now?: () => number;
}

/** Injection name of the options. */
export const OPTIONS = Symbol('options');

/** Bounds of the HTTP edge that no setting loosens. */
export const edge = {
  jsonBytes: 512 * 1024,
  jsonDepth: 16,
  jsonWithinMs: 15_000,
  handshakeWithinMs: 3_000,
  /** From the connection to the end of its first headers. */
  firstRequestWithinMs: 10_000,
  headersWithinMs: 10_000,
  /** A whole request, the largest upload included. */
  requestWithinMs: 30 * 60_000,
  idleMs: 30_000,
  transfers: 32,
  callers: 20_000,
  keepAliveMs: 60_000,
  freshMs: 15_000,
  connections: 2_000,
} as const;

import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { callerOf } from './address.js';
import { edge, type Log } from '../options.js';

/** Why a connection was closed by its door. */
export type ClosedFor = 'address' | 'handshake' | 'silent' | 'full';

export interface ConnectionLimits {
  /** Connections of all callers. */
  readonly all: number;
  /** Of one address. */
  readonly perAddress: number;
  /** Until the first request has come whole, its TLS handshake included. */
  readonly silentMs: number;
}

const tellEveryMs = 10_000;
const keyOf = ({ remoteAddress, remotePort }: Socket): string =>
  `${remoteAddress ?? ''}|${remotePort ?? 0}`;

/** Connections of one caller. */
interface Caller {
  open: number;
  /** Not yet asked anything, the oldest first. */
  readonly silent: Map<string, Socket>;
}

/**
 * Bounds the connections of the door. An attacker who opens connections and never speaks takes no place from who does: one address
 * has a bounded number, a connection has a few seconds for its first request, and where there is no room the oldest
 * that has not asked anything yet is closed first.
 */
export class Connections {
  readonly #callers = new Map<string, Caller>();
  /** Of all callers, the oldest first. */
  readonly #silent = new Map<string, Socket>();
  readonly #closed: Record<ClosedFor, number> = { address: 0, handshake: 0, silent: 0, full: 0 };
  #open = 0;
  #toldAt = -Infinity;

  constructor(
    private readonly limits: ConnectionLimits,
    private readonly log: Log,
    private readonly onClosed: (reason: ClosedFor) => void = () => undefined,
  ) {}

  get open(): number {
    return this.#open;
  }

  /** Watches a server from its first connection on. */
  guard(server: Server): void {
    // Before the server's own listener, which begins the handshake.
    server.prependListener('connection', (socket: Socket) => this.#arrive(socket));
    server.on('request', ({ socket }: IncomingMessage) => this.#spoke(socket));
    // The server has closed it already, by its own limit of a handshake.
    server.on('tlsClientError', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'ERR_TLS_HANDSHAKE_TIMEOUT') this.#tell('handshake');
    });
  }

  #arrive(socket: Socket): void {
    const name = callerOf(socket.remoteAddress);
    const caller = this.#callers.get(name) ?? { open: 0, silent: new Map<string, Socket>() };
    if (caller.open >= this.limits.perAddress && !this.#makeRoom(caller.silent, 'address'))
      this.#close(socket, 'address');
    else if (this.#open >= this.limits.all && !this.#makeRoom(this.#silent, 'full'))
      this.#close(socket, 'full');
    else {
      this.#callers.set(name, caller);
      this.#keep(socket, name, caller);
    }
  }

  /** Closes the oldest that has not asked anything. False: all have. */
  #makeRoom(silent: ReadonlyMap<string, Socket>, reason: ClosedFor): boolean {
    const [oldest] = silent.values();
    if (oldest !== undefined) this.#close(oldest, reason);
    return oldest !== undefined;
  }

  #keep(socket: Socket, name: string, caller: Caller): void {
    const key = keyOf(socket);
    this.#open += 1;
    caller.open += 1;
    caller.silent.set(key, socket);
    this.#silent.set(key, socket);
    const timer = setTimeout(() => {
      if (this.#silent.get(key) === socket) this.#close(socket, 'silent');
    }, this.limits.silentMs);
    timer.unref();
    socket.once('close', () => {
      clearTimeout(timer);
      this.#open -= 1;
      caller.open -= 1;
      if (this.#silent.get(key) === socket) this.#forget(name, key);
      if (caller.open === 0) this.#callers.delete(name);
    });
  }

  #spoke(socket: Socket): void {
    this.#forget(callerOf(socket.remoteAddress), keyOf(socket));
  }

  #forget(name: string, key: string): void {
    this.#silent.delete(key);
    this.#callers.get(name)?.silent.delete(key);
  }

  #close(socket: Socket, reason: ClosedFor): void {
    this.#forget(callerOf(socket.remoteAddress), keyOf(socket));
    socket.destroy();
    this.#tell(reason);
  }

  /** Counts what was closed, and says it in a line now and then. */
  #tell(reason: ClosedFor): void {
    this.#closed[reason] += 1;
    this.onClosed(reason);
    const now = performance.now();
    if (now - this.#toldAt < tellEveryMs) return;
    this.#toldAt = now;
    this.log.warn(
      { ...this.#closed, open: this.#open, addresses: this.#callers.size },
      'connections closed at the door: too many of an address, no handshake, silent, or no room',
    );
  }
}

/** Of the settings, with the bounds that no setting loosens. */
export const connectionLimits = (perAddress: number): ConnectionLimits => ({
  all: edge.connections,
  perAddress,
  silentMs: edge.firstRequestWithinMs,
});

import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { callerOf } from './address.js';
import { edge, type Log } from '../options.js';

export type ClosedFor = 'address' | 'handshake' | 'silent' | 'full';

export interface ConnectionLimits {
  readonly all: number;
  readonly perAddress: number;
  /** Milliseconds within which a new connection must send the headers of its first request. */
  readonly silentMs: number;
}

const tellEveryMs = 10_000;
const keyOf = ({ remoteAddress, remotePort }: Socket): string =>
  `${remoteAddress ?? ''}|${remotePort ?? 0}`;

interface Caller {
  open: number;
  readonly silent: Map<string, Socket>;
}

/**
 * Limits open connections, in total and per address, against attackers. At a limit, closes the oldest connection that has
 * sent no request, or else the new one.
 */
export class Connections {
  readonly #callers = new Map<string, Caller>();
  readonly #silent = new Map<string, Socket>();
  readonly #closed: Record<ClosedFor, number> = { address: 0, handshake: 0, silent: 0, full: 0 };
  #open = 0;
  #warnedAt = -Infinity;

  constructor(
    private readonly limits: ConnectionLimits,
    private readonly log: Log,
    private readonly onClosed: (reason: ClosedFor) => void = () => undefined,
  ) {}

  get open(): number {
    return this.#open;
  }

  guard(server: Server): void {
    // Runs before the server's own listener, which begins the handshake.
    server.prependListener('connection', (socket: Socket) => this.#arrive(socket));
    server.on('request', ({ socket }: IncomingMessage) => this.#spoke(socket));
    // The server closed it already, by its own handshake limit.
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
      this.#trackSocket(socket, name, caller);
    }
  }

  #makeRoom(silent: ReadonlyMap<string, Socket>, reason: ClosedFor): boolean {
    const [oldest] = silent.values();
    if (oldest !== undefined) this.#close(oldest, reason);
    return oldest !== undefined;
  }

  #trackSocket(socket: Socket, name: string, caller: Caller): void {
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

  #tell(reason: ClosedFor): void {
    this.#closed[reason] += 1;
    this.onClosed(reason);
    const now = performance.now();
    if (now - this.#warnedAt < tellEveryMs) return;
    this.#warnedAt = now;
    this.log.warn(
      { ...this.#closed, open: this.#open, addresses: this.#callers.size },
      'connections closed at the door: too many of an address, no handshake, silent, or no room',
    );
  }
}

export const connectionLimits = (perAddress: number): ConnectionLimits => ({
  all: edge.connections,
  perAddress,
  silentMs: edge.firstRequestWithinMs,
});

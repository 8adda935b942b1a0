import { phrase } from '#kernel';
import {
  type Authenticator,
  connect,
  type NatsConnection,
  type Status,
} from '@nats-io/transport-node';
import { BrokerError } from './errors.js';
import { Backoff, pause } from './backoff.js';
import { nkeyLogin } from './nkeys.js';

export interface BrokerLogin {
  readonly host: string;
  readonly port: number;
  readonly seed: string;
  readonly tls: { readonly authority: string; readonly certificate: string; readonly key: string };
  readonly name: string;
  readonly inboxPrefix: string;
  readonly connectWithinMs?: number;
}

async function attempt(login: BrokerLogin, authenticator: Authenticator): Promise<NatsConnection> {
  const backoff = new Backoff(100, 2_000);
  const tls = {
    handshakeFirst: true,
    minVersion: 'TLSv1.3',
    ca: login.tls.authority,
    cert: login.tls.certificate,
    key: login.tls.key,
  };
  const connection = await connect({
    servers: `tls://${login.host}:${login.port}`,
    name: login.name,
    inboxPrefix: login.inboxPrefix,
    authenticator,
    tls,
    timeout: 5_000,
    pingInterval: 10_000,
    maxPingOut: 2,
    // Reconnects for ever: a broker that restarts or renews its certificate must find its services again.
    maxReconnectAttempts: -1,
    ignoreAuthErrorAbort: true,
    reconnectDelayHandler: () => backoff.next(),
    ignoreClusterUpdates: true,
  });
  void watch(connection, (status) => {
    if (status.type === 'reconnect') backoff.reset();
  });
  return connection;
}

export async function watch(
  connection: NatsConnection,
  listener: (status: Status) => void,
): Promise<void> {
  for await (const status of connection.status()) listener(status);
}

/**
 * Connects, trying again until the time limit. A connection that breaks later is restored without a time limit. @throws
 * CONNECT_FAILED if the time limit is over; LAYOUT_INVALID if the seed is invalid
 */
export async function connectTo(login: BrokerLogin): Promise<NatsConnection> {
  const authenticator = nkeyLogin(login.seed);
  const backoff = new Backoff(100, 2_000);
  const deadline = Date.now() + (login.connectWithinMs ?? 15_000);
  for (;;) {
    try {
      return await attempt(login, authenticator);
    } catch (cause) {
      const wait = backoff.next();
      if (Date.now() + wait > deadline)
        throw new BrokerError('CONNECT_FAILED', phrase`${login.host}:${login.port}`, cause);
      await pause(wait);
    }
  }
}

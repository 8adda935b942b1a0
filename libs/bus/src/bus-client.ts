import { phrase } from '#kernel';
import { errors, type NatsConnection } from '@nats-io/transport-node';
import { BusError } from './errors.js';
import { isJsonObject, connectTo, watch } from '#broker';
import { serviceErrorFrom } from './service-error.js';
import { busLogin, type BusLogin } from './bus-login.js';
import { decodeFrame, encodeFrame } from './frame.js';

const MAX_TIMEOUT_MS = 120_000;
const MAX_IN_FLIGHT = 1_024;

export class BusClient {
  private inFlight = 0;
  private connected = true;

  private constructor(private readonly connection: NatsConnection) {
    void watch(connection, (status) => {
      if (status.type === 'disconnect') this.connected = false;
      if (status.type === 'reconnect') this.connected = true;
    });
  }

  static async connect(login: BusLogin): Promise<BusClient> {
    return new BusClient(await connectTo(busLogin(login)));
  }

  /** True while the connection to the broker is up. A service on the bus may still be down. */
  get isConnected(): boolean {
    return this.connected && !this.connection.isClosed();
  }

  /**
   * Calls `<service>.<action>` with JSON values and byte arrays, at most 1 MiB in each direction.
   * @param timeoutMs 1 to 120000; default 5000
   * @throws ServiceError with the code of the service; BUS_TIMEOUT, SERVICE_UNAVAILABLE, SERVICE_BUSY, BUS_VALUE,
   * BUS_FRAME
   */
  async request<T = unknown>(pattern: string, data: unknown, timeoutMs = 5_000): Promise<T> {
    const frame = encodeFrame(data);
    if (!this.isConnected) throw new BusError('SERVICE_UNAVAILABLE', phrase`the bus is away`);
    if (this.inFlight >= MAX_IN_FLIGHT) throw new BusError('SERVICE_BUSY');
    this.inFlight += 1;
    try {
      const timeout = Math.min(Math.max(1, timeoutMs), MAX_TIMEOUT_MS);
      const reply = await this.connection.request(pattern, frame, { timeout });
      return answerOf(decodeFrame(reply.data)) as T;
    } catch (error) {
      throw requestFailure(error);
    } finally {
      this.inFlight -= 1;
    }
  }

  async close(): Promise<void> {
    await this.connection.close();
  }
}

function answerOf(value: unknown): unknown {
  if (!isJsonObject(value)) throw new BusError('BUS_FRAME', phrase`the answer is no object`);
  if (Object.hasOwn(value, 'e')) throw serviceErrorFrom(value['e']);
  return value['d'];
}

function requestFailure(error: unknown): unknown {
  if (error instanceof errors.TimeoutError) return new BusError('BUS_TIMEOUT', undefined, error);
  if (error instanceof errors.RequestError)
    return new BusError(
      'SERVICE_UNAVAILABLE',
      error.isNoResponders() ? undefined : phrase`the bus refused the question`,
      error,
    );
  const lost =
    error instanceof errors.ClosedConnectionError ||
    error instanceof errors.DrainingConnectionError;
  return lost ? new BusError('SERVICE_UNAVAILABLE', phrase`the bus is away`, error) : error;
}

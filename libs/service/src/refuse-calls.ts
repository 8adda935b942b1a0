import type { CodedError } from '#kernel';
import { type BusHandler, BusServer, type BusServerOptions } from '#bus';

/**
 * Opens a bus server that refuses this service's calls in `patterns` with error `why`. Handlers in `besides` answer as usual.
 * @returns a function that stops the server
 */
export async function refuseCalls(
  bus: BusServerOptions,
  patterns: readonly string[],
  why: CodedError,
  besides: ReadonlyMap<string, BusHandler> = new Map(),
): Promise<() => Promise<void>> {
  const refuse: BusHandler = () => Promise.reject(why);
  const own = patterns.filter((pattern) => pattern.startsWith(`${bus.service}.`));
  const handlers = new Map([...own.map((pattern) => [pattern, refuse] as const), ...besides]);
  const server = new BusServer(bus, () => undefined);
  await server.open(handlers);
  return () => server.close();
}

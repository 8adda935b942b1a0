import type { CodedError } from '#kernel';
import { type BusHandler, BusServer, type BusServerOptions } from '#bus';

/**
 * Refuses every call to a service that has to wait with the reason, but those of `besides`. Without it callers would only learn
 * that nobody is there. Returns how to end it.
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

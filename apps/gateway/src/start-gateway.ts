import { readFileSync } from 'node:fs';
import { busLoginFor, NestLogger, readSecret, type ServiceContext } from '#runtime';
import { BusClient } from '#bus';
import type { Bus } from './route-policy/bus.js';
import { createGateway } from './gateway.js';

const busOf = (client: BusClient, standardMs: number): Bus => ({
  request: (subject, data, timeoutMs = standardMs) => client.request(subject, data, timeoutMs),
});

export async function startGateway(context: ServiceContext): Promise<() => Promise<void>> {
  const { settings, logger } = context;
  const { http, limits } = settings;
  const client = await BusClient.connect(busLoginFor(settings, 'gateway'));
  const app = await createGateway({
    bus: busOf(client, limits.busTimeoutMs),
    tls: { key: readSecret(http.keyFile), cert: readFileSync(http.certFile, 'utf8') },
    origin: http.origin,
    state: settings.state,
    limits,
    log: logger,
    logger: new NestLogger(logger),
  });
  await app.listen(http.port, http.host);
  return async () => {
    await app.close();
    await client.close();
  };
}

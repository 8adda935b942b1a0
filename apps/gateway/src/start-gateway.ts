import { dirname, join } from 'node:path';
import { readFileSync } from 'node:fs';
import type { Settings } from '#config';
import { NestLogger, readSecret, type ServiceContext } from '#host';
import type { Calls } from '#model';
import { BusClient, type BusLogin } from '#transport';
import type { Bus } from './bus.js';
import { createGateway } from './gateway.js';

const service = 'gateway';

/** The login of this process at the internal bus: its certificate lies beside that of the authority. */
function loginOf(settings: Settings): BusLogin {
  const { url, caFile, seedDir } = settings.bus;
  const { hostname, port } = new URL(url);
  const tls = join(dirname(caFile), `bus-${service}`);
  return {
    service,
    host: hostname,
    port: Number(port),
    seed: readSecret(join(seedDir, `bus-${service}.nk`)),
    tls: {
      authority: readFileSync(caFile, 'utf8'),
      certificate: readFileSync(`${tls}.crt`, 'utf8'),
      key: readSecret(`${tls}.key`),
    },
  };
}

/** The bus with the waiting time of the settings. */
const busOf = (client: BusClient, standardMs: number): Bus => ({
  request: (pattern, data, timeoutMs = standardMs) =>
    client.request<Calls[typeof pattern]['out']>(pattern, data, timeoutMs),
});

/** Connects to the bus, then opens the door. Gives how to close both, the door first. */
export async function startGateway(context: ServiceContext): Promise<() => Promise<void>> {
  const { settings, logger } = context;
  const { http, limits } = settings;
  const client = await BusClient.connect(loginOf(settings));
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

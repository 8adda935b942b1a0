import type { BrokerLogin } from '#broker';
import { inboxPrefix, type BusService } from './permissions.js';

export interface BusLogin {
  readonly service: BusService;
  readonly host: string;
  readonly port: number;
  readonly seed: string;
  readonly tls: BrokerLogin['tls'];
  readonly connectWithinMs?: number;
}

export const busLogin = (login: BusLogin): BrokerLogin => ({
  host: login.host,
  port: login.port,
  seed: login.seed,
  tls: login.tls,
  name: login.service,
  inboxPrefix: inboxPrefix(login.service),
  ...(login.connectWithinMs === undefined ? {} : { connectWithinMs: login.connectWithinMs }),
});

import type { BrokerLogin } from '#broker';
import { inboxPrefix, type BusService } from './permissions.js';

/** Login of one service of the gateway at the bus; certificates as PEM text. */
export interface BusLogin {
  readonly service: BusService;
  readonly host: string;
  readonly port: number;
  /** User nkey seed (`SU...`) of this service. */
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

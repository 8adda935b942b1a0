import { phrase } from '#kernel';
import {
  BrokerText,
  address,
  quoted,
  quotedList,
  BrokerError,
  serverTls,
  isUserPublicKey,
} from '#broker';
import type { TlsFiles } from '#broker';
import { FRAME_BYTES } from './frame.js';
import { busPermissions, busServices, inboxPrefix, type BusService } from './permissions.js';

export interface BusLayout {
  readonly serverName: string;
  readonly host: string;
  readonly port: number;
  readonly tls: TlsFiles;
  readonly publicKeys: Readonly<Partial<Record<BusService, string>>>;
}

interface BusUser {
  readonly service: BusService;
  readonly publicKey: string;
}

function users(layout: BusLayout): BusUser[] {
  const list = busServices.flatMap((service) => {
    const publicKey = layout.publicKeys[service];
    if (publicKey === undefined) return [];
    if (!isUserPublicKey(publicKey))
      throw new BrokerError('LAYOUT_INVALID', phrase`public key of ${service} is no user nkey`);
    return [{ service, publicKey }];
  });
  if (new Set(list.map((user) => user.publicKey)).size !== list.length)
    throw new BrokerError('LAYOUT_INVALID', phrase`two services share one nkey`);
  return list;
}

/** Returns the subjects to which a service may publish. Never empty: a service without calls gets an unused subject. */
export function publishes(service: BusService): string[] {
  const asked = busPermissions[service].asks.map((name) => `${name}.*`);
  return asked.length > 0 ? asked : [`nowhere.${service}`];
}

function subscribes(service: BusService): string[] {
  const own = busPermissions[service].serves ? [`${service}.* ${service}`] : [];
  return [...own, `${inboxPrefix(service)}.>`];
}

function permissions(text: BrokerText, service: BusService): void {
  text.block('permissions', (may) => {
    may.block('publish', (p) => p.set('allow', quotedList(publishes(service), 'allow')));
    may.block('subscribe', (s) => s.set('allow', quotedList(subscribes(service), 'allow')));
    // One reply to the subject in the question: no service needs the right to publish to another's inbox.
    if (busPermissions[service].serves) may.set('allow_responses', '{ max: 1, expires: "3m" }');
  });
}

/**
 * Renders the internal bus's configuration: mutual TLS, no JetStream. Each service in `layout` has its own nkey and allow-list
 * of subjects. @throws LAYOUT_INVALID if a value of `layout` is invalid
 */
export function renderBusConfig(layout: BusLayout): string {
  const text = new BrokerText();
  text.set('server_name', quoted(layout.serverName, 'serverName'));
  text.set('listen', quoted(address(layout.host, layout.port, 'listen'), 'listen'));
  text.set('max_payload', String(FRAME_BYTES));
  text.set('max_pending', String(64 * 1024 * 1024));
  text.set('max_connections', '64');
  text.set('max_control_line', '2048');
  text.set('write_deadline', '"5s"');
  text.set('ping_interval', '"10s"');
  text.set('ping_max', '2');
  serverTls(text, layout.tls);
  text.block('accounts', (accounts) => {
    accounts.block('BUS', (bus) => {
      bus.blocks('users', users(layout), (entry, user) => {
        entry.set('nkey', quoted(user.publicKey, 'publicKey'));
        entry.set('allowed_connection_types', '["STANDARD"]');
        permissions(entry, user.service);
      });
    });
  });
  return text.toString();
}

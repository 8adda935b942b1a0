import { get, type IncomingMessage } from 'node:http';
import { phrase, type Detail, type LinkId } from '#kernel';
import { BorderError } from './errors.js';
import { accountOf } from './border-layout.js';
import { isJsonObject, member, type JsonObject } from '#broker';
import { readBounded } from './outside-post.js';

// Bytes. An answer about one link names at most two connections.
const longestMonitorAnswer = 2 ** 20;

export interface BrokerFacts {
  readonly serverId: string;
  readonly version: string;
  /** True when the broker syncs each stored message to disk before it confirms the message. */
  readonly syncAlways: boolean;
  /** True for broker versions without the security fixes of 2026. */
  readonly degraded: boolean;
  readonly unsafe: readonly Detail[];
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || (isJsonObject(value) && Object.keys(value).length === 0);

/** True for broker versions with the security fixes: 2.12 from 2.12.12 on, and all versions from 2.14.3 on. */
export function meetsFixedVersions(version: string): boolean {
  const parts = /^v?(\d{1,4})\.(\d{1,4})\.(\d{1,4})(-.+)?$/.exec(version);
  if (parts === null) return false;
  const [major, minor, patch] = parts.slice(1, 4).map(Number) as [number, number, number];
  // A preview of a fixed version precedes that version.
  if (parts[4] !== undefined) return false;
  if (major !== 2) return major > 2;
  if (minor === 12) return patch >= 12;
  if (minor === 14) return patch >= 3;
  return minor > 14;
}

function unsafeSettings(variables: JsonObject, syncAlways: boolean): Detail[] {
  const found: Detail[] = [];
  if (!syncAlways) found.push(phrase`jetstream.sync_interval: found an interval; allowed: always`);
  if (variables['tls_verify'] !== true) found.push(phrase`tls.verify: found false; allowed: true`);
  const leaf = variables['leaf'];
  if (member(leaf, 'port') !== undefined && member(leaf, 'tls_verify') !== true)
    found.push(phrase`leafnodes.tls.verify: found false; allowed: true`);
  if (!isEmpty(variables['websocket']))
    found.push(phrase`websocket: found a listener; allowed: nothing`);
  if (!isEmpty(variables['mqtt'])) found.push(phrase`mqtt: found a listener; allowed: nothing`);
  if (variables['http_host'] !== '127.0.0.1')
    found.push(phrase`http: found an address of the network; allowed: 127.0.0.1`);
  return found;
}

/** Extracts the facts from the broker's answer to `/varz`. Pure. @throws BROKER_UNREADABLE */
export function brokerFacts(variables: unknown): BrokerFacts {
  const serverId = member(variables, 'server_id');
  const version = member(variables, 'version');
  if (!isJsonObject(variables) || typeof serverId !== 'string' || typeof version !== 'string')
    throw new BorderError('BROKER_UNREADABLE', phrase`variables have no server_id or version`);
  const syncAlways = member(member(variables['jetstream'], 'config'), 'sync_always') === true;
  return {
    serverId,
    version,
    syncAlways,
    degraded: !meetsFixedVersions(version),
    unsafe: unsafeSettings(variables, syncAlways),
  };
}

const unreadable = (path: string, why: Detail): BorderError =>
  new BorderError('BROKER_UNREADABLE', phrase`${path}: ${why}`);

/**
 * Asks the monitoring port for a path and returns what `use` makes of the answer. Not by `fetch`, which loads a second HTTP
 * client at each start of a service. @throws BROKER_UNREADABLE also after 3 s
 */
function askMonitor<T>(
  port: number,
  path: string,
  use: (response: IncomingMessage) => T | Promise<T>,
): Promise<T> {
  const options = {
    host: '127.0.0.1',
    port,
    path,
    agent: false,
    signal: AbortSignal.timeout(3_000),
  };
  return new Promise((done, fail) => {
    const failed = (cause: unknown): void => {
      fail(
        cause instanceof BorderError ? cause : new BorderError('BROKER_UNREADABLE', path, cause),
      );
    };
    get(options, (response) => {
      Promise.resolve(response)
        .then(use)
        .then(done, failed)
        .finally(() => response.destroy());
    }).on('error', failed);
  });
}

function readJson(monitorPort: number, path: string): Promise<unknown> {
  const refuse = (why: Detail): BorderError => unreadable(path, why);
  return askMonitor(monitorPort, path, async (response) => {
    const { statusCode = 0 } = response;
    if (statusCode !== 200) throw refuse(phrase`status ${statusCode}`);
    const body = await readBounded(response, refuse, longestMonitorAnswer);
    return JSON.parse(body.toString()) as unknown;
  });
}

export const readBrokerFacts = async (monitorPort: number): Promise<BrokerFacts> =>
  brokerFacts(await readJson(monitorPort, '/varz'));

/**
 * True while the broker's message store is open. Some broker versions close it after a write error. @throws BROKER_UNREADABLE
 * when the broker does not answer, or not as expected
 */
export function isStoring(monitorPort: number): Promise<boolean> {
  const path = '/healthz?js-enabled-only=true';
  return askMonitor(monitorPort, path, ({ statusCode = 0 }) => {
    if (statusCode === 200 || statusCode === 503) return statusCode === 200;
    throw unreadable(path, phrase`status ${statusCode}`);
  });
}

// Asks for one account alone: a neighbour chooses the name of its connection, and some brokers set that name no limit.
async function isLive(monitorPort: number, linkId: LinkId): Promise<boolean> {
  const account = accountOf(linkId);
  const leafs = member(await readJson(monitorPort, `/leafz?acc=${account}`), 'leafs');
  return Array.isArray(leafs) && leafs.some((leaf) => member(leaf, 'account') === account);
}

export interface LinksSeen {
  /** Links, with true if the neighbour's broker is connected. A link is absent if no answer about it can be read. */
  readonly live: ReadonlyMap<LinkId, boolean>;
  /** The first answer that cannot be read: BROKER_UNREADABLE. */
  readonly failure: BorderError | undefined;
}

/** Asks the broker for each link, all at once: at most 3 s. */
export async function readLinksSeen(
  monitorPort: number,
  links: readonly LinkId[],
): Promise<LinksSeen> {
  const live = new Map<LinkId, boolean>();
  let failure: BorderError | undefined;
  const look = async (linkId: LinkId): Promise<void> => {
    try {
      live.set(linkId, await isLive(monitorPort, linkId));
    } catch (error) {
      if (!(error instanceof BorderError)) throw error;
      failure ??= error;
    }
  };
  await Promise.all(links.map(look));
  return { live, failure };
}

import { get } from 'node:http';
import { phrase, type Detail, type LinkId } from '#kernel';
import { BorderError } from './errors.js';
import { accountOf } from './border-layout.js';
import { isJsonObject, member, type JsonObject } from '#broker';
import { readBounded } from './outside-post.js';

// Longest answer of the broker that is read (bytes): /leafz lists every link.
const longestAnswer = 2 ** 20;

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

// `fetch` would load an HTTP client of its own at each start of a service.
function ask(port: number, path: string): Promise<{ status: number; body: Buffer }> {
  const unreadable = (cause?: unknown): BorderError =>
    new BorderError('BROKER_UNREADABLE', path, cause);
  const options = {
    host: '127.0.0.1',
    port,
    path,
    agent: false,
    signal: AbortSignal.timeout(3_000),
  };
  return new Promise((done, fail) => {
    get(options, (response) => {
      readBounded(response, unreadable, longestAnswer).then(
        (body) => {
          done({ status: response.statusCode ?? 0, body });
        },
        (cause: unknown) => {
          fail(unreadable(cause));
        },
      );
    }).on('error', (cause) => {
      fail(unreadable(cause));
    });
  });
}

async function read(monitorPort: number, path: string): Promise<unknown> {
  const { status, body } = await ask(monitorPort, path);
  if (status !== 200) throw new BorderError('BROKER_UNREADABLE', path);
  try {
    return JSON.parse(body.toString());
  } catch (cause) {
    throw new BorderError('BROKER_UNREADABLE', path, cause);
  }
}

export const readBrokerFacts = async (monitorPort: number): Promise<BrokerFacts> =>
  brokerFacts(await read(monitorPort, '/varz'));

/**
 * True while the broker's message store is open. Some broker versions close it after a write error. @throws BROKER_UNREADABLE
 * when the broker does not answer, or not as expected
 */
export async function isStoring(monitorPort: number): Promise<boolean> {
  const { status } = await ask(monitorPort, '/healthz?js-enabled-only=true');
  if (status === 200 || status === 503) return status === 200;
  throw new BorderError('BROKER_UNREADABLE', '/healthz');
}

export async function readLiveAccounts(monitorPort: number): Promise<ReadonlySet<string>> {
  const leafs = member(await read(monitorPort, '/leafz'), 'leafs');
  const names = Array.isArray(leafs) ? leafs.map((leaf: unknown) => member(leaf, 'account')) : [];
  return new Set(names.filter((name) => typeof name === 'string'));
}

export const isLive = (accounts: ReadonlySet<string>, linkId: LinkId): boolean =>
  accounts.has(accountOf(linkId));

import { BoundedMap } from './bounded-map.js';
import { edge } from '../options.js';
import type { RateLimit } from './rate-limit.js';

const logins = '/api/v1/sessions';
const enrolments = '/api/v1/enrolments';
const entries = '/api/v1/directory/entries';

/** Open routes that make a service check signatures. */
export const costlyPaths: ReadonlySet<string> = new Set([logins, enrolments, entries]);

/** A suspension must get through while somebody hands in rubbish: its window is this many times as wide. */
const SUSPENSIONS = 10;

/** Kind of a call to a costly route, by its form alone: no signature is looked at here. */
export type Costly =
  | { readonly kind: 'login'; readonly signer: string }
  | { readonly kind: 'enrolment' | 'entry' | 'suspension' | 'malformed' };

const malformed: Costly = { kind: 'malformed' };

function bytesOf(body: object, name: string): Buffer | undefined {
  const value: unknown = Reflect.get(body, name);
  return typeof value === 'string' && value.length > 0 ? Buffer.from(value, 'base64') : undefined;
}

/** JSON of an object behind a first line, if there is one; undefined for anything else. */
function members(bytes: Buffer | undefined, line = ''): object | undefined {
  const text = bytes?.toString('utf8');
  if (text === undefined || !text.startsWith(line)) return undefined;
  try {
    const value: unknown = JSON.parse(text.slice(line.length));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The key that a login statement names. The service judges the statement itself. */
function signerOf(body: object): string | undefined {
  const login = members(bytesOf(body, 'login'), 'liaise-login-v1\n');
  const signer: unknown = login === undefined ? undefined : Reflect.get(login, 'signer');
  return typeof signer === 'string' && /^(?:[0-9A-F]{40}|[0-9A-F]{64})$/.test(signer)
    ? signer
    : undefined;
}

/** Window that a call belongs to. Pure. */
export function costlyCall(path: string, body: unknown): Costly {
  if (typeof body !== 'object' || body === null) return malformed;
  if (bytesOf(body, path === entries ? 'entry' : 'signature') === undefined) return malformed;
  if (path === entries) {
    const entry = members(bytesOf(body, 'entry'));
    if (entry === undefined) return malformed;
    const isSuspension = Reflect.get(entry, 'kind') === 'officer-suspended';
    return { kind: isSuspension ? 'suspension' : 'entry' };
  }
  const signer = signerOf(body);
  if (signer === undefined) return malformed;
  return path === logins ? { kind: 'login', signer } : { kind: 'enrolment' };
}

/**
 * Counts calls that make a service check signatures, by address and minute. Each kind has a window of its own, so that
 * rubbish stops no login. A key that has logged in lately has its own one: nobody behind the same address uses it up.
 */
export class CostlyCalls {
  /** Keys that have opened a session in this process; a key that is pushed out counts with its address again. */
  readonly #known = new BoundedMap<true>(edge.callers);

  constructor(
    private readonly rates: RateLimit,
    private readonly perMinute: number,
  ) {}

  /** Counts one call. Seconds to wait when its window is used up, else 0. */
  take(address: string, call: Costly): number {
    const { perMinute } = this;
    if (call.kind === 'suspension')
      return this.rates.take(`suspension ${address}`, perMinute * SUSPENSIONS);
    if (call.kind !== 'login') return this.rates.take(`${call.kind} ${address}`, perMinute);
    const isKnown = this.#known.get(call.signer) === true;
    const byAddress = isKnown ? 0 : this.rates.take(`login ${address}`, perMinute);
    // Names of keys that nobody has cost nothing to make up: once the address is used up they are not remembered.
    return byAddress > 0
      ? byAddress
      : this.rates.take(`login ${address} ${call.signer}`, perMinute);
  }

  /** The key has opened a session: its signature was verified. */
  verified(signer: string): void {
    this.#known.set(signer, true);
  }
}

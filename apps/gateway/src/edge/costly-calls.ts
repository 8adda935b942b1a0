import { BoundedMap } from './bounded-map.js';
import { edge } from '../options.js';
import type { RateLimit } from './rate-limit.js';

const logins = '/api/v1/sessions';
const enrolments = '/api/v1/enrolments';
const entries = '/api/v1/directory/entries';

export const costlyPaths: ReadonlySet<string> = new Set([logins, enrolments, entries]);

// Factor for the window of suspensions: an urgent suspension must get through a flood of garbage.
const SUSPENSIONS = 10;

export type Costly =
  | { readonly kind: 'login'; readonly signer: string }
  | { readonly kind: 'enrolment' | 'entry' | 'suspension' | 'malformed' };

const malformed: Costly = { kind: 'malformed' };

function bytesOf(body: object, name: string): Buffer | undefined {
  const value: unknown = Reflect.get(body, name);
  return typeof value === 'string' && value.length > 0 ? Buffer.from(value, 'base64') : undefined;
}

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

// Key named in a login statement, unverified; the service judges the statement.
function signerOf(body: object): string | undefined {
  const login = members(bytesOf(body, 'login'), 'liaise-login-v1\n');
  const signer: unknown = login === undefined ? undefined : Reflect.get(login, 'signer');
  return typeof signer === 'string' && /^(?:[0-9A-F]{40}|[0-9A-F]{64})$/.test(signer)
    ? signer
    : undefined;
}

/** Returns the kind of a signature-checking call; `malformed` if its body has a wrong structure. Pure. */
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
 * Limits signature-checking calls per minute, counted separately for each address and kind of call. An attacker's malformed
 * calls therefore do not use up the limit for logins.
 */
export class CostlyCalls {
  // Keys that opened a session in this process; an evicted key counts with its address again.
  readonly #known = new BoundedMap<true>(edge.callers);

  constructor(
    private readonly rates: RateLimit,
    private readonly perMinute: number,
  ) {}

  /** Counts one call. @returns seconds to wait when the call's limit is used up, else 0 */
  countCall(address: string, call: Costly): number {
    const { perMinute } = this;
    if (call.kind === 'suspension')
      return this.rates.countCall(`suspension ${address}`, perMinute * SUSPENSIONS);
    if (call.kind !== 'login') return this.rates.countCall(`${call.kind} ${address}`, perMinute);
    const isKnown = this.#known.get(call.signer) === true;
    const byAddress = isKnown ? 0 : this.rates.countCall(`login ${address}`, perMinute);
    // Invented key names are free for an attacker: beyond the address's limit none is remembered.
    return byAddress > 0
      ? byAddress
      : this.rates.countCall(`login ${address} ${call.signer}`, perMinute);
  }

  verified(signer: string): void {
    this.#known.set(signer, true);
  }
}

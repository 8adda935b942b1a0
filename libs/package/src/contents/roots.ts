import {
  parseFingerprint,
  parseSha256,
  parseStateCode,
  type Fingerprint,
  type Sha256,
  type StateCode,
  phrase,
} from '#kernel';
import { parseVerifierKey, type Verifier } from '#tlog';
import { PackageError } from '../errors.js';

export interface Roots {
  readonly states: ReadonlyMap<StateCode, Fingerprint>;
  readonly authorities: ReadonlySet<Sha256>;
  readonly certifiers: ReadonlySet<Sha256>;
  readonly witnesses: readonly Verifier[];
  readonly heads: ReadonlyMap<StateCode, { readonly version: number; readonly head: Sha256 }>;
}

export const noRoots: Roots = {
  states: new Map(),
  authorities: new Set(),
  certifiers: new Set(),
  witnesses: [],
  heads: new Map(),
};

const mostCharacters = 65_536;

class Reading {
  readonly states = new Map<StateCode, Fingerprint>();
  readonly authorities = new Set<Sha256>();
  readonly certifiers = new Set<Sha256>();
  readonly witnesses: Verifier[] = [];
  readonly heads = new Map<StateCode, { version: number; head: Sha256 }>();

  readonly words: Readonly<Record<string, readonly [number, (said: readonly string[]) => void]>> = {
    root: [2, ([state, fingerprint]) => put(this.states, state, parseFingerprint(fingerprint))],
    tsa: [1, ([hash]) => this.authorities.add(parseSha256(hash))],
    ca: [1, ([hash]) => this.certifiers.add(parseSha256(hash))],
    witness: [1, ([key = '']) => this.witnesses.push(parseVerifierKey(key))],
    head: [
      3,
      ([state, version = '', head]) =>
        put(this.heads, state, { version: versionOf(version), head: parseSha256(head) }),
    ],
  };

  line(line: string): void {
    const [word = '', ...said] = line.trim().split(/\s+/);
    if (word === '' || word.startsWith('#')) return;
    const [count, read] = this.words[word] ?? [-1, () => undefined];
    if (said.length !== count) throw new RangeError('words');
    read(said);
  }
}

/**
 * Parses the file that lists what a reader trusts, such as root keys and witnesses; skips empty lines and lines that begin
 * with #. @throws PackageError PACKAGE_ROOTS_INVALID naming the line
 */
export function parseRoots(text: string): Roots {
  if (text.length > mostCharacters)
    throw new PackageError('PACKAGE_ROOTS_INVALID', phrase`too long`);
  const reading = new Reading();
  for (const [i, line] of text.split(/\r?\n/).entries())
    try {
      reading.line(line);
    } catch (cause) {
      throw new PackageError('PACKAGE_ROOTS_INVALID', phrase`line ${i + 1}`, cause);
    }
  return reading;
}

function put<T>(known: Map<StateCode, T>, named: string | undefined, value: T): void {
  const state = parseStateCode(named);
  if (known.has(state)) throw new RangeError('twice');
  known.set(state, value);
}

function versionOf(text: string): number {
  if (!/^[1-9][0-9]{0,8}$/.test(text)) throw new RangeError('version');
  return Number(text);
}

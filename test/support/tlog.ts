import { createHash, createPrivateKey, type KeyObject } from 'node:crypto';

type Bytes = Uint8Array;

const sha256 = (...parts: readonly Bytes[]): Bytes => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** Root hash MTH of leaf hashes, written exactly as RFC 6962, section 2.1, defines it. */
export function definedRoot(leaves: readonly Bytes[]): Bytes {
  const [only] = leaves;
  if (only === undefined) return sha256();
  if (leaves.length === 1) return only;
  const k = largestPowerBelow(leaves.length);
  return sha256(Uint8Array.of(1), definedRoot(leaves.slice(0, k)), definedRoot(leaves.slice(k)));
}

/** Inclusion proof PATH, written exactly as RFC 6962, section 2.1.1, defines it. */
export function definedPath(m: number, leaves: readonly Bytes[]): Bytes[] {
  if (leaves.length <= 1) return [];
  const k = largestPowerBelow(leaves.length);
  return m < k
    ? [...definedPath(m, leaves.slice(0, k)), definedRoot(leaves.slice(k))]
    : [...definedPath(m - k, leaves.slice(k)), definedRoot(leaves.slice(0, k))];
}

/** Consistency proof SUBPROOF, written exactly as RFC 6962, section 2.1.2, defines it. */
export function definedProof(m: number, leaves: readonly Bytes[], whole = true): Bytes[] {
  if (m === leaves.length) return whole ? [] : [definedRoot(leaves)];
  const k = largestPowerBelow(leaves.length);
  return m <= k
    ? [...definedProof(m, leaves.slice(0, k), whole), definedRoot(leaves.slice(k))]
    : [...definedProof(m - k, leaves.slice(k), false), definedRoot(leaves.slice(0, k))];
}

function largestPowerBelow(n: number): number {
  return 2 ** (Math.ceil(Math.log2(n)) - 1);
}

export function someLeaves(n: number, seed = 'leaf'): Bytes[] {
  return Array.from({ length: n }, (_, i) => sha256(Buffer.from(`${seed} ${i}`)));
}

export function flipBit(bytes: Bytes, bit: number): Bytes {
  const copy = Uint8Array.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

export function testKey(seed: Bytes): KeyObject {
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  return createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
}

export class TileShelf {
  readonly #tiles = new Map<string, Bytes>();
  readonly asked: string[] = [];
  put(tiles: readonly { level: number; index: number; hashes: Bytes }[]): void {
    for (const { level, index, hashes } of tiles) this.#tiles.set(`${level}/${index}`, hashes);
  }
  readonly read = ({ level, index }: { level: number; index: number }): Bytes => {
    const key = `${level}/${index}`;
    this.asked.push(key);
    return this.#tiles.get(key) ?? new Uint8Array(0);
  };
  entries(): [string, Bytes][] {
    return [...this.#tiles];
  }
}

import { DirectoryChain, isJudgement } from '#chains';
import { canonicalJson, parseCanonicalJson, sha256, type SignedEntry } from '#wire';
import type { DirectoryEnd } from './record.js';

const limits = { bytes: 131_072, depth: 3 } as const;
const mostBytes = 16 * 2 ** 20;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

function bytesOf(value: unknown): Buffer {
  if (typeof value !== 'string') throw new RangeError('not base64');
  const bytes = Buffer.from(value, 'base64');
  if (bytes.toString('base64') !== value) throw new RangeError('not base64');
  return bytes;
}

export const directoryText = (entries: readonly SignedEntry[]): string =>
  entries
    .map(({ entry, signatures }) => {
      const line = canonicalJson({ entry: base64(entry), signatures: signatures.map(base64) });
      return `${Buffer.from(line).toString('utf8')}\n`;
    })
    .join('');

function entriesIn(file: Uint8Array): SignedEntry[] {
  if (file.length > mostBytes) throw new RangeError('too long');
  const lines = Buffer.from(file).toString('latin1').split('\n');
  if (lines.pop() !== '') throw new RangeError('no line feed at the end');
  return lines.map((line) => {
    const { entry, signatures, ...rest } = parseCanonicalJson(Buffer.from(line, 'latin1'), limits);
    if (!Array.isArray(signatures) || Object.keys(rest).length > 0) throw new RangeError('entry');
    return { entry: bytesOf(entry), signatures: signatures.map(bytesOf) };
  });
}

export interface ShownDirectory {
  readonly end: DirectoryEnd;
  readonly chain: DirectoryChain;
  readonly isThere: boolean;
  readonly isWhole: boolean;
}

type Verified = Pick<ShownDirectory, 'chain' | 'isWhole'>;

async function chainIn(file: Uint8Array, chain: DirectoryChain): Promise<Verified> {
  try {
    for (const entry of entriesIn(file)) await chain.extend(entry);
    return { chain, isWhole: true };
  } catch (error) {
    if (!isJudgement(error) && !(error instanceof RangeError)) throw error;
    return { chain, isWhole: false };
  }
}

// A package has two directories. It is verified before its sealing, after it, and for each certificate.
const mostVerified = 2;
const verified = new Map<string, Verified>();

async function verifiedOf(file: Uint8Array, { state, root }: DirectoryEnd): Promise<Verified> {
  // All that the result depends on: no clock is read.
  const key = `${state} ${root} ${sha256(file)}`;
  const found = verified.get(key) ?? (await chainIn(file, new DirectoryChain(state, root)));
  // A short lack of memory also makes a directory not whole, and must not do so for the packages that follow.
  if (!found.isWhole) return found;
  verified.delete(key);
  verified.set(key, found);
  for (const oldest of verified.keys()) {
    if (verified.size <= mostVerified) break;
    verified.delete(oldest);
  }
  return found;
}

/**
 * Verifies a directory file with the root key that the package names, not the reader's. `isWhole`: false if the file is
 * missing or invalid.
 */
export async function readDirectory(
  file: Uint8Array | undefined,
  end: DirectoryEnd,
): Promise<ShownDirectory> {
  const { state, root } = end;
  if (file === undefined)
    return { end, chain: new DirectoryChain(state, root), isThere: false, isWhole: false };
  const { chain, isWhole } = await verifiedOf(file, end);
  return { end, chain: chain.fork(), isThere: true, isWhole };
}

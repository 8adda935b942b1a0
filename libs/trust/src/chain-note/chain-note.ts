import { TrustError } from '#chains';
import { chains, type ChainName } from '#capabilities/directory/directory.schema';
import {
  parseSha256,
  type DirectoryPoint,
  type Sha256,
  type StateCode,
  phrase,
  type Detail,
} from '#kernel';
import { openNote, signNote, TlogError, type Signer, type Verifier } from '#tlog';

export type ChainHeads = Readonly<Record<ChainName, DirectoryPoint | null>>;

/**
 * First line of a chain note, the signed list of each chain's newest entry. Checkpoints begin differently, so nobody can
 * confuse the two.
 */
const title = 'liaise-chains/1';
const line = /^([a-z]+) (0|[1-9][0-9]{0,8}) (-|[0-9a-f]{64})$/;

const invalid = (detail: Detail, cause?: unknown): TrustError =>
  new TrustError('TRUST_NOTE_INVALID', detail, cause);

const textOf = (state: StateCode, heads: ChainHeads): string => {
  const lines = chains.map((chain) => {
    const { version, head } = heads[chain] ?? { version: 0, head: '-' };
    return `${chain} ${version} ${head}`;
  });
  return `${[title, state, ...lines].join('\n')}\n`;
};

export const signChainNote = (state: StateCode, heads: ChainHeads, log: Signer): Uint8Array =>
  signNote(textOf(state, heads), log);

function parse(text: string, state: StateCode): ChainHeads {
  const [first, second, ...lines] = text.split('\n');
  if (first !== title) throw invalid(phrase`the first line`);
  if (second !== state) throw invalid(phrase`another State`);
  if (lines.length !== chains.length + 1 || lines.at(-1) !== '') throw invalid('lines');
  const heads = new Map(lines.slice(0, -1).map(pointIn));
  const of = (chain: ChainName): DirectoryPoint | null => {
    const point = heads.get(chain);
    if (point === undefined) throw invalid(chain);
    return point;
  };
  return { directory: of('directory'), peers: of('peers'), retention: of('retention') };
}

function pointIn(text: string): readonly [chain: string, DirectoryPoint | null] {
  const [, chain = '', count = '', head = ''] = line.exec(text) ?? [];
  if ((count === '0') !== (head === '-')) throw invalid(phrase`a line`);
  return [chain, head === '-' ? null : { version: Number(count), head: sha(head) }];
}

const sha = (text: string): Sha256 => {
  try {
    return parseSha256(text);
  } catch (cause) {
    throw invalid(phrase`a head`, cause);
  }
};

/**
 * Verifies a chain note and returns each chain's length and last hash; null if empty. Pass all keys ever certified for
 * our log in `logs`. @throws TrustError TRUST_NOTE_INVALID
 */
export function openChainNote(
  bytes: Uint8Array,
  state: StateCode,
  logs: readonly Verifier[],
): ChainHeads {
  try {
    return parse(openNote(bytes, logs).text, state);
  } catch (error) {
    throw error instanceof TlogError ? invalid(error.code, error) : error;
  }
}

export function claimedHeads(bytes: Uint8Array, state: StateCode): ChainHeads | undefined {
  try {
    const text = Buffer.from(bytes).toString('utf8');
    return parse(text.slice(0, text.lastIndexOf('\n\n') + 1), state);
  } catch {
    return undefined;
  }
}

import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseFingerprint, parseStateCode, type Fingerprint, type StateCode } from '#kernel';
import { DirectoryChain, isJudgement, PeersChain, type KeptEntry } from '#trust';
import { say } from '#language/console';
import { bytes, list, object, readContent } from '../api/shape.js';
import { CliError } from '../errors.js';
import { exists, makeFolder, readBytes, replaceFile } from '../installation/files.js';
import { messageOf } from '../print/message-of.js';

export interface StoredChains {
  readonly own: readonly KeptEntry[];
  readonly peers: readonly KeptEntry[];
  readonly neighbours: readonly {
    readonly state: StateCode;
    readonly root: Fingerprint;
    readonly entries: readonly KeptEntry[];
  }[];
}
export type NeighbourChain = StoredChains['neighbours'][number];

const noChains: StoredChains = { own: [], peers: [], neighbours: [] };

const longestFile = 256 * 1024 * 1024;
const longestChain = 50_000;
const mostSignatures = 4;

const entry = object<KeptEntry>({
  entry: bytes,
  signatures: list(bytes, mostSignatures),
  signers: list(parseFingerprint, mostSignatures),
});
const chain = list(entry, longestChain);
const form = object({
  root: parseFingerprint,
  own: chain,
  peers: chain,
  neighbours: list(
    object({ state: parseStateCode, root: parseFingerprint, entries: chain }),
    1_000,
  ),
});

/**
 * Directory entries that this profile verified in earlier runs; empty lists if the file does not exist. @throws CliError
 * CLI_FILE_UNSAFE if others may read the file, CLI_FILE_INVALID
 */
export async function readStoredChains(file: string, root: Fingerprint): Promise<StoredChains> {
  if (!(await exists(file))) return noChains;
  if (((await stat(file)).mode & 0o077) !== 0) throw new CliError('CLI_FILE_UNSAFE', file);
  const content = (await readBytes(file, longestFile)).toString('utf8');
  const kept = readContent(file, content, form);
  if (kept.root !== root)
    throw new CliError('CLI_FILE_INVALID', say('kept.anotherRootProfile', { file }));
  return kept;
}

const base64 = (value: Uint8Array): string => Buffer.from(value).toString('base64');
const asText = ({ entry: signed, signatures, signers }: KeptEntry) => ({
  entry: base64(signed),
  signatures: signatures.map(base64),
  signers,
});

export async function writeStoredChains(
  file: string,
  root: Fingerprint,
  kept: StoredChains,
): Promise<void> {
  const neighbours = kept.neighbours.map(({ entries, ...each }) => ({
    ...each,
    entries: entries.map(asText),
  }));
  const { own, peers } = kept;
  const content = { root, own: own.map(asText), peers: peers.map(asText), neighbours };
  await makeFolder(dirname(file));
  await replaceFile(file, `${JSON.stringify(content)}\n`);
}

export function resume(file: string, state: StateCode, root: Fingerprint, kept: StoredChains) {
  try {
    const own = DirectoryChain.resume(state, root, kept.own);
    const peers = PeersChain.resume(own, kept.peers);
    return { own, peers };
  } catch (error) {
    if (!isJudgement(error)) throw error;
    throw new CliError(
      'CLI_FILE_INVALID',
      say('program.named', { name: file, text: messageOf(error) }),
      error,
    );
  }
}

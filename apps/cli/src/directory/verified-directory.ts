import type { Directory, Fingerprint, LinkId, StateCode } from '#model';
import { parseCertificate } from '#seal';
import {
  DirectoryChain,
  isJudgement,
  PeersChain,
  verifyFreshness,
  type CertificateOf,
  type KeptEntry,
} from '#trust';
import type { SignedEntry } from '#wire';
import { CliError } from '../errors.js';
import type { Asking } from '../people/asking.js';
import { directoryFile } from '../people/profile.js';
import { fetchChain, type Fetched } from './fetch-chain.js';
import { readKept, resume, writeKept, type Kept } from './kept.js';

/** Who is who by signatures alone, from the root that the officer knows; the gateway only carried it. */
export interface VerifiedDirectory {
  readonly own: DirectoryChain;
  readonly peers: PeersChain;
  readonly neighbours: ReadonlyMap<StateCode, DirectoryChain>;
  /** The bytes that the directories of the neighbours were verified from. */
  readonly kept: ReadonlyMap<StateCode, Kept['neighbours'][number]>;
}

/** @throws TrustError-free: every judgement becomes CLI_DIRECTORY_INVALID */
async function verifying<T>(name: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof CliError || !isJudgement(error)) throw error;
    const code = (error as { code?: unknown }).code;
    const why = `${String(code)} ${(error as Error).message}`;
    throw new CliError('CLI_DIRECTORY_INVALID', `${name}: ${why}`, error);
  }
}

async function take(
  name: string,
  chain: DirectoryChain | PeersChain,
  fetched: Fetched,
  extend: (signed: SignedEntry) => Promise<{ readonly signers: readonly Fingerprint[] }>,
): Promise<KeptEntry[]> {
  const fresh: KeptEntry[] = [];
  for (const signed of fetched.entries)
    await verifying(`${name}, entry ${chain.heads.version}`, async () => {
      const { signers } = await extend(signed);
      fresh.push({ ...signed, signers });
    });
  const point = chain.heads.point();
  if (point?.head !== fetched.point?.head)
    throw new CliError('CLI_DIRECTORY_INVALID', `${name}: another history than the one seen here`);
  return fresh;
}

/** Certificates by the fingerprint that each really has. */
export async function byFingerprint(certificates: readonly Uint8Array[]): Promise<CertificateOf> {
  const known = new Map<Fingerprint, Uint8Array>();
  for (const bytes of certificates) known.set((await parseCertificate(bytes)).fingerprint, bytes);
  return (fingerprint) => Promise.resolve(known.get(fingerprint));
}

/** The neighbour's own signed word tells whether the gateway keeps entries back. */
async function requireWhole(
  own: StateCode,
  link: LinkId,
  chain: DirectoryChain,
  freshness: Fetched['freshness'],
): Promise<void> {
  if (freshness === null) return;
  const { state } = chain.directory;
  const said = { bytes: freshness.statement, signature: freshness.signature };
  const { point } = await verifying(`directory of ${state}`, () =>
    verifyFreshness(said, own, link, chain),
  );
  if (chain.heads.at(point.version) !== point.head)
    throw new CliError(
      'CLI_DIRECTORY_INVALID',
      `directory of ${state}: not the one that ${state} signed as version ${point.version}`,
    );
}

/**
 * Fetches what is new of all chains, verifies it from the pinned root up, and keeps it with the profile. Everything that
 * was verified before must still be what the gateway has.
 * @throws CliError CLI_DIRECTORY_INVALID, CLI_DIRECTORY_OLD, CLI_FILE_*; Refusal
 */
export async function verifiedDirectory({
  file,
  profile,
  client,
}: Pick<Asking, 'file' | 'profile' | 'client'>): Promise<VerifiedDirectory> {
  const { state, root } = profile;
  const keptFile = directoryFile(file);
  const kept = await readKept(keptFile, root);
  const { own, peers } = resume(keptFile, state, root, kept);
  // The neighbours first: whoever signed them must then stand in the directory that is fetched after it.
  const freshPeers = await fetchChain(client, 'peers', state, peers.heads.version);
  const freshOwn = await fetchChain(client, 'directory', state, own.heads.version);
  const ownName = `directory of ${state}`;
  const addedOwn = await take(ownName, own, freshOwn, (signed) => own.extend(signed));
  if (own.heads.version === 0) throw new CliError('CLI_DIRECTORY_INVALID', `${ownName}: empty`);
  const certificateOf = await verifying('administrators', () =>
    byFingerprint(freshPeers.certificates),
  );
  const addedPeers = await take(`peers of ${state}`, peers, freshPeers, (signed) =>
    peers.extend(signed, own, certificateOf, 'earliest'),
  );
  const neighbours = new Map<StateCode, DirectoryChain>();
  const next: Kept['neighbours'][number][] = [];
  let added = addedOwn.length + addedPeers.length;
  for (const { peer, rootFingerprint, linkId } of peers.peers.list()) {
    const known = kept.neighbours.find(
      (each) => each.state === peer && each.root === rootFingerprint,
    );
    const before = known?.entries ?? [];
    const chain = await verifying(keptFile, () =>
      Promise.resolve(DirectoryChain.resume(peer, rootFingerprint, before)),
    );
    const fetched = await fetchChain(client, 'directory', peer, before.length);
    const more = await take(`directory of ${peer}`, chain, fetched, (e) => chain.extend(e));
    await requireWhole(state, linkId, chain, fetched.freshness);
    neighbours.set(peer, chain);
    next.push({ state: peer, root: rootFingerprint, entries: [...before, ...more] });
    added += more.length;
  }
  if (added > 0)
    await writeKept(keptFile, root, {
      own: [...kept.own, ...addedOwn],
      peers: [...kept.peers, ...addedPeers],
      neighbours: next,
    });
  return { own, peers, neighbours, kept: new Map(next.map((each) => [each.state, each])) };
}

/** The verified directory of a State, one's own or a confirmed neighbour's. */
export const directoryOf = (known: VerifiedDirectory, state: StateCode): Directory | undefined =>
  state === known.own.directory.state
    ? known.own.directory
    : known.neighbours.get(state)?.directory;

import type { Directory } from '#capabilities/directory/trust.model';
import type { DirectoryPoint, Fingerprint, LinkId, StateCode } from '#kernel';
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
import { say } from '#language/console';
import { CliError } from '../errors.js';
import { directoryFile, type Asking } from '../people/profile.js';
import { fetchChain, type Fetched } from './fetch-chain.js';
import { askFormer, FormerChains } from './former-chains.js';
import {
  readStoredChains,
  resume,
  writeStoredChains,
  type NeighbourChain,
  type StoredChains,
} from './stored-chains.js';

export interface VerifiedDirectory {
  readonly own: DirectoryChain;
  readonly peers: PeersChain;
  readonly neighbours: ReadonlyMap<StateCode, DirectoryChain>;
  readonly kept: ReadonlyMap<StateCode, NeighbourChain>;
  readonly former: FormerChains;
}

// Turns every TrustError into CLI_DIRECTORY_INVALID.
async function verifying<T>(name: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof CliError || !isJudgement(error)) throw error;
    const code = (error as { code?: unknown }).code;
    const { message } = error as Error;
    const why = message.startsWith(String(code)) ? message : `${String(code)} ${message}`;
    throw new CliError('CLI_DIRECTORY_INVALID', say('program.named', { name, text: why }), error);
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
    await verifying(
      say('verifiedDirectory.entry', { name, version: chain.heads.version }),
      async () => {
        const { signers } = await extend(signed);
        fresh.push({ ...signed, signers });
      },
    );
  const point = chain.heads.point();
  if (point?.head !== fetched.point?.head)
    throw new CliError(
      'CLI_DIRECTORY_INVALID',
      say('verifiedDirectory.anotherHistoryOneSeen', { name }),
    );
  return fresh;
}

export async function byFingerprint(certificates: readonly Uint8Array[]): Promise<CertificateOf> {
  const known = new Map<Fingerprint, Uint8Array>();
  for (const bytes of certificates) known.set((await parseCertificate(bytes)).fingerprint, bytes);
  return (fingerprint) => Promise.resolve(known.get(fingerprint));
}

// Requires the whole chain: the neighbour's own signed statement reveals entries that the gateway holds back.
async function assertWhole(
  own: StateCode,
  link: LinkId,
  chain: DirectoryChain,
  freshness: Fetched['freshness'],
): Promise<void> {
  if (freshness === null) return;
  const { state } = chain.directory;
  const said = { bytes: freshness.statement, signature: freshness.signature };
  const { point } = await verifying(say('verifiedDirectory.directoryOf', { state }), () =>
    verifyFreshness(said, own, link, chain),
  );
  if (chain.heads.at(point.version) !== point.head)
    throw new CliError(
      'CLI_DIRECTORY_INVALID',
      say('verifiedDirectory.directoryNotOneSigned', { state, version: point.version }),
    );
}

type Session = Pick<Asking, 'file' | 'profile' | 'client'>;

async function ownChains({ profile, client }: Session, keptFile: string, kept: StoredChains) {
  const { state, root } = profile;
  const { own, peers } = resume(keptFile, state, root, kept);
  // Neighbours first: their signers must then be in the directory fetched after them.
  const freshPeers = await fetchChain(client, { chain: 'peers', state }, peers.heads.version);
  const freshOwn = await fetchChain(client, { chain: 'directory', state }, own.heads.version);
  const ownName = say('verifiedDirectory.ownName', { state });
  const addedOwn = await take(ownName, own, freshOwn, (signed) => own.extend(signed));
  if (own.heads.version === 0)
    throw new CliError('CLI_DIRECTORY_INVALID', say('verifiedDirectory.empty', { name: ownName }));
  const certificateOf = await verifying(say('verifiedDirectory.administrators'), () =>
    byFingerprint(freshPeers.certificates),
  );
  const addedPeers = await take(
    say('verifiedDirectory.peersOf', { state }),
    peers,
    freshPeers,
    (signed) => peers.extend(signed, own, certificateOf, 'earliest'),
  );
  return { own, peers, addedOwn, addedPeers };
}

async function neighbourChain({ client }: Session, keptFile: string, known: NeighbourChain) {
  const { state, entries } = known;
  const chain = await resumeNeighbour(keptFile, known);
  const fetched = await fetchChain(client, { chain: 'directory', state }, entries.length);
  const added = await take(say('verifiedDirectory.directoryOf', { state }), chain, fetched, (e) =>
    chain.extend(e),
  );
  return { chain, added, freshness: fetched.freshness };
}

const isSame = (each: NeighbourChain) => (other: NeighbourChain) =>
  each.state === other.state && each.root === other.root;

function formerChains(
  client: Session['client'],
  peers: PeersChain,
  before: readonly NeighbourChain[],
  keep: (chain: NeighbourChain) => Promise<void>,
): FormerChains {
  const follow = async (known: NeighbourChain) => {
    const { state: peer, root: pinned, entries } = known;
    const name = say('verifiedDirectory.name', { peer });
    const chain = DirectoryChain.resume(peer, pinned, entries);
    const fetched = await askFormer(client, known);
    const more = await take(name, chain, fetched, (e) => chain.extend(e));
    return { chain, kept: { ...known, entries: [...entries, ...more] } };
  };
  return new FormerChains(peers, before, follow, keep);
}

/**
 * Fetches, verifies and stores the new entries of all chains. Refuses a gateway that lacks entries verified earlier. @throws
 * CliError CLI_DIRECTORY_INVALID, CLI_DIRECTORY_OLD, CLI_FILE_*; Refusal
 */
export async function verifiedDirectory(session: Session): Promise<VerifiedDirectory> {
  const { state, root } = session.profile;
  const keptFile = directoryFile(session.file);
  const kept = await readStoredChains(keptFile, root);
  const { own, peers, addedOwn, addedPeers } = await ownChains(session, keptFile, kept);
  const neighbours = new Map<StateCode, DirectoryChain>();
  const next: NeighbourChain[] = [];
  let added = addedOwn.length + addedPeers.length;
  for (const { peer, rootFingerprint, linkId } of peers.peers.listPeers()) {
    const empty = { state: peer, root: rootFingerprint, entries: [] };
    const known = kept.neighbours.find(isSame(empty)) ?? empty;
    const { chain, added: more, freshness } = await neighbourChain(session, keptFile, known);
    await assertWhole(state, linkId, chain, freshness);
    neighbours.set(peer, chain);
    next.push({ ...known, entries: [...known.entries, ...more] });
    added += more.length;
  }
  const ours = { own: [...kept.own, ...addedOwn], peers: [...kept.peers, ...addedPeers] };
  let before = kept.neighbours.filter((each) => !next.some(isSame(each)));
  const write = () =>
    writeStoredChains(keptFile, root, { ...ours, neighbours: [...next, ...before] });
  if (added > 0) await write();
  const former = formerChains(session.client, peers, before, (found) => {
    before = [...before.filter((each) => !isSame(found)(each)), found];
    return write();
  });
  const byState = new Map(next.map((each) => [each.state, each]));
  return { own, peers, neighbours, kept: byState, former };
}

/**
 * Neighbour's directory as this profile last verified it, read without the gateway. Undefined when none is stored.
 * @throws CliError CLI_FILE_*
 */
export async function keptDirectoryOf(
  file: string,
  { state, root }: Pick<Asking['profile'], 'state' | 'root'>,
  neighbour: string,
): Promise<Directory | undefined> {
  const keptFile = directoryFile(file);
  const kept = await readStoredChains(keptFile, root);
  const { peers } = resume(keptFile, state, root, kept);
  const confirmed = peers.peers.listPeers().find(({ peer }) => peer === neighbour);
  const known = kept.neighbours.find(
    (each) => each.state === confirmed?.peer && each.root === confirmed.rootFingerprint,
  );
  return known && resumeNeighbour(keptFile, known).then(({ directory }) => directory);
}

const resumeNeighbour = (
  keptFile: string,
  { state, root, entries }: NeighbourChain,
): Promise<DirectoryChain> =>
  verifying(keptFile, () => Promise.resolve(DirectoryChain.resume(state, root, entries)));

export const directoryOf = (known: VerifiedDirectory, state: StateCode): Directory | undefined =>
  state === known.own.directory.state
    ? known.own.directory
    : known.neighbours.get(state)?.directory;

/**
 * Finds a State's verified directory as of entry `point`; undefined if no chain contains that entry. Searches a neighbour's
 * former roots too.
 */
export async function directoryAt(
  { own, neighbours, former }: VerifiedDirectory,
  state: StateCode,
  point: DirectoryPoint,
): Promise<DirectoryOfDay | undefined> {
  const current = state === own.directory.state ? own : neighbours.get(state);
  const directory = current?.asOf(point);
  if (current !== undefined && directory !== undefined)
    return { directory, newest: current.directory };
  if (state === own.directory.state) return undefined;
  for (const chain of await former.chainsOf(state)) {
    const then = chain.asOf(point);
    if (then !== undefined) return { directory: then, newest: chain.directory };
  }
  return undefined;
}

export function keptOf(
  { kept, former }: VerifiedDirectory,
  { state, pinned }: Pick<Directory, 'state' | 'pinned'>,
): NeighbourChain {
  const current = kept.get(state);
  const found = current?.root === pinned ? current : former.keptOf(pinned);
  if (found === undefined)
    throw new CliError(
      'CLI_DIRECTORY_INVALID',
      say('verifiedDirectory.directoryNotKnown', { state }),
    );
  return found;
}

export interface DirectoryOfDay {
  readonly directory: Directory;
  readonly newest: Directory;
}

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
import { CliError } from '../errors.js';
import type { Asking } from '../people/asking.js';
import { directoryFile } from '../people/profile.js';
import { fetchChain, type Fetched } from './fetch-chain.js';
import { askFormer, FormerChains } from './former-chains.js';
import { readKept, resume, writeKept, type Kept } from './kept.js';

/** Directory by signatures alone, from the root that the officer knows; the gateway only carried it. */
export interface VerifiedDirectory {
  readonly own: DirectoryChain;
  readonly peers: PeersChain;
  readonly neighbours: ReadonlyMap<StateCode, DirectoryChain>;
  /** The bytes that the directories of the neighbours were verified from. */
  readonly kept: ReadonlyMap<StateCode, Kept['neighbours'][number]>;
  /** Directories under roots that States had before. */
  readonly former: FormerChains;
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

type KeptChain = Kept['neighbours'][number];
type Session = Pick<Asking, 'file' | 'profile' | 'client'>;

/** The own chains as far as the gateway has them, and what was added to each of what was kept. */
async function ownChains({ profile, client }: Session, keptFile: string, kept: Kept) {
  const { state, root } = profile;
  const { own, peers } = resume(keptFile, state, root, kept);
  // The neighbours first: whoever signed them must then stand in the directory that is fetched after it.
  const freshPeers = await fetchChain(client, { chain: 'peers', state }, peers.heads.version);
  const freshOwn = await fetchChain(client, { chain: 'directory', state }, own.heads.version);
  const ownName = `directory of ${state}`;
  const addedOwn = await take(ownName, own, freshOwn, (signed) => own.extend(signed));
  if (own.heads.version === 0) throw new CliError('CLI_DIRECTORY_INVALID', `${ownName}: empty`);
  const certificateOf = await verifying('administrators', () =>
    byFingerprint(freshPeers.certificates),
  );
  const addedPeers = await take(`peers of ${state}`, peers, freshPeers, (signed) =>
    peers.extend(signed, own, certificateOf, 'earliest'),
  );
  return { own, peers, addedOwn, addedPeers };
}

/** The directory of a neighbour as far as the gateway has it, from what was kept of it on. */
async function neighbourChain({ client }: Session, keptFile: string, known: KeptChain) {
  const { state, entries } = known;
  const chain = await resumeNeighbour(keptFile, known);
  const fetched = await fetchChain(client, { chain: 'directory', state }, entries.length);
  const added = await take(`directory of ${state}`, chain, fetched, (e) => chain.extend(e));
  return { chain, added, freshness: fetched.freshness };
}

const isSame = (each: KeptChain) => (other: KeptChain) =>
  each.state === other.state && each.root === other.root;

/** Directories of neighbours under roots that they had before, each kept anew when it was followed. */
function formerChains(
  client: Session['client'],
  peers: PeersChain,
  before: readonly KeptChain[],
  keep: (chain: KeptChain) => Promise<void>,
): FormerChains {
  const follow = async (known: KeptChain) => {
    const { state: peer, root: pinned, entries } = known;
    const name = `directory of ${peer} under its former root`;
    const chain = DirectoryChain.resume(peer, pinned, entries);
    const fetched = await askFormer(client, known);
    const more = await take(name, chain, fetched, (e) => chain.extend(e));
    return { chain, kept: { ...known, entries: [...entries, ...more] } };
  };
  return new FormerChains(peers, before, follow, keep);
}

/**
 * Fetches what is new of all chains, verifies it from the pinned root up, and keeps it with the profile. Everything that
 * was verified before must still be what the gateway has.
 * @throws CliError CLI_DIRECTORY_INVALID, CLI_DIRECTORY_OLD, CLI_FILE_*; Refusal
 */
export async function verifiedDirectory(session: Session): Promise<VerifiedDirectory> {
  const { state, root } = session.profile;
  const keptFile = directoryFile(session.file);
  const kept = await readKept(keptFile, root);
  const { own, peers, addedOwn, addedPeers } = await ownChains(session, keptFile, kept);
  const neighbours = new Map<StateCode, DirectoryChain>();
  const next: KeptChain[] = [];
  let added = addedOwn.length + addedPeers.length;
  for (const { peer, rootFingerprint, linkId } of peers.peers.list()) {
    const empty = { state: peer, root: rootFingerprint, entries: [] };
    const known = kept.neighbours.find(isSame(empty)) ?? empty;
    const { chain, added: more, freshness } = await neighbourChain(session, keptFile, known);
    await requireWhole(state, linkId, chain, freshness);
    neighbours.set(peer, chain);
    next.push({ ...known, entries: [...known.entries, ...more] });
    added += more.length;
  }
  const ours = { own: [...kept.own, ...addedOwn], peers: [...kept.peers, ...addedPeers] };
  let before = kept.neighbours.filter((each) => !next.some(isSame(each)));
  const write = () => writeKept(keptFile, root, { ...ours, neighbours: [...next, ...before] });
  if (added > 0) await write();
  const former = formerChains(session.client, peers, before, (found) => {
    before = [...before.filter((each) => !isSame(found)(each)), found];
    return write();
  });
  const byState = new Map(next.map((each) => [each.state, each]));
  return { own, peers, neighbours, kept: byState, former };
}

/**
 * The directory of a confirmed neighbour as this profile verified it last, read without the gateway: for when there is no other
 * word. @throws CliError CLI_FILE_*
 */
export async function keptDirectoryOf(
  file: string,
  { state, root }: Pick<Asking['profile'], 'state' | 'root'>,
  neighbour: string,
): Promise<Directory | undefined> {
  const keptFile = directoryFile(file);
  const kept = await readKept(keptFile, root);
  const { peers } = resume(keptFile, state, root, kept);
  const confirmed = peers.peers.list().find(({ peer }) => peer === neighbour);
  const known = kept.neighbours.find(
    (each) => each.state === confirmed?.peer && each.root === confirmed.rootFingerprint,
  );
  return known && resumeNeighbour(keptFile, known).then(({ directory }) => directory);
}

/** @throws CliError CLI_DIRECTORY_INVALID */
const resumeNeighbour = (
  keptFile: string,
  { state, root, entries }: KeptChain,
): Promise<DirectoryChain> =>
  verifying(keptFile, () => Promise.resolve(DirectoryChain.resume(state, root, entries)));

/** The verified directory of a State, one's own or a confirmed neighbour's. */
export const directoryOf = (known: VerifiedDirectory, state: StateCode): Directory | undefined =>
  state === known.own.directory.state
    ? known.own.directory
    : known.neighbours.get(state)?.directory;

/** The verified directory of a State as it was at a point that its State signed, under whichever root it had then. */
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
  for (const chain of await former.of(state)) {
    const then = chain.asOf(point);
    if (then !== undefined) return { directory: then, newest: chain.directory };
  }
  return undefined;
}

/**
 * The bytes that the directory by which something was judged was verified from: what a State hands on is proven by them.
 * @throws CliError CLI_DIRECTORY_INVALID
 */
export function keptOf(
  { kept, former }: VerifiedDirectory,
  { state, pinned }: Pick<Directory, 'state' | 'pinned'>,
): Kept['neighbours'][number] {
  const current = kept.get(state);
  const found = current?.root === pinned ? current : former.keptOf(pinned);
  if (found === undefined)
    throw new CliError('CLI_DIRECTORY_INVALID', `directory of ${state}: not known`);
  return found;
}

/** A directory as of a day, and the same one, of the same root, as far as it went. */
export interface DirectoryOfDay {
  readonly directory: Directory;
  readonly newest: Directory;
}

import type { Directory } from '#capabilities/directory/trust.model';
import { eventKeysOf, Flaw, assertSigned } from '#chains';
import { checkSignature, Fault, type ReadLeaf } from '#custody';
import { isCoded, isStatement, type LinkId, type StateCode, type Statement } from '#kernel';
import {
  leafHash,
  openCheckpointOfAny,
  type OpenedCheckpoint,
  parseVerifierKey,
  TlogError,
  type Verifier,
  verifyInclusion,
} from '#tlog';
import { decodeStatement, disclosureDigest, readDisclosure } from '#wire';
import type { CodeOf } from '../findings.js';
import type { IndexedAsk } from '../contents/package-index.js';
import { leafIn, type SaidByLeaf } from '../reading/shown-event.js';

export type PeerCode = Extract<CodeOf<'V11'>, `PEER_${string}`>;
type Answer = Statement<'package-answer'>;
type Entry = Answer['body']['entries'][number];

export interface AnswerBytes {
  readonly statement: Uint8Array;
  readonly signature: Uint8Array;
}

export interface PeerLog {
  readonly state: StateCode;
  readonly neighbour: StateCode;
  readonly link: LinkId;
  readonly log: readonly Verifier[];
  readonly event: ReturnType<typeof eventKeysOf>;
  readonly directory: Directory;
}

export const peerLogOf = (
  directory: Directory,
  way: Pick<PeerLog, 'state' | 'neighbour' | 'link'>,
): PeerLog => ({
  ...way,
  directory,
  log: directory.logKeys.allNoteKeys('log').map(({ vkey }) => parseVerifierKey(vkey)),
  event: eventKeysOf(directory),
});

export interface AnswerPlace {
  readonly ask: IndexedAsk;
  readonly part: number;
  readonly first: Answer['body'] | undefined;
}

export interface PeerLeaf {
  readonly index: number;
  readonly bytes: Uint8Array;
  readonly read: ReadLeaf;
  readonly said: SaidByLeaf;
}

export interface ReadAnswer {
  readonly body: Answer['body'];
  readonly leaves: readonly PeerLeaf[];
  readonly point: OpenedCheckpoint | undefined;
  readonly flaws: readonly PeerCode[];
}

export function answerIn(bytes: Uint8Array): Answer | undefined {
  try {
    const statement = decodeStatement(bytes);
    return isStatement(statement, 'package-answer') ? statement : undefined;
  } catch (error) {
    if (!isCoded(error)) throw error;
    return undefined;
  }
}

function fits(answer: Answer, way: PeerLog, { ask, part, first }: AnswerPlace): boolean {
  const { body } = answer;
  const isOurs =
    answer.from === way.neighbour && answer.to === way.state && answer.link === way.link;
  const isPart = body.refused === null && body.parts === ask.answers && body.part === part;
  const { ask: id, checkpoint } = first ?? body;
  return isOurs && isPart && id === body.ask && checkpoint === body.checkpoint;
}

async function isSigned(answer: Answer, of: AnswerBytes, { directory }: PeerLog): Promise<boolean> {
  const { issuedAt: at } = answer;
  const keys = directory.allStateKeys('signing', at);
  try {
    await assertSigned({ bytes: of.statement, signature: of.signature, at }, keys, 'the answer');
    return true;
  } catch (error) {
    if (!(error instanceof Flaw)) throw error;
    return false;
  }
}

function opened(note: string, { log }: PeerLog): OpenedCheckpoint | undefined {
  try {
    return openCheckpointOfAny(Buffer.from(note), log, []);
  } catch (error) {
    if (!(error instanceof TlogError)) throw error;
    return undefined;
  }
}

const isDisclosed = (encoded: string, { digests }: SaidByLeaf): boolean =>
  readDisclosure(encoded) !== undefined && digests.includes(disclosureDigest(encoded));

function leafOf(entry: Entry): PeerLeaf | 'summary' | undefined {
  if (entry.leaf === null)
    return entry.told !== null && entry.disclosures.length === 0 ? 'summary' : undefined;
  const bytes = Buffer.from(entry.leaf, 'base64');
  const found = leafIn(bytes, entry.index);
  const isIt =
    bytes.toString('base64') === entry.leaf &&
    Buffer.from(leafHash(bytes)).toString('hex') === entry.hash;
  if (found === undefined || entry.told !== null || !isIt) return undefined;
  const isShown = entry.disclosures.every((each) => isDisclosed(each, found.said));
  return isShown ? { index: entry.index, bytes, ...found } : undefined;
}

const isEventSigned = ({ read, index }: PeerLeaf, { event }: PeerLog): boolean => {
  try {
    checkSignature(read, event(read.service, read.emit), index);
    return true;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return false;
  }
};

function leads({ hash, index, proof }: Entry, point: OpenedCheckpoint): boolean {
  try {
    const hashes = proof.map((each) => Buffer.from(each, 'base64'));
    verifyInclusion(Buffer.from(hash, 'hex'), index, point, hashes);
    return true;
  } catch (error) {
    if (!(error instanceof TlogError)) throw error;
    return false;
  }
}

function placeFlaws(
  entries: readonly Entry[],
  leaves: readonly PeerLeaf[],
  point: OpenedCheckpoint | undefined,
): PeerCode[] {
  if (point === undefined) return ['PEER_LOG'];
  const isOfLog = leaves.every(({ read }) => read.log === point.origin);
  const isThere = entries.every((entry) => leads(entry, point));
  return [...(isOfLog ? [] : ['PEER_LOG' as const]), ...(isThere ? [] : ['PEER_PROOF' as const])];
}

/**
 * Verifies one answer of the neighbour: form, signature, checkpoint and log entries. @returns the answer with its flaws;
 * undefined if the bytes are no answer
 */
export async function judgeAnswer(
  of: AnswerBytes,
  way: PeerLog,
  place: AnswerPlace,
): Promise<ReadAnswer | undefined> {
  const answer = answerIn(of.statement);
  if (answer === undefined) return undefined;
  const { body } = answer;
  const point = opened(body.checkpoint, way);
  const found = body.entries.map(leafOf);
  const leaves = found.flatMap((each) => (each === undefined || each === 'summary' ? [] : [each]));
  const isForm = fits(answer, way, place) && !found.includes(undefined);
  const isByState =
    (await isSigned(answer, of, way)) && leaves.every((leaf) => isEventSigned(leaf, way));
  const flaws: PeerCode[] = [
    ...(isForm ? [] : ['PEER_FORM' as const]),
    ...(isByState ? [] : ['PEER_SIGNATURE' as const]),
    ...placeFlaws(body.entries, leaves, point),
  ];
  return { body, leaves, point, flaws };
}

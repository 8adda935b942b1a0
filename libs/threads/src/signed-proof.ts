import type { KeyObject } from 'node:crypto';
import {
  isCoded,
  parseTimestamp,
  type DocumentId,
  type Fingerprint,
  type Sha256,
  type Timestamp,
  phrase,
  type Detail,
} from '#kernel';
import type { Directory } from '#capabilities/directory/trust.model';
import type { OfficerGrant } from '#capabilities/directory/grants.model';
import { ExchangeError } from './exchange-errors.js';
import { parseLeaf, verifyLeaf, type Journal, type Leaf } from '#journal';
import type { Tx } from '#store';
import {
  ed25519PublicKey,
  formatLogProof,
  leafHash,
  parseVerifierKey,
  verifyLogProof,
} from '#tlog';
import { officerForDocument, TrustError, type DocumentClaim } from '#trust';

/**
 * Proof of when the sender's custody log recorded the officer's signature: leaf of the event `msg.signed`, and inclusion
 * proof.
 */
export interface SignedProof {
  readonly leaf: Uint8Array;
  readonly proof: Uint8Array;
}

export interface SignedThing {
  readonly document: DocumentId;
  readonly documentSha256: Sha256;
  readonly signatureSha256: Sha256;
  readonly signer: Fingerprint;
}

export async function signedProofs(
  tx: Tx,
  journal: Journal,
  events: readonly string[],
): Promise<ReadonlyMap<string, SignedProof>> {
  if (events.length === 0) return new Map();
  const { checkpoint, leaves } = await journal.leafProofs(tx, events);
  return new Map(
    leaves.map(({ event, leaf, index, hashes }) => {
      const proof = formatLogProof({ index, hashes, checkpoint: checkpoint.note });
      return [event, { leaf, proof }];
    }),
  );
}

const takers = ['requests', 'inbox'] as const;

const invalid = (detail: Detail, cause?: unknown): ExchangeError =>
  new ExchangeError('SIGNED_PROOF_INVALID', detail, cause);

const eventKey = (raw: string): KeyObject => ed25519PublicKey(Buffer.from(raw, 'base64'));

export function ownEventKeys(directory: Directory, service: string, held: KeyObject): KeyObject[] {
  const known = directory.logKeys.eventKeysOf(service).map(({ publicKey }) => eventKey(publicKey));
  return [held, ...known];
}

function leafOf(bytes: Uint8Array, directory: Directory): Leaf {
  const { src, t } = parseLeaf(bytes);
  const service = takers.find((each) => each === src.service);
  const key = service && directory.logKeys.eventKey(service, parseTimestamp(t.emit));
  if (key === undefined) throw invalid(phrase`not by a service that takes documents`);
  return verifyLeaf(bytes, eventKey(key.publicKey));
}

const names = (objects: unknown, role: string, sha256: Sha256): boolean =>
  Array.isArray(objects) &&
  objects.some(
    (each: unknown) =>
      typeof each === 'object' &&
      each !== null &&
      (each as Readonly<Record<string, unknown>>)['role'] === role &&
      (each as Readonly<Record<string, unknown>>)['sha256'] === sha256,
  );

const isAbout = ({ typ, data, obj }: Leaf, thing: SignedThing): boolean =>
  typ === 'msg.signed' &&
  data['document'] === thing.document &&
  data['signer'] === thing.signer &&
  data['signatureSha256'] === thing.signatureSha256 &&
  names(obj, 'document', thing.documentSha256);

/**
 * Time at which the signer's State logged the document, verified with that State's keys. The signer cannot choose this time.
 * @throws ExchangeError SIGNED_PROOF_INVALID
 */
export function loggedAt(
  { leaf: bytes, proof }: SignedProof,
  thing: SignedThing,
  directory: Directory,
  at: Timestamp,
): Timestamp {
  const log = directory.logKeys.noteKey('log', at);
  if (log === undefined) throw invalid(phrase`log key`);
  try {
    const verifier = parseVerifierKey(log.vkey);
    verifyLogProof(proof, leafHash(bytes), verifier);
    const leaf = leafOf(bytes, directory);
    if (leaf.log !== verifier.name || !isAbout(leaf, thing))
      throw invalid(phrase`another document`);
    return parseTimestamp(leaf.t.emit);
  } catch (error) {
    if (error instanceof ExchangeError || !isCoded(error)) throw error;
    throw invalid(error.code, error);
  }
}

/**
 * Returns the signer's grant. If the grant was suspended or revoked, `proof` must show that the signature was logged before.
 * @throws TrustError as `officerForDocument`; ExchangeError SIGNED_PROOF_INVALID
 */
export function officerByLog(
  directory: Directory,
  claim: DocumentClaim,
  thing: SignedThing,
  proof: SignedProof | undefined,
): OfficerGrant {
  try {
    return officerForDocument(directory, claim);
  } catch (error) {
    const ended =
      error instanceof TrustError &&
      (error.code === 'OFFICER_SUSPENDED' || error.code === 'OFFICER_NOT_VALID_AT');
    if (!ended || proof === undefined) throw error;
    const signedBefore = loggedAt(proof, thing, directory, claim.sealedAt);
    return officerForDocument(directory, { ...claim, signedBefore });
  }
}

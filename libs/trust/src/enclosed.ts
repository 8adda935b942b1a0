import {
  consentFlaw,
  isKind,
  kinds,
  looserThanEnclosed,
  mayBeForwarded,
  needsConsent,
  timestamp,
  type AuthorityAddress,
  type Directory,
  type Document,
  type Enclosed,
  type EnclosedDocument,
  type Fingerprint,
  type HandledItem,
  type Handling,
  type Sha256,
  type StateCode,
} from '#model';
import { readCertificate, SealError, verifyDetached } from '#seal';
import { decodeDocument, sha256, WireError } from '#wire';
import { DirectoryChain } from './chains.js';
import { TrustError } from './errors.js';
import { officerForDocument } from './officers.js';
import { isJudgement } from './verify-entry.js';

const bytesOf = (base64: string): Uint8Array => Buffer.from(base64, 'base64');

/** A document of another State, as it was signed for the forwarder, with the release that lets it go on. */
export interface OpenedEnclosed {
  readonly document: Document;
  readonly documentSha256: Sha256;
  /** The originator's release; null where none is needed. */
  readonly consent: { readonly document: Document; readonly documentSha256: Sha256 } | null;
  readonly root: Fingerprint;
  /** The originator's root is known here by its own enrolment; else it is the forwarder's word. */
  readonly isKnown: boolean;
}

/** A document and its release as they can be read, which says nothing of who signed them. */
export type EnclosedDocuments = Pick<OpenedEnclosed, 'document' | 'documentSha256' | 'consent'>;

/** @throws TrustError ENCLOSED_INVALID naming the place */
export const enclosedDocuments = (forward: Document<'forward'>): readonly EnclosedDocuments[] =>
  forward.body.enclosed.map((enclosed, i) => readOne(enclosed, `/body/enclosed/${i}`));

function readOne(enclosed: Enclosed, place: string): EnclosedDocuments {
  const read = (each: EnclosedDocument, at: string) => ({
    document: documentIn(each, at),
    documentSha256: sha256(bytesOf(each.document)),
  });
  const { consent } = enclosed;
  return {
    ...read(enclosed, place),
    consent: consent === undefined ? null : read(consent, `${place}/consent`),
  };
}

/** What the judge knows by itself. */
export interface Judging {
  /** Of the State that forwards. */
  readonly forwarder: Directory;
  /** Of any other State, undefined where it is no neighbour. */
  readonly directoryOf: (state: StateCode) => Directory | undefined;
  /** When the forward was sealed; a release must last until then. */
  readonly at: Date;
}

/** How long after composing a document may have been signed. */
const signing = 24 * 3_600_000 + 5 * 60_000;

const invalid = (place: string, why: string, cause?: unknown): TrustError =>
  new TrustError('ENCLOSED_INVALID', `${place}: ${why}`, cause);

/**
 * Judges everything that a forward encloses: each document *as addressed to the forwarder*, signed by an officer of its
 * State who might say it then, whole; with its originator's release for exactly this recipient, purpose and time where
 * one is needed; and that the forward is handled as strictly as all of it together. The forward's own signature was
 * verified before. `handlings`: what its holder knows of later narrowings, by SHA-256 of the document.
 * @throws TrustError ENCLOSED_INVALID, CONSENT_MISSING, CONSENT_INVALID, FORWARD_HANDLING_LOOSER naming the place
 */
export async function openEnclosed(
  forward: Document<'forward'>,
  judging: Judging,
  handlings: ReadonlyMap<Sha256, Handling> = new Map(),
): Promise<readonly OpenedEnclosed[]> {
  const opened: OpenedEnclosed[] = [];
  const least: HandledItem[] = [];
  for (const [i, enclosed] of forward.body.enclosed.entries()) {
    const place = `/body/enclosed/${i}`;
    const one = await openOne(forward, enclosed, judging, place);
    if (opened.some(({ documentSha256 }) => documentSha256 === one.documentSha256))
      throw invalid(place, 'enclosed twice');
    const handling = handlings.get(one.documentSha256) ?? one.document.handling;
    requireConsent(forward, one, handling, judging.at, place);
    opened.push(one);
    least.push({ handling, consent: one.consent?.document.handling ?? null });
  }
  const looser = looserThanEnclosed(forward.handling, least);
  if (looser !== undefined) throw new TrustError('FORWARD_HANDLING_LOOSER', looser);
  return opened;
}

async function openOne(
  forward: Document<'forward'>,
  enclosed: Enclosed,
  judging: Judging,
  place: string,
): Promise<OpenedEnclosed> {
  const { root, directory } = enclosed;
  const read = readOne(enclosed, place);
  const { document, consent } = read;
  const { state } = document.from;
  if (state === forward.from.state) throw invalid(place, 'of the State that forwards it');
  if (!mayBeForwarded(document.kind)) throw invalid(place, `a ${document.kind}`);
  const known = judging.directoryOf(state);
  if (known !== undefined && known.pinned !== root) throw invalid(place, 'root');
  const judge: OneJudging = { ...judging, forward, known, proof: proofOf(state, root, directory) };
  await requireSigned(document, enclosed, judge, place);
  if (enclosed.consent !== undefined && consent !== null) {
    if (consent.document.from.state !== state)
      throw invalid(`${place}/consent`, 'of another State');
    await requireSigned(consent.document, enclosed.consent, judge, `${place}/consent`);
  }
  return { ...read, root, isKnown: known !== undefined };
}

function documentIn({ document }: EnclosedDocument, place: string): Document {
  try {
    return decodeDocument(bytesOf(document));
  } catch (error) {
    if (!isJudgement(error) && !(error instanceof WireError)) throw error;
    throw invalid(place, (error as { code?: string }).code ?? 'document', error);
  }
}

interface OneJudging extends Judging {
  readonly forward: Document<'forward'>;
  readonly known: Directory | undefined;
  /** What the forwarder brings of the originator's directory; verified when it is first asked for. */
  readonly proof: () => Promise<Directory>;
}

function proofOf(
  state: StateCode,
  root: Fingerprint,
  entries: Enclosed['directory'],
): () => Promise<Directory> {
  let proven: Promise<Directory> | undefined;
  const prove = async (): Promise<Directory> => {
    const chain = new DirectoryChain(state, root);
    for (const { entry, signatures } of entries)
      await chain.extend({ entry: bytesOf(entry), signatures: signatures.map(bytesOf) });
    return chain.directory;
  };
  return () => (proven ??= prove());
}

/** Its officer might say it, signed these very bytes, and for the State that forwards it. */
async function requireSigned(
  document: Document,
  { document: bytes, signature, certificate }: EnclosedDocument,
  judge: OneJudging,
  place: string,
): Promise<void> {
  requireAddressed(document, judge, place);
  const composed = Date.parse(document.composedAt);
  if (composed > judge.at.getTime() + 5 * 60_000) throw invalid(place, 'composed later');
  const at = new Date(Math.min(composed + signing, judge.at.getTime()));
  try {
    const signer = await readCertificate(bytesOf(certificate), at);
    if (signer.fingerprint !== document.signer) throw invalid(place, 'signer');
    await verifyDetached(bytesOf(bytes), bytesOf(signature), signer, at);
    officerForDocument(await directoryFor(document.signer, judge), {
      signer: document.signer,
      officer: document.from.officer,
      authority: document.from.authority,
      composedAt: document.composedAt,
      sealedAt: document.composedAt,
      // As at receipt: the forwarder took it then, and whoever was suspended since had said it.
      now: document.composedAt,
      roles: kinds[document.kind].signers,
    });
  } catch (error) {
    if (error instanceof TrustError && error.code === 'ENCLOSED_INVALID') throw error;
    if (!isJudgement(error) && !(error instanceof SealError)) throw error;
    throw invalid(place, (error as { code?: string }).code ?? 'signature', error);
  }
}

/** What is known here counts; only of an officer who is not known yet does the forwarder's proof say more. */
function directoryFor(signer: Fingerprint, { known, proof }: OneJudging): Promise<Directory> {
  const isKnown = known?.officers().some(({ fingerprint }) => fingerprint === signer) === true;
  return known !== undefined && isKnown ? Promise.resolve(known) : proof();
}

/** Surreptitious forwarding: what was signed for somebody else is no document of the forwarder's to hand on. */
function requireAddressed(
  { to, recipientKeys, composedAt }: Document,
  { forward, forwarder }: OneJudging,
  place: string,
): void {
  if (to.state !== forward.from.state) throw invalid(place, 'to');
  const keys = forwarder.authority(to.authority, composedAt)?.keys ?? [];
  if (!keys.some(({ fingerprint }) => recipientKeys.includes(fingerprint)))
    throw invalid(place, 'recipientKeys');
}

/** @throws TrustError CONSENT_MISSING, CONSENT_INVALID */
function requireConsent(
  forward: Document<'forward'>,
  { document, documentSha256, consent }: OpenedEnclosed,
  handling: Handling,
  at: Date,
  place: string,
): void {
  if (consent === null) {
    if (needsConsent(handling, document.purpose, forward.purpose))
      throw new TrustError('CONSENT_MISSING', place);
    return;
  }
  const flaw = consentFlaw(consent.document, {
    document,
    documentSha256,
    holder: addressOf(forward.from),
    recipient: addressOf(forward.to),
    purpose: forward.purpose,
    at: timestamp(at),
  });
  if (flaw !== undefined || !isKind(consent.document, 'forward-consent'))
    throw new TrustError('CONSENT_INVALID', `${place}/consent: ${flaw ?? 'ANOTHER_ITEM'}`);
}

const addressOf = ({ state, authority }: AuthorityAddress): AuthorityAddress => ({
  state,
  authority,
});

import { DirectoryChain, TrustError, isJudgement } from '#chains';
import { signersOf, type Document, type Fingerprint, type StateCode, phrase } from '#kernel';
import type { Directory } from '#capabilities/directory/trust.model';
import type { Enclosed, EnclosedDocument } from '#capabilities/disclosure/kinds/enclosed.kind';
import type { PostedSigner } from '#capabilities/directory/postings.contract';
import { readCertificate, SealError, verifyDetached } from '#seal';
import { bytesOf, invalid } from './enclosed-reading.js';
import { officerForDocument } from '../officers.js';

type Entries = Enclosed['directory'];

export class Proofs {
  private readonly proven = new Map<string, Promise<Directory>>();

  directory(state: StateCode, root: Fingerprint, entries: Entries): Promise<Directory> {
    const key = JSON.stringify([state, root, entries]);
    const proven = this.proven.get(key) ?? prove(state, root, entries);
    this.proven.set(key, proven);
    return proven;
  }
}

async function prove(state: StateCode, root: Fingerprint, entries: Entries): Promise<Directory> {
  const chain = new DirectoryChain(state, root);
  for (const { entry, signatures } of entries)
    await chain.extend({ entry: bytesOf(entry), signatures: signatures.map(bytesOf) });
  return chain.directory;
}

const signing = 24 * 3_600_000 + 5 * 60_000;

export interface Judge {
  readonly holder: { readonly state: StateCode; readonly directory: () => Promise<Directory> };
  readonly known: Directory | undefined;
  readonly proof: () => Promise<Directory>;
  readonly at: Date;
}

/**
 * Requires that the document was addressed to the State that encloses it and signed by an officer with a permitted role.
 * Returns the signer's post in another State (`Posting`) at composing, as a list of one; an empty list if the signer had no
 * such post. @throws TrustError ENCLOSED_INVALID
 */
export async function requireSigned(
  document: Document,
  { document: bytes, signature, certificate }: EnclosedDocument,
  judge: Judge,
  place: string,
): Promise<readonly PostedSigner[]> {
  const composed = Date.parse(document.composedAt);
  if (composed > judge.at.getTime() + 5 * 60_000) throw invalid(place, phrase`composed later`);
  const at = new Date(Math.min(composed + signing, judge.at.getTime()));
  try {
    await assertAddressed(document, judge, place);
    const signer = await readCertificate(bytesOf(certificate), at);
    if (signer.fingerprint !== document.signer) throw invalid(place, 'signer');
    await verifyDetached(bytesOf(bytes), bytesOf(signature), signer, at);
    const directory = await directoryFor(document.signer, judge);
    officerForDocument(directory, {
      signer: document.signer,
      officer: document.from.officer,
      authority: document.from.authority,
      composedAt: document.composedAt,
      sealedAt: document.composedAt,
      // Judged as at receipt: a later suspension does not affect what the forwarder accepted then.
      now: document.composedAt,
      roles: signersOf(document),
    });
    const { state, officer, authority } = document.from;
    const posting = directory.posting(officer, authority, document.composedAt);
    return posting === undefined ? [] : [{ document: document.id, state, officer, posting }];
  } catch (error) {
    if (error instanceof TrustError && error.code === 'ENCLOSED_INVALID') throw error;
    if (!isJudgement(error) && !(error instanceof SealError)) throw error;
    throw invalid(place, (error as { code?: string }).code ?? 'signature', error);
  }
}

function directoryFor(signer: Fingerprint, { known, proof }: Judge): Promise<Directory> {
  const isKnown = known?.officers().some(({ fingerprint }) => fingerprint === signer) === true;
  return known !== undefined && isKnown ? Promise.resolve(known) : proof();
}

/**
 * Requires that the document was addressed and encrypted to the State that encloses it. Without this check, a State could
 * hand on a document never sent to it. @throws TrustError ENCLOSED_INVALID
 */
async function assertAddressed(
  { to, recipientKeys, composedAt }: Document,
  { holder }: Judge,
  place: string,
): Promise<void> {
  if (to.state !== holder.state) throw invalid(place, 'to');
  const keys = (await holder.directory()).authority(to.authority, composedAt)?.keys ?? [];
  if (!keys.some(({ fingerprint }) => recipientKeys.includes(fingerprint)))
    throw invalid(place, 'recipientKeys');
}

import { isKind, type Document } from '#kernel';
import { knownDirectory } from '#capabilities/disclosure/forwards/forwards.facts';
import type { PostedSigner } from '#capabilities/directory/postings.contract';
import type { Directory } from '#capabilities/directory/trust.model';
import {
  openAnswers,
  openEnclosed,
  postedFurtherOn,
  postedIn,
  TrustError,
  type TrustStore,
} from '#trust';

export async function requireEnclosed(
  trust: TrustStore,
  document: Document,
  peer: Directory,
  at: Date,
): Promise<readonly PostedSigner[]> {
  const directoryOf = knownDirectory(trust);
  if (isKind(document, 'recall-answer'))
    return postedFurtherOn(await openAnswers(document, peer, directoryOf));
  if (isKind(document, 'forward'))
    return postedIn(await openEnclosed(document, { forwarder: peer, directoryOf, at }));
  return [];
}

export async function postedWithin(
  trust: TrustStore,
  document: Document,
  at: Date,
): Promise<readonly PostedSigner[]> {
  try {
    return await requireEnclosed(trust, document, trust.own(), at);
  } catch (error) {
    // Later changes of the directories do not alter a verdict once given.
    if (error instanceof TrustError) return [];
    throw error;
  }
}

import type { DispatchView } from '#capabilities/requests/dispatches.contract';
import { isCoded, isKind } from '#kernel';
import type { Directory } from '#capabilities/directory/trust.model';
import type { PostedSigner } from '#capabilities/directory/postings.contract';
import { openAnswers, openEnclosed, postedFurtherOn, postedIn, type OpenedEnclosed } from '#trust';
import { decodeDocument } from '#wire';
import { directoryOf, type VerifiedDirectory } from '../directory/verified-directory.js';

export interface Enclosures {
  readonly enclosed: readonly OpenedEnclosed[];
  /** Officers who signed a part of it from a post, by these directories. */
  readonly posted: readonly PostedSigner[];
  /** Why what a forward encloses does not hold. */
  readonly problem?: string;
}

/**
 * Verifies what a forward encloses: by the originator's directory where it is a neighbour, else by what the
 * forwarder brings of it; and so the answers that an answer to a recall brings. Nothing for any other document; the document
 * itself was verified before, by the directory `forwarder`.
 */
export async function provenEnclosed(
  known: VerifiedDirectory,
  dispatch: Pick<DispatchView, 'document'>,
  forwarder: Directory,
): Promise<Enclosures> {
  const document = decodeDocument(dispatch.document);
  if (!isKind(document, 'forward') && !isKind(document, 'recall-answer'))
    return { enclosed: [], posted: [] };
  try {
    if (isKind(document, 'recall-answer')) {
      const answers = await openAnswers(document, forwarder, (state) => directoryOf(known, state));
      return { enclosed: [], posted: postedFurtherOn(answers) };
    }
    const enclosed = await openEnclosed(document, {
      forwarder,
      directoryOf: (state) => directoryOf(known, state),
      // Whether a release has ended is no matter of when the forward is looked at.
      at: new Date(document.composedAt),
    });
    return { enclosed, posted: postedIn(enclosed) };
  } catch (error) {
    if (!isCoded(error)) throw error;
    return {
      enclosed: [],
      posted: [],
      problem: `what it encloses does not hold: ${error.message}`,
    };
  }
}

import type { DispatchView } from '#capabilities/requests/dispatches.contract';
import { isCoded, isKind } from '#kernel';
import type { Directory } from '#capabilities/directory/trust.model';
import type { PostedSigner } from '#capabilities/directory/postings.contract';
import { openAnswers, openEnclosed, postedFurtherOn, postedIn, type OpenedEnclosed } from '#trust';
import { decodeDocument } from '#wire';
import { say } from '#language/console';
import { directoryOf, type VerifiedDirectory } from '../directory/verified-directory.js';
import { messageOf } from '../print/message-of.js';

export interface Enclosures {
  readonly enclosed: readonly OpenedEnclosed[];
  readonly posted: readonly PostedSigner[];
  readonly problem?: string;
}

/** Verifies the documents that a forward or recall answer encloses. `problem` says why one is invalid; else it is absent. */
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
      // A release must be valid at the time of the forward, not of this look.
      at: new Date(document.composedAt),
    });
    return { enclosed, posted: postedIn(enclosed) };
  } catch (error) {
    if (!isCoded(error)) throw error;
    return {
      enclosed: [],
      posted: [],
      problem: say('verifyEnclosed.problem', { message: messageOf(error) }),
    };
  }
}

import {
  type Document,
  type Handling,
  needsRelease,
  type Sha256,
  type StateCode,
  type Timestamp,
} from '#kernel';
import { consentFlaw } from '#capabilities/disclosure/releases/consents.model';

export interface HeldDocument {
  readonly document: Document;
  readonly documentSha256: Sha256;
  /** Handling that applies now: the document's own, restricted by a narrowing if one exists. */
  readonly handling: Handling;
  readonly takenBack: boolean;
  readonly consents: readonly Document[];
  /** States whose documents, enclosed in `document`, carry the file. Empty if no enclosed document carries the file. */
  readonly origins: readonly StateCode[];
  /**
   * True when the outgoing document is a forward that encloses this document. The forward rules have then checked all
   * releases.
   */
  readonly enclosed: boolean;
}

export interface Outgoing {
  readonly document: Document;
  /**
   * True when the outgoing document's thread has the priority of a risk to life. Purpose SAFETY_OF_LIFE alone is not enough,
   * because the sender chooses it.
   */
  readonly atRisk: boolean;
  readonly at: Timestamp;
}

/**
 * Decision whether one document lets its file go; `BOUND` needs a release. `NOT_FOR_THIS` means another purpose, receiver or
 * State of origin.
 */
type Leave = 'FREE' | 'RELEASED' | 'NOT_FOR_THIS' | 'BOUND' | 'TAKEN_BACK';

/**
 * Decides whether the document `held` lets its file go with the outgoing document. A third State gets the file only inside a
 * forward.
 */
function leaveOf(held: HeldDocument, outgoing: Outgoing): Leave {
  const { document: said, handling, takenBack, origins, enclosed } = held;
  const { document } = outgoing;
  if (said.thread === document.thread) return 'RELEASED';
  if (takenBack) return 'TAKEN_BACK';
  if (enclosed) return 'RELEASED';
  const isBound = needsRelease(handling);
  const stays = isBound ? 'BOUND' : 'NOT_FOR_THIS';
  if (origins.length > 0 || document.to.state !== said.from.state) return stays;
  if (!isBound && isForThis(said, outgoing)) return 'FREE';
  return isReleased(held, outgoing) ? 'RELEASED' : stays;
}

const isForThis = (said: Document, { document, atRisk }: Outgoing): boolean =>
  (atRisk && document.purpose === 'SAFETY_OF_LIFE') || said.purpose === document.purpose;

function isReleased(
  { document: said, documentSha256, consents }: HeldDocument,
  { document, at }: Outgoing,
): boolean {
  const { state, authority } = document.from;
  const released = {
    document: said,
    documentSha256,
    holder: { state, authority },
    recipient: document.to,
    purpose: document.purpose,
    at,
  };
  return consents.some((consent) => consentFlaw(consent, released) === undefined);
}

interface Judged {
  readonly one: HeldDocument;
  readonly leave: Leave;
  readonly place: number;
}

const goesBy = ({ one: { document, origins }, place }: Judged, other: Judged): boolean => {
  const { state } = other.one.document.from;
  return other.place < place || state === document.from.state || origins.includes(state);
};

/**
 * Returns the first document that forbids sending the file; undefined if none does. `held`: the received documents that carry
 * this file, oldest first.
 */
export function keptBy(
  held: readonly HeldDocument[],
  outgoing: Outgoing,
): HeldDocument | undefined {
  const judged = held.map((one, place): Judged => ({
    one,
    leave: leaveOf(one, outgoing),
    place,
  }));
  const released = judged.filter(({ leave }) => leave === 'RELEASED');
  const going = judged.filter(({ leave }) => leave === 'RELEASED' || leave === 'FREE');
  const from = ({ one }: Judged): StateCode => one.document.from.state;
  return judged.find(
    (each) =>
      each.leave === 'TAKEN_BACK' ||
      (each.leave === 'BOUND' && !released.some((other) => from(other) === from(each))) ||
      (each.leave === 'NOT_FOR_THIS' && !going.some((other) => goesBy(each, other))),
  )?.one;
}

import {
  type Document,
  type Handling,
  needsRelease,
  type Sha256,
  type StateCode,
  type Timestamp,
} from '#kernel';
import { consentFlaw } from '#capabilities/disclosure/releases/consents.model';

/** A document that came here with a file which somebody attaches to another one. */
export interface HeldDocument {
  readonly document: Document;
  readonly documentSha256: Sha256;
  /** As it counts now: its own, or that of a later narrowing. */
  readonly handling: Handling;
  /** Its State has recalled it. */
  readonly takenBack: boolean;
  /** Releases of it that were given and not taken back. */
  readonly consents: readonly Document[];
  /**
   * States of what it encloses with the file: it came through another State, and none where the file is of the document itself. What
   * else a forward came with is the forwarder's own.
   */
  readonly origins: readonly StateCode[];
  /** The other document is a forward that encloses it, and was judged with the releases that it needs. */
  readonly enclosed: boolean;
}

/** Document that the file would go out with. */
export interface Outgoing {
  readonly document: Document;
  /** Its thread is of a risk to life: the purpose alone is anybody's to choose. */
  readonly atRisk: boolean;
  readonly at: Timestamp;
}

/** NOT_FOR_THIS: its handling does not bind it, but it is for another State or purpose, or came through another State. */
type Leave = 'FREE' | 'RELEASED' | 'NOT_FOR_THIS' | 'BOUND' | 'TAKEN_BACK';

/**
 * Word of a document on a file of it that goes out with another one. To another State than the one that sent it it goes only with a
 * forward that encloses the document, which was judged with the releases that this needs: so a recall, a narrowing or a correction of
 * it reaches whoever has the file, and its handling goes along. Back to the State that sent it the file goes in its thread, and elsewhere
 * as the document might; what came through another State not even so.
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

/** Whether a document that binds nobody serves the purpose of the other one. To save a life nobody is asked, in the night, before. */
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

/** A document that came with the file, what it says of it, and how many had come with it before. */
interface Judged {
  readonly one: HeldDocument;
  readonly leave: Leave;
  readonly place: number;
}

/**
 * Whether the file may go by another document than this one, which binds nobody: by one that had brought it before, or by one of
 * the State that said this, or whose word this is. What came later may be this very file, on its way back.
 */
const goesBy = ({ one: { document, origins }, place }: Judged, other: Judged): boolean => {
  const { state } = other.one.document.from;
  return other.place < place || state === document.from.state || origins.includes(state);
};

/**
 * Of documents that came with one file, the oldest first, the first that keeps it from going out with another; undefined when none
 * does. What is recalled keeps it. What is bound does, unless the same State has released the file with another document. What was
 * given for something else, or to this State alone, does unless the file goes by another one (`goesBy`). Pure.
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

import type { Document, Handling } from './document.js';
import { consentFlaw } from './forwarding.js';
import { needsRelease } from './handling.js';
import type { Sha256, Timestamp } from './ids.js';

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
  /** The file is of what it encloses: it came through another State. What else a forward came with is the forwarder's own. */
  readonly through: boolean;
  /** The other document is a forward that encloses it, and was judged with the releases that it needs. */
  readonly enclosed: boolean;
}

/** NOT_FOR_THIS: its handling does not bind it, but it was given for something else, or came through another State. */
type Leave = 'FREE' | 'RELEASED' | 'NOT_FOR_THIS' | 'BOUND' | 'TAKEN_BACK';

/**
 * What a document says of a file of it that goes out with another one: a file goes no further than its document might (see
 * `needsConsent`). In its thread it goes back to where it came from. What came through another State no release of the
 * forwarder lets go: those of every State on its way are judged with the forward that encloses it.
 */
function leaveOf(held: HeldDocument, document: Document, at: Timestamp): Leave {
  const { document: said, documentSha256, handling, takenBack, through, enclosed } = held;
  if (said.thread === document.thread) return 'RELEASED';
  if (takenBack) return 'TAKEN_BACK';
  const isBound = needsRelease(handling);
  // What binds nobody is not asked for in the night, before it may save somebody.
  const isFor = document.purpose === 'SAFETY_OF_LIFE' || said.purpose === document.purpose;
  if (!isBound && !through && isFor) return 'FREE';
  const { state, authority } = document.from;
  const released = {
    document: said,
    documentSha256,
    holder: { state, authority },
    recipient: document.to,
    purpose: document.purpose,
    at,
  };
  const isReleased = (consent: Document): boolean => consentFlaw(consent, released) === undefined;
  if (enclosed || (!through && held.consents.some(isReleased))) return 'RELEASED';
  return isBound ? 'BOUND' : 'NOT_FOR_THIS';
}

/**
 * Of documents that came with one file the first that keeps it from going out with `document`; undefined when none does. What
 * is recalled keeps it. What is bound does, unless the same State has released the file with another document. What was given
 * for something else does, unless the file came with a document that may go. Pure.
 */
export function keptBy(
  held: readonly HeldDocument[],
  document: Document,
  at: Timestamp,
): HeldDocument | undefined {
  const judged = held.map((one) => ({ one, leave: leaveOf(one, document, at) }));
  const released = judged.flatMap(({ one, leave }) =>
    leave === 'RELEASED' ? [one.document.from.state] : [],
  );
  const mayGo = released.length > 0 || judged.some(({ leave }) => leave === 'FREE');
  return judged.find(
    ({ one, leave }) =>
      leave === 'TAKEN_BACK' ||
      (leave === 'BOUND' && !released.includes(one.document.from.state)) ||
      (leave === 'NOT_FOR_THIS' && !mayGo),
  )?.one;
}

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
}

/**
 * Whether a file that came with `held` may go out with `document`: nothing binds it, or it stays in its thread, or its
 * originator has released it to that recipient, for that purpose, and still. Pure.
 */
export function mayAttach(
  { document: held, documentSha256, handling, takenBack, consents }: HeldDocument,
  document: Document,
  at: Timestamp,
): boolean {
  if (held.thread === document.thread) return true;
  if (takenBack) return false;
  if (!needsRelease(handling)) return true;
  const { state, authority } = document.from;
  const released = {
    document: held,
    documentSha256,
    holder: { state, authority },
    recipient: document.to,
    purpose: document.purpose,
    at,
  };
  return consents.some((consent) => consentFlaw(consent, released) === undefined);
}

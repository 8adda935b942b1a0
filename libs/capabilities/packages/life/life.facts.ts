import type { RecallAct } from '#capabilities/disclosure/recalls/recalling.model';
import type { DocumentId, Fingerprint, ThreadId, Timestamp } from '#kernel';
import type { PackageConcern } from '../packages.lists.js';

/** Document that a package rests on. */
export type Rest =
  | {
      readonly kind: 'ITEM';
      readonly document: DocumentId;
      readonly signer: Fingerprint;
      readonly signedAt: Date;
    }
  /** Consent that stood when the package was gathered; null: it does not end. */
  | { readonly kind: 'CONSENT'; readonly document: DocumentId; readonly until: Date | null }
  /** Recall, narrowing or correction that the package shows itself. */
  | { readonly kind: 'RECALL'; readonly document: DocumentId };

/** Recall, narrowing or correction in the thread of a package. */
export interface RecallMade {
  readonly document: DocumentId;
  readonly act: RecallAct;
  readonly items: readonly DocumentId[];
}

/** Facts by which a package that is about to be made, or was made, is judged. */
export interface Standing {
  readonly rests: readonly Rest[];
  readonly recalls: readonly RecallMade[];
  readonly now: Date;
}

/** A key that an entry of its directory ended, and from when. */
export interface EndedKey {
  readonly key: Fingerprint;
  readonly from: Timestamp;
  /** From when another entry lets it act again; null: none does. */
  readonly to: Timestamp | null;
}

/** A package that was made, with what may have become of it. */
export interface LivingPackage extends Standing {
  readonly id: string;
  readonly exhibit: string;
  readonly thread: ThreadId;
  /** Numbers of packages that were made in its place. */
  readonly supersededBy: readonly string[];
  /** Causes that are recorded already, as `causeKey` writes them. */
  readonly known: ReadonlySet<string>;
  /** Hand-overs on record. */
  readonly handed: number;
}

/** Fate of a package after it was made, and through what. */
export interface Concern {
  readonly code: PackageConcern;
  /** Id of a document, fingerprint of a key, or number of a package. */
  readonly cause: string;
}

export const causeKey = ({ code, cause }: Concern): string => `${code} ${cause}`;

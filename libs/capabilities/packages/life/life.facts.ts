import type { RecallAct } from '#capabilities/disclosure/recalls/recalling.model';
import type { DocumentId, Fingerprint, StateCode, ThreadId, Timestamp } from '#kernel';
import type { PackageConcern } from '../packages.lists.js';

export type Rest =
  | {
      readonly kind: 'ITEM';
      readonly document: DocumentId;
      readonly signer: Fingerprint;
      readonly signedAt: Date;
    }
  | { readonly kind: 'CONSENT'; readonly document: DocumentId; readonly until: Date | null }
  | { readonly kind: 'RECALL'; readonly document: DocumentId };

export interface RecallMade {
  readonly document: DocumentId;
  readonly act: RecallAct;
  readonly items: readonly DocumentId[];
}

/** Key of a State, log or service that signed in a package. All its signatures existed by `until`; null means no proof. */
export interface SigningKey {
  readonly key: string;
  readonly until: Date | null;
}

export interface FrozenKey extends SigningKey {
  /** Earliest time at which a directory in the package ends the key; null if none does. */
  readonly shownEnd: Date | null;
}

export interface Standing {
  /** Keys that signed in the package. Unproved `until` is the completion time, or now while unfinished. */
  readonly keys: readonly (FrozenKey & { readonly until: Date })[];
  readonly rests: readonly Rest[];
  readonly recalls: readonly RecallMade[];
  readonly now: Date;
}

export interface KeyEnd {
  /** OpenPGP fingerprint; for log, witness and service keys the SHA-256 of the public key. */
  readonly key: string;
  readonly from: Timestamp;
  readonly to: Timestamp | null;
}

export interface EndedKey extends KeyEnd {
  readonly state: StateCode;
}

export interface LivingPackage extends Standing {
  readonly id: string;
  readonly exhibit: string;
  readonly thread: ThreadId;
  readonly supersededBy: readonly string[];
  readonly known: ReadonlySet<string>;
  readonly handed: number;
}

export interface Concern {
  readonly code: PackageConcern;
  readonly cause: string;
}

export const causeKey = ({ code, cause }: Concern): string => `${code} ${cause}`;

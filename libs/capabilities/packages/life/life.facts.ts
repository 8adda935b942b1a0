import type { RecallAct } from '#capabilities/disclosure/recalls/recalling.model';
import type { DocumentId, Fingerprint, ThreadId, Timestamp } from '#kernel';
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

/** Key of a machine of a State under a package; `until`: by when an outside time shows all that it signed, null: that over the package. */
export interface SigningKey {
  readonly key: string;
  readonly until: Date | null;
}

export interface Standing {
  /** Keys of machines; `until` is now, or when the package was made, where no time before that covers one. */
  readonly keys: readonly { readonly key: string; readonly until: Date }[];
  readonly rests: readonly Rest[];
  readonly recalls: readonly RecallMade[];
  readonly now: Date;
}

export interface EndedKey {
  /** Fingerprint, or SHA-256 of a key of log, witness or service. */
  readonly key: string;
  readonly from: Timestamp;
  readonly to: Timestamp | null;
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

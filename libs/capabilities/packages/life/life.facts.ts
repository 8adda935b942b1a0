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

export interface Standing {
  readonly rests: readonly Rest[];
  readonly recalls: readonly RecallMade[];
  readonly now: Date;
}

export interface EndedKey {
  readonly key: Fingerprint;
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

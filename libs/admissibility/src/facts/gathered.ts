import type { Document, Envelope } from '#kernel';
import type { IndexedMessage, PackageFacts } from '#package';
import type { LeafFact, TokenTime } from './case-facts.js';
import type { LeavesAbout } from './leaf-facts.js';

export interface Gathered {
  readonly facts: PackageFacts;
  readonly leaves: LeavesAbout;
  readonly times: readonly TokenTime[];
  readonly entry: IndexedMessage;
  readonly place: number;
  readonly said: Document | null;
  readonly envelope: Envelope | null;
  readonly signed: LeafFact | null;
  readonly carried: LeafFact | null;
}
